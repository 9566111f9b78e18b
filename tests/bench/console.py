"""Every page of the officials' console with five million ratings behind it, on both databases."""

import gc
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from statistics import median
from typing import NamedTuple

from flask import Flask

from feedback_api import create_app, db, published
from feedback_api.config import Settings
from feedback_api.officials.roles import Role
from feedback_api.published import Published
from feedback_api.services import CHINA, services
from generator import catalog, open_data
from generator.standard.verdict import verdicts
from tests.bench import county, report, years
from tests.bench.feedback import postgresql
from tests.bench.report import Row
from tests.feedback import desk
from tests.feedback.clock import Clock
from tests.feedback.conftest import SECRET
from tests.feedback.desk import Desk

TITLE = "Console"
NOTES = Path(__file__).with_name("CONSOLE.md")
SIZES = {True: 10_000, False: 5_000_000}
ROUNDS, TIMES = 3, 3
"""So many applications show each page, each of them once and then so often again."""
MOST_MS, MOST_KB = 200, 1000
NOW = datetime(2026, 11, 24, 10, tzinfo=CHINA)
TOWNSHIPS, SERVICES = 16, 100


class Timed(NamedTuple):
    """Milliseconds of one answer and of it how much this process computed; its bytes."""

    wall: float
    cpu: float
    size: int


class Page(NamedTuple):
    """A page shown for the first time by an application, and again."""

    name: str
    first: Timed
    again: Timed

    @property
    def slowest(self) -> float:
        """Milliseconds of the slower of the two."""
        return max(self.first.wall, self.again.wall)


def section(folder: Path, *, quick: bool) -> str:
    """The section of RESULTS.md."""
    folder.mkdir(parents=True)
    offered, found, told = publish(folder), [], []
    for name, url in databases(folder):
        db.migrate(url)
        plan = years.Plan(SIZES[quick], NOW)
        filled = years.fill(url, published.read(offered), plan, report.say)
        told.append(f"{name}: {filled:,} ratings")
        found.append([*timed(url, offered)])
    table = report.table(row(*both) for both in zip(*found, strict=True))
    return f"{'; '.join(told)}.\n\n{table}\n\n{NOTES.read_text(encoding='utf-8')}"


def databases(folder: Path) -> Iterator[tuple[str, str]]:
    """An empty SQLite and an empty PostgreSQL: names and addresses."""
    yield "SQLite", f"sqlite:///{folder}/console.sqlite3"
    with postgresql(folder / "pg-console") as url:
        yield "PostgreSQL", url


def publish(folder: Path) -> Path:
    """The `catalog.json` of a generated county of 1,600 guides."""
    guides = catalog.load(county.generate(folder / "county", TOWNSHIPS, SERVICES))
    offered = folder / "catalog.json"
    text = open_data.catalog_json(guides, verdicts(guides, NOW.date()))
    offered.write_text(text, encoding="utf-8")
    return offered


def row(small: Page, large: Page) -> Row:
    """A page on both databases."""
    slowest, size = max(small.slowest, large.slowest), small.again.size
    told = f"{_told(small)}; {_told(large)}; {size // 1000} KB"
    met = slowest <= MOST_MS and size <= MOST_KB * 1000
    target = f"≤ {MOST_MS} ms, ≤ {MOST_KB} KB"
    return Row(small.name, target, told, f"{slowest / MOST_MS:.2f}", met)


def _told(page: Page) -> str:
    first, again = page.first, page.again
    return f"{first.wall:.0f} ({first.cpu:.0f}), again {again.wall:.0f} ({again.cpu:.0f}) ms"


def timed(url: str, offered: Path) -> Iterator[Page]:
    """Every page: the best of its first times, since others use the machine, and the usual."""
    for name, address in pages(published.read(offered)):
        rounds = [_round(url, offered, address) for _ in range(ROUNDS)]
        others = [one for _, *again in rounds for one in again]
        page = Page(name, min(first for first, *_ in rounds), _middle(others))
        report.say(f"{name}: {_told(page)}")
        yield page


def _round(url: str, offered: Path, address: str) -> list[Timed]:
    app = _app(url, offered)
    who = desk.sign_in(app, Role.COUNTY)
    who.get("/api/console/account")  # what every page needs is there
    gc.collect()  # the application before this one
    found = [_ask(who, address) for _ in range(1 + TIMES)]
    with app.app_context():
        services().engine.dispose()
    return found


def pages(offered: Published) -> list[tuple[str, str]]:
    """Names and addresses: a year of each page, the largest area, township and service of many."""
    areas: dict[str, int] = {}
    for one in offered.services.values():
        areas[one.topic] = areas.get(one.topic, 0) + 1
    area = max(areas, key=areas.__getitem__)
    town, service = offered.townships[0].slug, next(iter(offered.services))
    year = "/api/console/?weeks=52"
    own = f"{year}&township={town}"
    return [
        ("overview by township", f"{year}&by=townships"),
        ("by area", f"{year}&by=areas"),
        ("by service", f"{year}&by=services"),
        ("by channel", f"{year}&by=channels"),
        (f"one area of {areas[area]} services, by township", f"{year}&area={area}"),
        ("the same, by service", f"{year}&area={area}&by=services"),
        ("one service, by township", f"{year}&service={service}"),
        ("verified alone, by area", f"{year}&kind=verified&by=areas"),
        ("a township, by service", own),
        ("a township, by area", f"{own}&by=areas"),
        ("a township's area", f"{own}&area={area}"),
        ("by window", f"{own}&by=windows"),
        ("by village", f"{own}&by=villages"),
        ("a month, by area", "/api/console/?month=2026-10&by=areas"),
        ("what to mend", "/api/console/mend?weeks=52"),
        ("what a township has to mend", f"/api/console/mend?weeks=52&township={town}"),
        ("versions", f"/api/console/versions?weeks=52&township={town}"),
        ("comparison", "/api/console/compare?weeks=52"),
        ("weights", "/api/console/weights"),
        ("completed cases", "/api/console/completed"),
        ("cases", "/api/console/cases"),
        ("cases of a township", f"/api/console/cases?township={town}"),
        ("cases, closed ones too", "/api/console/cases?state="),
        ("民情台账", "/api/console/requests"),
        ("rounds", "/api/console/rounds/"),
        ("paper ratings", f"/api/console/paper?township={town}"),
        ("log", "/api/console/audit"),
    ]


def _app(url: str, offered: Path) -> Flask:
    given = {"catalog": offered, "database_url": url, "secret_key": SECRET}
    app = create_app(Settings.of(given))
    Clock(app)
    return app


def _ask(who: Desk, address: str) -> Timed:
    wall, cpu = time.perf_counter(), time.process_time()
    answer = who.get(address)
    spent = 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} answered {answer.status_code}: {answer.text[:400]}")
    return Timed(*spent, len(answer.data))


def _middle(found: Sequence[Timed]) -> Timed:
    return Timed(
        median(one.wall for one in found), median(one.cpu for one in found), found[-1].size
    )
