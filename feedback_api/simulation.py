"""A year of a county, made up by a seeded chance: for tests and for showing the service.

Townships differ, services differ, holidays are quiet; one guide lacked a paper until it was
mended halfway; one window was praised in a rush before an inspection.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Engine

from feedback_api import db
from feedback_api.console import period
from feedback_api.console.tables import completed, inspections
from feedback_api.published import Guide, Published
from feedback_api.ratings import store, weeks
from feedback_api.ratings.alphabet import written
from feedback_api.ratings.store import NewSlip
from feedback_api.ratings.stored import Follower, Ready, as_stored
from feedback_api.ratings.tags import of_grade
from feedback_api.ratings.words import CHANNELS, Channel, Openness, Said
from feedback_api.services import CHINA

WEEKS = 52
BATCH = 5000
OLD_VERSION = "0a0a0a0a"
"""Of the guide that was mended, before it was."""
_QUIET = 0.25
_BURST = 60
_WAYS = (0.42, 0.33, 0.12, 0.03, 0.10)
_COMPLAINTS = ("多跑了一趟，说是还缺材料", "排队排了很久", "窗口没有人，下午又去了一次", "慢")


class Plan(NamedTuple):
    """How many ratings up to when, by which chance."""

    ratings: int
    now: datetime
    seed: int = 20261124


class Story(NamedTuple):
    """What a reader should be able to find in the figures."""

    mended: Guide
    paper: str
    mended_in: str
    burst: Guide
    burst_in: str


class _Place(NamedTuple):
    guide: Guide
    weight: float
    good: float
    kept: float


def simulate(
    engine: Engine, catalog: Published, followers: Sequence[Follower], plan: Plan
) -> Story:
    """Fills an empty database; what there is to find in it."""
    chance = Random(plan.seed)  # noqa: S311  (nothing secret: it has to come out the same again)
    this = weeks.of(plan.now.date())
    names = [weeks.after(this, number - WEEKS + 1) for number in range(WEEKS)]
    places = _places(catalog, chance)
    story = _story(places, names)
    shares = [_QUIET if _is_holiday(catalog, week) else 1.0 for week in names]
    each = plan.ratings / sum(shares)
    made = [
        one
        for week, share in zip(names, shares, strict=True)
        for one in _week(chance, places, story, week, round(each * share))
        if one.at <= plan.now
    ]
    for start in range(0, len(made), BATCH):
        with db.writing(engine) as connection:
            _store(connection, made[start : start + BATCH], followers)
    with db.writing(engine) as connection:
        _typed_in(connection, catalog, story, names, plan.ratings)
    return story


def _places(catalog: Published, chance: Random) -> list[_Place]:
    found = []
    for township in catalog.townships:
        good, kept, size = (chance.uniform(*to) for to in ((0.86, 0.985), (0.8, 0.97), (0.4, 1.6)))
        for rank, key in enumerate(sorted(township.services)):
            guide = catalog.guide(township.slug, key)
            assert guide is not None  # noqa: S101  (it is the township's own key)
            if guide.offer.active:
                found.append(_Place(guide, size / (1 + rank % 9), good, kept))
    return found


def _story(places: Sequence[_Place], names: Sequence[str]) -> Story:
    with_papers = [one.guide for one in places if one.guide.service.materials]
    mended = with_papers[0]
    other = [one.guide for one in places if one.guide.township != mended.township]
    burst = next((one for one in other if one.offer.window is not None), mended)
    return Story(mended, mended.service.materials[-1], names[WEEKS // 2], burst, names[-6])


def _is_holiday(catalog: Published, week: str) -> bool:
    """Whether most of its working days are off."""
    monday = weeks.monday(week)
    days = [monday + timedelta(days=number) for number in range(5)]
    off = [any(first <= day <= last for first, last in _off(catalog)) for day in days]
    return sum(off) > len(days) // 2


def _off(catalog: Published) -> tuple[tuple[date, date], ...]:
    return catalog.county.calendar.off


def _week(
    chance: Random, places: Sequence[_Place], story: Story, week: str, number: int
) -> Iterator[Ready]:
    start = datetime.combine(weeks.monday(week), time(), CHINA)
    seconds = sorted(chance.randrange(8 * 3600, 5 * 86_400 - 6 * 3600) for _ in range(number))
    chosen = chance.choices(places, [place.weight for place in places], k=number)
    for place, second in zip(chosen, seconds, strict=True):
        yield _rating(chance, place, story, start + timedelta(seconds=second))
    if week == story.burst_in:
        late = start + timedelta(days=4, hours=18)
        place = _Place(story.burst, 1, 1, 1)
        for minute in range(_BURST):
            made = _rating(chance, place, story, late + timedelta(minutes=minute))
            yield made._replace(grade=5, tags=(), trips=None, missing=(), text="", slip=None)


def _rating(chance: Random, place: _Place, story: Story, at: datetime) -> Ready:
    guide, week = place.guide, weeks.of(at.date())
    is_old = guide == story.mended and week < story.mended_in
    lacking = _lacking(chance, guide, story, is_old=is_old)
    grade = _grade(chance, place.good - (0.3 if lacking else 0))
    promised = guide.service.trips.promised
    kept = place.kept - (0.5 if lacking else 0)
    channel = chance.choices(list(CHANNELS), _WAYS)[0]
    villages = guide.township.villages
    return Ready(
        id=str(UUID(int=chance.getrandbits(128), version=4)),
        receipt=written(chance.getrandbits(80), 16),
        township=guide.township.slug,
        service=guide.identifier,
        version=OLD_VERSION if is_old else guide.offer.version,
        week=week,
        grade=grade,
        tags=tuple(sorted(tag.code for tag in chance.sample(of_grade(grade), chance.randrange(3)))),
        trips=_trips(chance, promised, kept),
        promised=promised,
        missing=lacking,
        open=_open(chance),
        channel=channel.value,
        village=chance.choice(villages).code if villages and chance.random() < 0.7 else None,  # noqa: PLR2004
        window=guide.offer.window,
        follows=None,
        text=chance.choice(_COMPLAINTS) if grade < 3 and chance.random() < 0.5 else "",  # noqa: PLR2004
        phone=None,
        slip=_slip(chance) if channel is Channel.SLIP else None,
        at=at,
    )


def _lacking(chance: Random, guide: Guide, story: Story, *, is_old: bool) -> tuple[str, ...]:
    likely = 0.45 if is_old else 0.03
    if not guide.service.materials or chance.random() > likely:
        return ()
    return (story.paper if is_old else chance.choice(guide.service.materials),)


def _grade(chance: Random, good: float) -> int:
    if chance.random() < good:
        return chance.choices((5, 4, 3), (0.62, 0.29, 0.09))[0]
    return chance.choices((2, 1), (0.7, 0.3))[0]


def _trips(chance: Random, promised: int | None, kept: float) -> int | None:
    if promised is None or chance.random() > 0.65:  # noqa: PLR2004  (the others don't answer)
        return None
    more = 0 if chance.random() < kept else chance.choice((1, 1, 2))
    return min(3, promised + more)


def _open(chance: Random) -> dict[str, str]:
    if chance.random() > 0.3:  # noqa: PLR2004  (the others don't answer)
        return {}
    said = (Said.YES, Said.NO, Said.UNSURE)
    return {one.value: chance.choices(said, (0.7, 0.1, 0.2))[0].value for one in Openness}


def _slip(chance: Random) -> str:
    return hashlib.sha256(chance.randbytes(16)).hexdigest()


def _store(connection: Connection, made: Sequence[Ready], followers: Sequence[Follower]) -> None:
    salts = [hashlib.sha256(one.id.encode()).hexdigest()[:32] for one in made]
    slips = [one for one in made if one.slip]
    month = timedelta(days=30)
    store.add_slips(
        connection,
        [
            NewSlip(str(one.slip), one.township, one.service, one.at.date(), one.at.date() + month)
            for one in slips
        ],
    )
    numbers = store.add(connection, made, salts)
    added = [(numbers[one.id], one, salt) for one, salt in zip(made, salts, strict=True)]
    store.add_belongings(connection, added, contact_days=90)
    stored = [as_stored(seq, one) for seq, one, _ in added]
    for follower in followers:
        follower(connection, stored)


def _typed_in(
    connection: Connection, catalog: Published, story: Story, names: Sequence[str], number: int
) -> None:
    """Cases completed by month, and the inspection that was announced."""
    months = period.Period(names[0], names[-1]).months
    usual = max(1, number // 12 // max(1, len(catalog.townships)))
    rows = [
        {"township": township.slug, "month": month, "n": usual * (3 + (place + at) % 4)}
        for place, township in enumerate(catalog.townships)
        for at, month in enumerate(months)
    ]
    connection.execute(completed.insert(), rows)
    day = weeks.monday(weeks.after(story.burst_in)) + timedelta(days=1)
    slug = story.burst.township.slug
    connection.execute(
        inspections.insert().values(township=slug, day=day, title="作风检查（演示）")
    )
