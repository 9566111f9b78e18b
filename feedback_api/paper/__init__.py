"""Paper ratings (纸质评价): typed in one after another, or imported from a spreadsheet."""
