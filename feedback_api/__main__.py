"""`python -m feedback_api` is the `feedback` command."""

from feedback_api.cli import main

main()
