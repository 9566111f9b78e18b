"""Limits on ratings without a code, shared by all workers, without keeping anybody's address.

A village behind one carrier has one address, so only networks are counted (/24, /56 in IPv6),
under a ceiling that a whole village stays under. What is kept is a keyed hash of the network with
a key of that day, and it is deleted a day later.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
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
    literal,
    select,
)

from feedback_api import db
from feedback_api.keys import derived, keyed
from feedback_api.tables import metadata

HOUR = timedelta(hours=1)
EVERYWHERE = "*"
"""Stands for the whole county."""
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


def network(address: str) -> str:
    """The network of an address; of what isn't one, the words themselves."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    length = 24 if found.version == 4 else 56  # noqa: PLR2004  (versions of the protocol)
    return str(ip_network((found, length), strict=False))


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


_THIS_HOUR = throttle.c.hour == bindparam("at")
# The county is summed up when it is asked for: a row of its own would be written by everybody.
# Nobody counts for more than the limit, so a network that floods doesn't shut out the others.
_AT_MOST = case((throttle.c.n > bindparam("most"), bindparam("most")), else_=throttle.c.n)
_FOUND = (
    select(throttle.c.key, throttle.c.n)
    .where(throttle.c.key.in_(bindparam("keys", expanding=True)), _THIS_HOUR)
    .union_all(select(literal(EVERYWHERE), func.sum(_AT_MOST)).where(_THIS_HOUR))
)


class Verdict(NamedTuple):
    """Which of some visits come too often, and which have to show a proof first."""

    too_many: frozenset[int]
    unproved: frozenset[int]


def note(connection: Connection, visits: Mapping[int, Visit], limits: Limits) -> Verdict:
    """Counts visits and tells, by their number, which go over a limit."""
    if not visits:
        return Verdict(frozenset(), frozenset())
    at = max(one.hour for one in visits.values())
    new = Counter(one.key for one in visits.values())
    rows = [{"hour": at, "key": key, "n": n} for key, n in new.items()]
    db.add_up(connection, throttle, rows)
    asked = {"keys": [*new], "at": at, "most": limits.network}
    total = {row.key: int(row.n) for row in connection.execute(_FOUND, asked)}
    before = Counter({key: total[key] - n for key, n in new.items()})
    taken = sum(min(total[key], limits.network) - min(before[key], limits.network) for key in new)
    before[EVERYWHERE] = total[EVERYWHERE] - taken
    return _judged(visits, before, limits)


def _judged(visits: Mapping[int, Visit], so_far: Counter[str], limits: Limits) -> Verdict:
    too_many, unproved = set(), set()
    for number, one in visits.items():
        so_far[one.key] += 1
        if so_far[one.key] > limits.network:
            too_many.add(number)
            continue
        so_far[EVERYWHERE] += 1
        if so_far[EVERYWHERE] > limits.county and not one.proved:
            unproved.add(number)
    return Verdict(frozenset(too_many), frozenset(unproved))


def prune(connection: Connection, today: date) -> int:
    """Deletes what is older than a day; gives how many rows."""
    old = throttle.c.hour < (today - timedelta(days=1)).isoformat()
    return connection.execute(delete(throttle).where(old)).rowcount


class Closed:
    """Networks that a worker knows to be over their limit for the hour: refused without asking."""

    def __init__(self) -> None:
        self._hour, self._keys = "", set[str]()

    def add(self, keys: Sequence[Visit]) -> None:
        """Remembers these for their hour; earlier hours are forgotten."""
        for one in keys:
            if one.hour != self._hour:
                self._hour, self._keys = one.hour, set()
            self._keys.add(one.key)

    def holds(self, one: Visit) -> bool:
        """Whether the visit's network is known to be over its limit."""
        return one.hour == self._hour and one.key in self._keys
