"""`python -m generator` is the `guides` command."""

from generator.cli import main

main()
