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
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select

from feedback_api import create_app, db, published, rehearsal
from feedback_api.config import Settings
from feedback_api.officials import access
from feedback_api.officials import rehearsal as desks
from feedback_api.published import Guide, Published
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

_THIS_COMPUTER = frozenset({"127.0.0.1", "localhost", "::1"})
SEED = 20261124
GUIDES, RATINGS, WEEKS = 3, 160, 4
"""Sample ratings: so many guides of the first township, each so often, over so many weeks."""
_GRADES = (5, 5, 5, 4, 4, 4, 3, 3, 2, 2, 1)
_TRIPS: tuple[int | str, ...] = (0, 1, 1, 1, 1, 1, 2, 2, "3+")


class Demo:
    """The service for as long as a preview runs, its files in `folder`.

    A demonstration county gets samples, and officials with a password of this run's. Their
    password is told on this computer only, and whoever knew the last run's can't get in.
    """

    def __init__(self, folder: Path, site: str, address: str, hosts: tuple[str, ...]) -> None:
        self._folder, self._site, self._address = folder, site, address
        self._hosts = tuple(dict.fromkeys(hosts))
        self._password, self._is_seated = secrets.token_hex(5), False

    def welcome(self, catalog: Path) -> str:
        """Where the officials' console is and how to get in."""
        known = published.read(catalog)
        if not _is_shown(known):
            return ""
        if urlsplit(self._address).hostname not in _THIS_COMPUTER:
            return "干部后台只在本机演示：不写 --host 再启动，就会打印登录名和密码。"
        township = known.townships[0].name
        return (
            f"干部后台（演示）：{self._address}{access.PATH}/\n"
            f"  登录名：{'、'.join(desks.NAMES)}（乡镇、窗口两个只看{township}）\n"
            f"  密码：{self._password}（四个一样，下次启动就换）"
        )

    def application(self, catalog: Path) -> "WSGIApplication":
        """The service for a catalog, with everything a demonstration needs."""
        app = create_app(self._settings(catalog))
        with app.app_context():
            here = services()
            if _is_shown(here.catalog):
                if _is_empty(here):
                    _rate(here)
                    _play(here)
                self._seat(here)
        return app

    def _settings(self, catalog: Path) -> Settings:
        self._folder.mkdir(parents=True, exist_ok=True)
        settings = Settings.of(
            {
                "catalog": catalog,
                "database_url": f"sqlite:///{self._folder.resolve() / 'feedback.sqlite3'}",
                "secret_key": _secret(self._folder / "secret"),
                "site": self._site,
                "trusted_hosts": self._hosts,
            }
        )
        db.migrate(settings.database_url)
        return settings

    def _seat(self, here: Services) -> None:
        """Once a run: a saved file makes the service anew, and nobody is signed out by that."""
        if not self._is_seated:
            township = here.catalog.townships[0].slug
            with db.writing(here.engine) as connection:
                desks.seat(connection, township, self._password, here.now())
            self._is_seated = True


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


def _is_shown(known: Published) -> bool:
    """Whether it is a demonstration county, with somewhere to demonstrate."""
    return known.county.demo and bool(known.townships)


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
