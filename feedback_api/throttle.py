"""Limits on ratings without a code, shared by all workers, without keeping anybody's address.

A village behind one carrier has one address, so only networks are counted (/24, /56 in IPv6),
under a ceiling that a whole village stays under. What is kept is a keyed hash of the network with
a key of that day, and it is deleted a day later.
"""

import hashlib
import time
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    String,
    Table,
    bindparam,
    case,
    delete,
    func,
    select,
)

from feedback_api import db
from feedback_api.keys import derived, keyed
from feedback_api.networks import network
from feedback_api.tables import metadata

HOUR = timedelta(hours=1)
PROOF_BITS = 16
"""How hard the sum is that a phone does while the county is flooded: some tenths of a second."""

throttle = Table(
    "throttle",
    metadata,
    Column("hour", String(13), primary_key=True),  # 2026-11-24T16
    Column("key", String(32), primary_key=True),  # keyed hash of a network
    Column("n", Integer, nullable=False),
)


class Limits(NamedTuple):
    """Ratings without a code in an hour: from one network, and from everywhere before proof."""

    network: int
    county: int


class Visit(NamedTuple):
    """A rating that counts towards limits: its network's key, and whether a sum was done."""

    key: str
    hour: str
    proved: bool


def visit(secret: str, address: str, now: datetime, *, proved: bool) -> Visit:
    """What is remembered of an address for the hour: nothing that leads back to it."""
    key = derived(secret, f"throttle {now.date().isoformat()}")
    return Visit(keyed(key, network(address)).hex()[:32], hour(now), proved)


def hour(now: datetime) -> str:
    """The hour that is counted."""
    return now.isoformat()[:13]


def seconds_left(now: datetime) -> int:
    """Until the next hour begins."""
    return 3600 - now.minute * 60 - now.second


def is_proved(identifier: str, proof: str | None) -> bool:
    """Whether SHA-256 of `id:proof` begins with enough zero bits. No proof serves two ratings."""
    if not proof:
        return False
    digest = hashlib.sha256(f"{identifier}:{proof}".encode()).digest()
    return int.from_bytes(digest[:4]) >> (32 - PROOF_BITS) == 0


# The county is summed up when it is asked for: a row of its own would be written by everybody.
# Nobody counts for more than the limit, so a network that floods doesn't shut out the others.
_AT_MOST = case((throttle.c.n > bindparam("most"), bindparam("most")), else_=throttle.c.n)
_COUNTY = select(func.sum(_AT_MOST)).where(throttle.c.hour == bindparam("at"))


class Verdict(NamedTuple):
    """Which of some visits come too often, and which have to show a proof first."""

    too_many: frozenset[int]
    unproved: frozenset[int]


class Limiter:
    """Counts visits in the database, and remembers what a worker needs not ask again."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._hour, self._closed = "", set[str]()
        self._county, self._asked = 0, float("-inf")

    def refuses(self, one: Visit) -> bool:
        """Whether the visit's network is known to be over its limit: nothing is asked then."""
        return one.hour == self._hour and one.key in self._closed

    def note(self, connection: Connection, visits: Mapping[int, Visit]) -> Verdict:
        """Counts visits and tells, by their number, which go over a limit."""
        if not visits:
            return Verdict(frozenset(), frozenset())
        self._begin(max(one.hour for one in visits.values()))
        new = Counter(one.key for one in visits.values())
        rows = [{"hour": self._hour, "key": key, "n": n} for key, n in new.items()]
        now = db.add_up(connection, throttle, rows, tell="key")
        verdict = self._judged(visits, Counter({key: now[key] - n for key, n in new.items()}))
        self._closed |= {visits[number].key for number in verdict.too_many}
        self._look_around(connection)
        return verdict

    def _begin(self, hour: str) -> None:
        if hour != self._hour:
            self._hour, self._closed = hour, set()
            self._county, self._asked = 0, float("-inf")

    def _judged(self, visits: Mapping[int, Visit], so_far: Counter[str]) -> Verdict:
        too_many, unproved = set(), set()
        for number, one in visits.items():
            so_far[one.key] += 1
            if so_far[one.key] > self._limits.network:
                too_many.add(number)
                continue
            self._county += 1
            if self._county > self._limits.county and not one.proved:
                unproved.add(number)
        return Verdict(frozenset(too_many), frozenset(unproved))

    def _look_around(self, connection: Connection) -> None:
        """What came to all workers together: once a second is soon enough."""
        if time.monotonic() - self._asked < 1:
            return
        asked = {"at": self._hour, "most": self._limits.network}
        self._county = int(connection.scalar(_COUNTY, asked) or 0)
        self._asked = time.monotonic()


def prune(connection: Connection, today: date) -> int:
    """Deletes what is older than a day; gives how many rows."""
    old = throttle.c.hour < (today - timedelta(days=1)).isoformat()
    return connection.execute(delete(throttle).where(old)).rowcount
