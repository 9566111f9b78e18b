"""差评 with a clock: what has to happen with one, by whom, and until when."""
