"""Migrations, named by number and purpose; a merged one is never edited."""
