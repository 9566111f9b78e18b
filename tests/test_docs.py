"""The handbook and the README keep up with the program."""

import re
import tomllib
from itertools import chain
from pathlib import Path

import click
import pytest

from generator.cli import main

REPOSITORY = Path(__file__).parents[1]
COMMANDS = (REPOSITORY / "guides" / "handbook" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_in_the_handbook_with_its_options(name: str) -> None:
    command = main.commands[name]
    assert f"guides {name}" in COMMANDS
    for option in command.params:
        if isinstance(option, click.Option):
            assert any(f"`{name}" in COMMANDS for name in option.opts), option.opts


def test_every_make_target_the_readme_names_exists() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`?make ([a-z]+)", readme))
    assert {"site", "test"} <= named
    assert named <= set(re.findall(r"(?m)^([a-z]+):", makefile))


def test_every_file_the_readme_shows_or_links_to_exists() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    for address in re.findall(r"\]\(([^)#]+)\)", readme):
        if not address.startswith("http"):
            assert (REPOSITORY / address).exists(), address


def test_versions_are_pinned_for_everything_the_project_names() -> None:
    settings = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(settings)["project"]
    pinned = {
        re.split("==", line)[0].lower().replace("_", "-")
        for line in (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").split()
    }
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    named = {re.split("[<>=]", name)[0].lower() for name in wanted}
    assert named - pinned == set()
