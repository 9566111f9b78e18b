"""Whatever a clerk types, the answer is a list of problems and never a traceback."""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator import catalog, schema
from generator.problem import Problem

COUNTY = Path(__file__).parent / "county"
FILES = sorted(path.relative_to(COUNTY) for path in COUNTY.rglob("*.yaml"))
VALIDATORS = {kind: Draft202012Validator(made) for kind, made in schema.schemas().items()}
MUTANTS = 320
"""Cases for each file. Without `derandomize` below, other ones each time."""

Mutation = Callable[[str, random.Random], str]

VALUES = (
    "是", "true", "12", "[a,b]", "{a:1}", "5天", "低保：", "2026-13-40", "~", "１２", "“甲”", "无",
    "&a", "*a", "|"
)  # fmt: skip
SIGNS = (
    "\t", "[", "]", "{", "}", '"', "'", "&a", "*a", "!!x", "|", ">", "#", "%", "@", ":", "-",
    "：", "，", "\u3000", "\x00", "\ufeff", "\x85", " ", "---\n"
)  # fmt: skip
WIDE = {
    ":": "：",
    ",": "，",
    "[": "［",
    "]": "］",
    "{": "｛",
    "}": "｝",
    '"': "“",
    " ": "　",
    "-": "－",
}
TO_WIDE = str.maketrans(dict(WIDE))


def _replaced(text: str, at: int, new: str, length: int = 1) -> str:
    return text[:at] + new + text[at + length :]


def _lines(text: str, rng: random.Random) -> tuple[list[str], int]:
    lines = text.split("\n")
    return lines, rng.randrange(len(lines))


def _one_of(signs: str, text: str, rng: random.Random) -> int:
    """The place of one of the signs in the text, or its end."""
    return rng.choice([at for at, sign in enumerate(text) if sign in signs] or [len(text)])


