"""The tutorial is done as it is written: what it says the program answers is what it answers."""

import re
from pathlib import Path
from shutil import copytree

import pytest

from generator import checking, report
from tests.conftest import TODAY

GUIDES = Path(__file__).parent.parent / "guides"
BLOCKS = re.findall(
    r"^```(\w+)\n(.*?)^```$",
    (GUIDES / "handbook" / "first-service.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)
TYPED = [text for kind, text in BLOCKS if kind == "yaml"]
ANSWERS = [text for kind, text in BLOCKS if kind == "text" and not text.startswith("guides ")]
SERVICE = Path("guides/services/cu-hall-booking.yaml")
TOWNSHIP = Path("guides/townships/aoxi/catalog.yaml")


@pytest.fixture(autouse=True)
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copytree(GUIDES, tmp_path / "guides")
    monkeypatch.chdir(tmp_path)


def answer() -> str:
    problems = checking.problems(Path("guides"), TODAY)
    return f"{report.text(problems)}{report.count(problems)}\n"


def mend(path: Path, wrong: str, right: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert wrong in text
    path.write_text(text.replace(wrong, right), encoding="utf-8")


def test_the_program_answers_as_the_tutorial_says() -> None:
    service, plain_name, topic, limit, slip, entry = TYPED
    start, colon, two, sound, unknown = ANSWERS
    assert answer() == start
    SERVICE.write_text(service, encoding="utf-8")
    assert answer() == colon
    mend(SERVICE, "日常用语：约文化站\n", plain_name)
    assert answer() == two
    mend(SERVICE, "领域: 文化\n", topic)
    mend(SERVICE, "承诺时现: 即时\n", limit)
    assert answer() == sound
    with TOWNSHIP.open("a", encoding="utf-8") as file:
        file.write(slip)
    assert answer() == unknown
    mend(TOWNSHIP, slip, entry)
    assert answer() == sound
