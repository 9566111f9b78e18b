"""Whatever a clerk types, the answer is a list of problems and never a traceback."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from generator import catalog

COUNTY = Path(__file__).parent / "county"
FILES = sorted(path.relative_to(COUNTY) for path in COUNTY.rglob("*.yaml"))
ROUNDS = 40
"""Mutants of each kind for each file; every one is made from its number and so repeatable."""

Mutation = Callable[[str, random.Random], bytes]

_WIDE = str.maketrans(":,[]{}\"'-", "：，［］｛｝“‘－")
_ODD = [
    "\t",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "&a ",
    "*a",
    "!!x ",
    "|",
    ">",
    "#",
    "- ",
    ": ",
    "---\n",
    "\x00",
]


def _line(text: str, rng: random.Random) -> tuple[list[str], int]:
    lines = text.split("\n")
    return lines, rng.randrange(len(lines))


def drop_a_line(text: str, rng: random.Random) -> bytes:
    lines, at = _line(text, rng)
    return "\n".join(lines[:at] + lines[at + 1 :]).encode()


def repeat_a_line(text: str, rng: random.Random) -> bytes:
    lines, at = _line(text, rng)
    return "\n".join(lines[: at + 1] + lines[at:]).encode()


def retype_a_value(text: str, rng: random.Random) -> bytes:
    lines, at = _line(text, rng)
    value = rng.choice(
        ["是", "true", "12", "[a, b]", "{a: b}", "", "5天", "低保：", "2026-13-40", "~"]
    )
    lines[at] = re.sub(r":.*$", f": {value}", lines[at])
    return "\n".join(lines).encode()


def indent_otherwise(text: str, rng: random.Random) -> bytes:
    lines, at = _line(text, rng)
    lines[at] = (
        rng.choice([" ", "   ", "\t"]) + lines[at] if rng.random() < 0.5 else lines[at].lstrip()
    )
    return "\n".join(lines).encode()


def type_full_width(text: str, rng: random.Random) -> bytes:
    lines, at = _line(text, rng)
    lines[at] = lines[at].translate(_WIDE)
    return "\n".join(lines).encode()


def swap_lines(text: str, rng: random.Random) -> bytes:
    lines, at = _line(text, rng)
    other = rng.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines).encode()


def cut_the_end(text: str, rng: random.Random) -> bytes:
    data = text.encode()
    return data[: rng.randrange(len(data))]


def slip_in_a_sign(text: str, rng: random.Random) -> bytes:
    at = rng.randrange(len(text))
    return (text[:at] + rng.choice(_ODD) + text[at:]).encode()


def lose_a_sign(text: str, rng: random.Random) -> bytes:
    at = rng.randrange(len(text))
    return (text[:at] + text[at + 1 :]).encode()


def damage_bytes(text: str, rng: random.Random) -> bytes:
    data = bytearray(text.encode())
    for _ in range(rng.randrange(1, 8)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


MUTATIONS: tuple[Mutation, ...] = (
    drop_a_line,
    repeat_a_line,
    retype_a_value,
    indent_otherwise,
    type_full_width,
    swap_lines,
    cut_the_end,
    slip_in_a_sign,
    lose_a_sign,
    damage_bytes,
)


def problems_of(county: Path, name: Path, data: bytes) -> list[str]:
    """Loads the county with one file changed; says what is wrong with the answer itself."""
    whole = (county / name).read_bytes()
    (county / name).write_bytes(data)
    try:
        found = catalog.load(county).problems
    finally:
        (county / name).write_bytes(whole)
    faults = []
    for problem in found:
        last = (
            Path(problem.file).read_bytes().count(b"\n") + 2 if Path(problem.file).is_file() else 1
        )
        if problem.file == str(county / name):
            last = data.count(b"\n") + 2
        if not 1 <= problem.line <= last or problem.column < 1:
            faults.append(f"no such place: {problem}")
        if not re.search(r"[\u4e00-\u9fff]", problem.message) or len(problem.message) > 200:
            faults.append(f"not a sentence for staff: {problem}")
    if list(found) != sorted(found):
        faults.append("not in order")
    return faults


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("name", FILES, ids=str)
def test_every_slip_is_answered_in_chinese(tmp_path: Path, name: Path, mutation: Mutation) -> None:
    county = copytree(COUNTY, tmp_path / "county")
    text = (county / name).read_text(encoding="utf-8")
    for number in range(ROUNDS):
        data = mutation(text, random.Random(f"{name}{number}"))  # noqa: S311  (repeatable, not secret)
        assert not problems_of(county, name, data), data.decode(errors="replace")


@pytest.mark.parametrize("name", FILES, ids=str)
def test_a_file_that_is_only_noise_is_one_problem_of_that_file(tmp_path: Path, name: Path) -> None:
    county = copytree(COUNTY, tmp_path / "county")
    rng = random.Random(str(name))  # noqa: S311  (repeatable, not secret)
    (county / name).write_bytes(rng.randbytes(2000))
    files = {problem.file for problem in catalog.load(county).problems}
    assert str(county / name) in files
