"""Sessions in the database: a random token, of which only the hash is kept."""

import hashlib
import secrets

from sqlalchemy import Connection, delete, func, select, update

from feedback_api.officials.roles import Official
from feedback_api.officials.store import by_id
from feedback_api.officials.tables import sessions

TOUCH_SECONDS = 60
"""A session's last use is written at most this often, so that reading a page rarely writes."""


def hashed(token: str) -> str:
    """What the table holds of a token; tokens have 256 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A token nobody can guess."""
    return secrets.token_urlsafe(32)


def begin(connection: Connection, official: int, now: int, seconds: int) -> str:
    """A new session; its token. Sessions that have ended are deleted."""
    token = new_token()
    connection.execute(delete(sessions).where(sessions.c.ends <= now))
    row = {"token_hash": hashed(token), "official": official, "seen": now, "ends": now + seconds}
    connection.execute(sessions.insert().values(row))
    return token


def find(connection: Connection, token: str, now: int, idle: int) -> tuple[Official, bool] | None:
    """Whose session it is, and whether its last use should be written again."""
    live = (sessions.c.ends > now, sessions.c.seen > now - idle)
    query = select(sessions.c.official, sessions.c.seen).where(
        sessions.c.token_hash == hashed(token), *live
    )
    row = connection.execute(query).first()
    official = by_id(connection, row.official) if row else None
    if row is None or official is None or not official.active:
        return None
    return official, row.seen < now - TOUCH_SECONDS


def touch(connection: Connection, token: str, now: int) -> None:
    """Remembers that the session was used."""
    one = sessions.c.token_hash == hashed(token)
    connection.execute(update(sessions).where(one).values(seen=now))


def end(connection: Connection, token: str) -> None:
    """Signs out here."""
    connection.execute(delete(sessions).where(sessions.c.token_hash == hashed(token)))


def count(connection: Connection, official: int, now: int) -> int:
    """In how many places they are signed in."""
    live = (sessions.c.official == official, sessions.c.ends > now)
    return connection.execute(select(func.count()).where(*live)).scalar_one()
