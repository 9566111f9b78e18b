"""The service beside a preview: a database that may be lost, and sample ratings marked 演示."""

import random
import secrets
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from feedback_api import create_app, db, rehearsal
from feedback_api.config import Settings
from feedback_api.published import Guide
from feedback_api.ratings import slips
from feedback_api.ratings.codes import Place
from feedback_api.ratings.intake import Origin
from feedback_api.ratings.models import NewRating
from feedback_api.ratings.slips import Order
from feedback_api.ratings.tables import ratings
from feedback_api.ratings.tags import of_grade
from feedback_api.ratings.words import Channel
from feedback_api.services import Services, services
from feedback_api.simulation import Plan

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

SEED = 20261124
GUIDES, RATINGS, WEEKS = 3, 160, 4
"""Sample ratings: so many guides of the first township, each so often, over so many weeks."""
_GRADES = (5, 5, 5, 4, 4, 4, 3, 3, 2, 2, 1)
_TRIPS: tuple[int | str, ...] = (0, 1, 1, 1, 1, 1, 2, 2, "3+")


def application(
    catalog: Path, folder: Path, site: str, hosts: tuple[str, ...]
) -> "WSGIApplication":
    """The service for `catalog`, its files in `folder`; a demonstration county gets samples."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings.of(
        {
            "catalog": catalog,
            "database_url": f"sqlite:///{folder.resolve() / 'feedback.sqlite3'}",
            "secret_key": _secret(folder / "secret"),
            "site": site,
            "trusted_hosts": tuple(dict.fromkeys(hosts)),
        }
    )
    db.migrate(settings.database_url)
    app = create_app(settings)
    with app.app_context():
        here = services()
        if here.catalog.county.demo and _is_empty(here):
            _rate(here)
            _play(here)
    return app


def _play(here: Services) -> None:
    """Cases as they would have gone, and rounds of the first township."""
    plan = Plan(GUIDES * RATINGS, here.now(), SEED)
    rehearsal.rehearse(here.engine, here.settings, here.catalog, plan)


def _secret(path: Path) -> str:
    """The key of this folder's codes, made once."""
    if not path.is_file():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def _is_empty(here: Services) -> bool:
    with db.reading(here.engine) as connection:
        return connection.execute(select(ratings.c.seq).limit(1)).first() is None


def _rate(here: Services) -> None:
    chance = random.Random(SEED)  # noqa: S311  (samples, not secrets)
    for guide in _guides(here):
        day = here.now().date()
        order = Order(Place(guide.township.slug, guide.identifier), day, RATINGS // 2, WEEKS * 7)
        with db.writing(here.engine) as connection:
            codes = slips.give_out(connection, here.intake.coder, order)
        samples = [
            _sample(chance, guide, codes[number // 2].code if number % 2 else None)
            for number in range(RATINGS)
        ]
        origins = [
            Origin(here.now() - timedelta(weeks=1 + number % WEEKS)) for number in range(RATINGS)
        ]
        with ThreadPoolExecutor(16) as phones:  # whoever waits is written together
            deque(phones.map(here.intake.take, samples, origins), maxlen=0)


def _guides(here: Services) -> Iterator[Guide]:
    """The first guides of the first township."""
    township = here.catalog.townships[0]
    found = (here.catalog.guide(township.slug, name) for name in township.services)
    return islice(filter(None, found), GUIDES)


def _sample(chance: random.Random, guide: Guide, slip: str | None) -> NewRating:
    grade = chance.choice(_GRADES)
    papers = guide.service.materials
    return NewRating(
        id=UUID(int=chance.getrandbits(128), version=4),
        township=guide.township.slug,
        service=guide.identifier,
        grade=grade,
        tags=(chance.choice(of_grade(grade)).code,),
        trips=chance.choice(_TRIPS),
        missing=papers[:1] if papers and chance.random() < 1 / 3 else (),
        text="演示：这是样例评价",
        slip=slip,
        channel=Channel.SLIP if slip else Channel.WEB,
    )
