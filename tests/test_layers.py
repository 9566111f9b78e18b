"""Imports point down: a module uses those below it, and the two packages never meet."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
LAYERS = (
    ("__main__",),
    ("cli",),
    ("commands",),
    ("server", "scaffold", "export"),
    ("site", "report", "checking", "explaining"),
    ("prose",),
    ("mkdocs_plugin",),
    ("memory", "aside", "contents", "reference"),
    ("printing",),
    ("offline",),
    ("companion", "compression", "project", "schema", "open_data", "search", "privacy", "review"),
    ("schema_types", "places"),
    ("schema_values",),
    ("pages",),
    ("standard", "duty", "ratings"),
    ("catalog",),
    ("cases",),
    ("explain", "source", "workdays"),
    ("structure", "grammar", "shape"),
    ("guesses",),
    ("mistakes", "models"),
    ("problem",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


MODULES = sorted((REPOSITORY / "generator").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    here = room(".".join(path.relative_to(REPOSITORY).with_suffix("").parts))
    below = {room(name) for name in imported(path) if name.startswith("generator.")} - {here, ""}
    if here == "__init__":
        assert below == set()
        return
    upward = {other for other in below if other in LEVEL and LEVEL[other] <= LEVEL[here]}
    assert upward == set()


def test_every_module_has_its_layer() -> None:
    rooms = {
        path.relative_to(REPOSITORY / "generator").parts[0].removesuffix(".py") for path in MODULES
    }
    assert rooms - {"__init__"} == set(LEVEL)


def test_generator_and_feedback_api_never_import_each_other() -> None:
    for package, other in (("generator", "feedback_api"), ("feedback_api", "generator")):
        for path in (REPOSITORY / package).rglob("*.py"):
            assert [name for name in imported(path) if name.split(".")[0] == other] == [], path
