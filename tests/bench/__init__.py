"""Measurements, side by side with peers; `python -m tests.bench` writes RESULTS.md."""
