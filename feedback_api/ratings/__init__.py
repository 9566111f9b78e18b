"""Ratings (好差评): taken once, kept for good, counted as they arrive."""
