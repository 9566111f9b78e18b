"""Commands of `guides`, and what they have in common."""