def drop_a_line(text: str, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    return "\n".join(lines[:at] + lines[at + 1 :])


def repeat_a_line(text: str, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    return "\n".join(lines[: at + 1] + lines[at:])


def swap_lines(text: str, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


def retype_a_value(text: str, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    lines[at] = re.sub(r":.*$", lambda _: f": {rng.choice(VALUES)}", lines[at])
    return "\n".join(lines)


def empty_a_value(text: str, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    lines[at] = re.sub(r":.*$", ":", lines[at])
    return "\n".join(lines)


def rename_a_field(text: str, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    lines[at] = re.sub(r"[^\s:-]+:", lambda _: f"{rng.choice(VALUES)}:", lines[at], count=1)
    return "\n".join(lines)


def indent_otherwise(text: str, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    lines[at] = rng.choice([" ", "  ", "   ", "\t", "　", ""]) + lines[at].lstrip()
    return "\n".join(lines)


def type_a_line_full_width(text: str, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    lines[at] = lines[at].translate(TO_WIDE)
    return "\n".join(lines)


def type_a_sign_full_width(text: str, rng: random.Random) -> str:
    at = _one_of("".join(WIDE), text, rng)
    return _replaced(text, at, WIDE.get(text[at : at + 1], ""))


def forget_a_space(text: str, rng: random.Random) -> str:
    return _replaced(text, _one_of(":-,", text, rng) + 1, "")


def forget_a_sign(text: str, rng: random.Random) -> str:
    return _replaced(text, _one_of("\"'[]{}:,-\n", text, rng), "")


def lose_a_character(text: str, rng: random.Random) -> str:
    return _replaced(text, rng.randrange(len(text) + 1), "")


def slip_in_a_sign(text: str, rng: random.Random) -> str:
    return _replaced(text, rng.randrange(len(text) + 1), rng.choice(SIGNS), 0)


def cut_the_end(text: str, rng: random.Random) -> str:
    return text[: rng.randrange(len(text) + 1)]


MUTATIONS: tuple[Mutation, ...] = (
    drop_a_line,
    repeat_a_line,
    swap_lines,
    retype_a_value,
    empty_a_value,
    rename_a_field,
    indent_otherwise,
    type_a_line_full_width,
    type_a_sign_full_width,
    forget_a_space,
    forget_a_sign,
    lose_a_character,
    slip_in_a_sign,
    cut_the_end,
)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copytree(COUNTY, tmp_path_factory.mktemp("mutants") / "county")


def problems_of(county: Path, name: Path, data: bytes) -> tuple[Problem, ...]:
    """What is wrong with the county when one of its files holds `data`."""
    (county / name).write_bytes(data)
    try:
        found = catalog.load(county).problems
        assert [fault for problem in found for fault in faults(county, problem)] == []
        return found
    finally:
        (county / name).write_bytes((COUNTY / name).read_bytes())


def faults(county: Path, problem: Problem) -> Iterator[str]:
    """What is wrong with a problem itself."""
    file = Path(problem.file)
    if not file.is_relative_to(county) or not file.exists():
        yield f"not a file of the county: {problem}"
    elif not 1 <= problem.line <= len(file.read_bytes().splitlines()) + 1 or problem.column < 1:
        yield f"no such place: {problem}"
    if not re.search(r"[\u4e00-\u9fff]{2}", problem.message) or len(problem.message) > 200:
        yield f"not a sentence for staff: {problem}"
    if re.search(r"Error|Traceback|expected|None|\\x", problem.message + problem.hint):
        yield f"not in words staff know: {problem}"


def is_valid(name: Path, text: str) -> bool:
    """Whether the file is one that an editor with our JSON Schema finds sound."""
    try:
        value = without_empty(yaml.load(text, yaml.CBaseLoader))  # noqa: S506  (makes strings only)
    except yaml.YAMLError as error:
        return "duplicate anchor" in str(error)  # YAML 1.2 allows them
    kind = "service" if name.parts[0] == "services" else name.stem
    return VALIDATORS[kind].is_valid(value)


def without_empty(value: Any) -> Any:  # noqa: ANN401  (whatever stands in the file)
    """The value as YAML's types see it where nothing was written."""
    if isinstance(value, dict):
        return {key: without_empty(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_empty(inner) for inner in value]
    return value.strip() or None


@pytest.mark.parametrize("name", FILES, ids=str)
@settings(max_examples=MUTANTS, deadline=None, derandomize=True, database=None)
@given(
    mutations=st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=3),
    seed=st.integers(0, 2**32),
)
@example(mutations=[], seed=0)
def test_every_slip_is_answered_in_chinese_at_a_line_of_the_county(
    county: Path, name: Path, mutations: list[Mutation], seed: int
) -> None:
    text = (COUNTY / name).read_text(encoding="utf-8")
    rng = random.Random(seed)  # noqa: S311  (repeatable, not secret)
    for mutation in mutations:
        text = mutation(text, rng)
    found = problems_of(county, name, text.encode())
    assert found or is_valid(name, text), "not valid, and nobody was told"


@pytest.mark.parametrize("name", FILES, ids=str)
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(seed=st.integers(0, 2**32), damaged=st.integers(1, 2000))
def test_damaged_bytes_are_answered_in_chinese(
    county: Path, name: Path, seed: int, damaged: int
) -> None:
    data = bytearray((COUNTY / name).read_bytes())
    rng = random.Random(seed)  # noqa: S311  (repeatable, not secret)
    for _ in range(damaged):
        data[rng.randrange(len(data))] = rng.randrange(256)
    problems_of(county, name, bytes(data))


@pytest.mark.parametrize("name", FILES, ids=str)
def test_a_file_that_is_only_noise_is_a_problem_of_that_file(county: Path, name: Path) -> None:
    rng = random.Random(str(name))  # noqa: S311  (repeatable, not secret)
    files = {problem.file for problem in problems_of(county, name, rng.randbytes(2000))}
    assert str(county / name) in files
