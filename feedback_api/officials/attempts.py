"""Failed attempts to sign in: a delay that grows, for a name as seen from one network.

Somebody who guesses from elsewhere slows down only themselves: the official at the desk signs in
as ever. Names that don't exist are counted like those that do.
"""

import hmac

from sqlalchemy import Connection, delete, select

from feedback_api import db
from feedback_api.networks import network
from feedback_api.officials.tables import attempts

FREE = 5
"""Mistakes that cost nothing: people do mistype."""
FIRST_SECONDS = 15
LONGEST_SECONDS = 15 * 60
FORGET_SECONDS = 24 * 3600


def key(secret: str, name: str, address: str) -> str:
    """The name and the network (/24, IPv6 /56) as a keyed hash."""
    return hmac.new(secret.encode(), f"{name}\0{network(address)}".encode(), "sha256").hexdigest()


def delay(failures: int) -> int:
    """Seconds to wait after so many failures."""
    if failures < FREE:
        return 0
    return int(min(FIRST_SECONDS * 2 ** min(failures - FREE, 16), LONGEST_SECONDS))


def attempt(connection: Connection, one: str, now: int) -> int:
    """Seconds to wait, or 0: then the attempt counts as failed until `succeeded`.

    Counted before the password is looked at, so that many attempts at once gain nothing. What is
    over a day old is forgotten.
    """
    connection.execute(delete(attempts).where(attempts.c.forget <= now))
    forget = {"forget": now + FORGET_SECONDS}
    statement = db.insert(connection, attempts).values(key=one, failures=1, until=0, **forget)
    counted = statement.on_conflict_do_update(
        index_elements=["key"],
        set_={"failures": attempts.c.failures + 1, **forget},
        where=attempts.c.until <= now,
    )
    failures = connection.execute(counted.returning(attempts.c.failures)).scalar()
    mine = attempts.c.key == one
    if failures is None:
        until = connection.execute(select(attempts.c.until).where(mine)).scalar()
        return max(1, (until or 0) - now)
    connection.execute(attempts.update().where(mine).values(until=now + delay(failures)))
    return 0


def succeeded(connection: Connection, one: str) -> None:
    """Forgets the failures."""
    connection.execute(delete(attempts).where(attempts.c.key == one))
