"""Fixtures for paper: editions of small counties and of the demonstration county, and a press."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from generator import catalog
from generator.printing import choosing, press, typesetting
from generator.printing.edition import EVERYTHING, Edition
from generator.printing.kinds import KINDS
from generator.printing.sheet import Sheet
from tests.conftest import REPOSITORY, TODAY
from tests.printing import pictures

URL = "https://fuwu.example.gov.cn/bszn/"

Golden = Callable[[Image.Image, str], None]


def edition_of(guides: Path, url: str = URL, townships: Iterable[str] = ()) -> Edition:
    """A county on the day of the tests."""
    loaded = catalog.load(guides)
    chosen = choosing.choice(loaded, townships, (), ()) if townships else EVERYTHING
    return Edition(loaded, TODAY, url, chosen)


def sheets_of(edition: Edition, kind: str) -> dict[tuple[str, str], Sheet]:
    """Its sheets of a kind, by township and subject."""
    kinds = [one for one in KINDS if one.name == kind]
    return {(one.township, one.subject): one for one in press.order(edition, kinds).sheets}


def every_service_somewhere(kind: str) -> dict[str, Sheet]:
    """A sheet of each service of the demonstration county, each in another of its townships."""
    found: dict[str, list[Sheet]] = {}
    for (_, subject), sheet in sheets_of(edition_of(REPOSITORY / "guides"), kind).items():
        found.setdefault(subject, []).append(sheet)
    return {subject: those[n % len(those)] for n, (subject, those) in enumerate(found.items())}


def pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF, issued on the day of the tests."""
    return typesetting.typeset(sheet, TODAY).files[0]


@pytest.fixture(scope="session")
def little() -> Edition:
    """The smallest honest county."""
    return edition_of(REPOSITORY / "tests" / "county")


@pytest.fixture(scope="session")
def jinzhu() -> Edition:
    """One township of the demonstration county."""
    return edition_of(REPOSITORY / "guides", townships=["jinzhu"])


@pytest.fixture
def large(little: Edition) -> Edition:
    """The smallest county in large print."""
    return replace(little, is_large=True)


@pytest.fixture
def looks(request: pytest.FixtureRequest) -> Golden:
    """Compares a picture with tests/printing/golden; `--update-golden` writes it instead."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(seen: Image.Image, name: str) -> None:
        assert not pictures.compare(seen, name, update=update)

    return compare
