"""Giving out slips with codes (评价小票): on a screen for clerks, and by command."""
