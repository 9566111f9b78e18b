"""The handbook and the README keep up with the program."""

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import click
import pytest

from generator import cases
from generator.cli import main
from generator.models.place import County
from generator.models.service import PublicService
from tests.conftest import as_text

REPOSITORY = Path(__file__).parents[1]
COMMANDS = (REPOSITORY / "guides" / "handbook" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_in_the_handbook_with_its_options(name: str) -> None:
    command = main.commands[name]
    assert f"guides {name}" in COMMANDS
    for option in command.params:
        if isinstance(option, click.Option):
            assert any(f"`{name}" in COMMANDS for name in option.opts), option.opts


def blocks(page: str) -> list[Any]:
    """The YAML that a handbook page shows."""
    text = (REPOSITORY / "guides" / "handbook" / page).read_text(encoding="utf-8")
    return [as_text(block) for block in re.findall(r"(?ms)^```yaml\n(.*?)^```", text)]


def test_the_examples_of_automatic_checks_name_what_there_is() -> None:
    commit, merge = blocks("automatic.md")
    hooks = as_text((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (hook,) = commit["repos"][0]["hooks"]
    assert hook["id"] in {known["id"] for known in hooks}
    command = merge["jobs"]["check"]["steps"][-1]["run"].split()
    assert command[0] == "guides"
    context = main.commands[command[1]].make_context(
        command[1], command[2:], resilient_parsing=True
    )
    assert context.params["form"] == "github"
    for known in hooks:
        assert known["entry"].split()[1] in main.commands


def test_the_examples_of_cases_and_settings_are_valid() -> None:
    service = (REPOSITORY / "guides/services/rr-land-transfer.yaml").read_text(encoding="utf-8")
    ask, use, depend = blocks("cases.md")
    for said in ({**ask, **use}, {**use, **ask, "情形": [*depend["情形"], ask["情形"][0]]}):
        made = PublicService.model_validate({**as_text(service), "编号": "a-service", **said})
        assert cases.of(made)
    county = as_text((REPOSITORY / "guides/county.yaml").read_text(encoding="utf-8"))
    for said in blocks("standard.md"):
        assert County.model_validate({**county, **said})


def test_every_class_the_design_page_names_is_styled_and_shown() -> None:
    page = (REPOSITORY / "guides/handbook/design.md").read_text(encoding="utf-8")
    style = (REPOSITORY / "site_overrides/assets/guide.css").read_text(encoding="utf-8")
    lines = "".join(line for line in page.splitlines() if line.startswith("类名"))
    named = {name for words in re.findall("`([^`]+)`", lines) for name in words.split()}
    assert {"age", "newest", "since", "fact", "choices"} <= named
    ordered = {"whom", "where", "papers"}  # these tell 长辈版 what comes first
    for name in named - ordered:
        assert re.search(rf"\b{name}\b", style), name


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
    named = {re.split(r"[\[<>=]", name)[0].lower() for name in wanted}
    assert named - pinned == set()
