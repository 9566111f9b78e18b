"""`rounds.json`: rounds of 公开 公示 公议, as the feedback service publishes them.

What can't be read, or isn't of this county, is told and left out.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, PositiveInt

from generator import fetching
from generator.catalog import Catalog
from generator.fetching import UnusableError

FORMAT = 1
RESULT = "结果"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Stage(_Part):
    """One stage, from a day on; `until` is its last day where it has one."""

    stage: str
    opened: date
    until: date | None
    provisional: bool
    why: str | None


class Figure(_Part):
    """An indicator: what it is, its value, and how it comes about."""

    name: str
    value: str
    how: str


class Version(_Part):
    """A version of a text; every later one has a reason."""

    number: PositiveInt
    day: date
    text: str
    figures: tuple[Figure, ...]
    reason: str | None


class Text(_Part):
    """实绩, 草案, 纪要 or 结果, with its versions, the newest first."""

    name: str
    versions: tuple[Version, ...] = Field(min_length=1)


class Objection(_Part):
    """An objection (异议) and what became of it."""

    day: date
    channel: str
    late: bool
    text: str
    outcome: str | None
    reply: str | None
    answered: date | None


class Opinion(_Part):
    """An opinion (意见) and the township's answer."""

    day: date
    channel: str
    text: str
    reply: str | None
    answered: date | None


class Refused(_Part):
    """How many opinions aren't shown, and by which rule."""

    rule: str
    words: str
    n: PositiveInt


class Poll(_Part):
    """How many gave a grade."""

    grade: int = Field(ge=1, le=5)
    n: PositiveInt


class Ground(_Part):
    """One of the five conditions of 容错, and on what it rests."""

    condition: str
    words: str


class Lenience(_Part):
    """An entry of 容错."""

    matter: str
    grounds: tuple[Ground, ...]
    approver: str
    day: date


class Round(_Part):
    """A round as everybody may see it."""

    id: PositiveInt
    township: str
    township_name: str
    kind: str
    title: str
    first: date
    last: date
    contact: str
    phone: str
    place: str
    stage: str
    until: date | None
    provisional: bool
    stages: tuple[Stage, ...]
    texts: tuple[Text, ...]
    objections: tuple[Objection, ...]
    opinions: tuple[Opinion, ...]
    refused: tuple[Refused, ...]
    poll: tuple[Poll, ...]
    lenience: tuple[Lenience, ...]

    @property
    def is_finished(self) -> bool:
        """Whether its result is out: only then it is built into the site."""
        return self.stage == RESULT


class _File(_Part):
    format: int
    rounds: tuple[Round, ...]


class Rounds(NamedTuple):
    """The county's rounds, the newest first; and in Chinese what was left out."""

    all: tuple[Round, ...] = ()
    told: tuple[str, ...] = ()

    def finished(self, slug: str) -> tuple[Round, ...]:
        """Those of a township whose result is out."""
        return tuple(one for one in self.all if one.township == slug and one.is_finished)


NOTHING = Rounds()


def read(place: str, catalog: Catalog, kept: Path) -> Rounds:
    """The rounds at `place`, a file or an address; nothing when it is empty."""
    if not place:
        return NOTHING
    brought = fetching.bring(place, kept, "公开公示公议")
    if brought.text is None:
        return Rounds(told=brought.told)
    found = of_text(brought.text, {township.slug for township in catalog.townships})
    return found._replace(told=brought.told + found.told)


def of_text(text: str, townships: Iterable[str]) -> Rounds:
    """The rounds in the text of a `rounds.json`, as far as they are of these townships."""
    try:
        file = fetching.parse(text, _File, FORMAT, "--rounds")
    except UnusableError as error:
        return _refused(str(error))
    known = frozenset(townships)
    strange = sorted({one.township for one in file.rounds} - known)
    told = tuple(f"公开公示公议里的乡镇 {slug} 不在目录里，跳过了。" for slug in strange)
    return Rounds(tuple(one for one in file.rounds if one.township in known), told)


def _refused(why: str) -> Rounds:
    return Rounds(told=(f"公开公示公议没有用上：rounds.json {why}。",))
