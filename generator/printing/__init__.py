"""Everything on paper: sheets as values, and Typst to make them."""
