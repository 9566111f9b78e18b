"""Officials and their one-time links in the database."""

from sqlalchemy import Connection, delete, select, update

from feedback_api import db
from feedback_api.officials.roles import Official, Role
from feedback_api.officials.tables import invitations, officials, sessions


def _official(row: object) -> Official | None:
    return None if row is None else Official(*row)._replace(role=Role(row[2]))  # type: ignore[misc,index]


def by_name(connection: Connection, name: str) -> Official | None:
    """The official who signs in with this name."""
    return _official(connection.execute(select(officials).where(officials.c.name == name)).first())


def by_id(connection: Connection, identity: int) -> Official | None:
    """The official with this number."""
    return _official(
        connection.execute(select(officials).where(officials.c.id == identity)).first()
    )


def everyone(connection: Connection) -> list[Official]:
    """All officials, by role and township."""
    order = (officials.c.role, officials.c.township, officials.c.name)
    rows = connection.execute(select(officials).order_by(*order))
    return [found for row in rows if (found := _official(row))]


def add(connection: Connection, name: str, role: Role, township: str | None) -> Official:
    """A new official, who can't sign in before having set a password."""
    values = {"name": name, "role": role.value, "township": township, "active": True}
    connection.execute(officials.insert().values(values))
    found = by_name(connection, name)
    assert found is not None  # noqa: S101  (inserted above)
    return found


def set_password(connection: Connection, official: int, password_hash: str) -> None:
    """A new password: sessions and links made before it end."""
    _update(connection, official, password_hash=password_hash)
    end_sessions(connection, official)
    connection.execute(delete(invitations).where(invitations.c.official == official))


def rehash(connection: Connection, official: int, password_hash: str) -> None:
    """The same password, hashed by today's parameters."""
    _update(connection, official, password_hash=password_hash)


def set_totp(connection: Connection, official: int, secret: str | None) -> None:
    """A second factor, or none."""
    _update(connection, official, totp_secret=secret, totp_step=0)


def use_totp(connection: Connection, official: int, step: int) -> bool:
    """Spends a code of that half minute; False when it, or a later one, was used before."""
    statement = update(officials).where(officials.c.id == official, officials.c.totp_step < step)
    return connection.execute(statement.values(totp_step=step)).rowcount == 1


def revoke(connection: Connection, official: int) -> None:
    """They can't sign in any more; what they did stays in the log."""
    _update(connection, official, active=False, password_hash=None, totp_secret=None)
    end_sessions(connection, official)
    connection.execute(delete(invitations).where(invitations.c.official == official))


def invite(connection: Connection, official: int, token_hash: str, ends: int) -> None:
    """A link with which they set a password, once; the password and link before it end."""
    statement = db.insert(connection, invitations).values(
        official=official, token_hash=token_hash, ends=ends
    )
    new = {"token_hash": token_hash, "ends": ends}
    connection.execute(statement.on_conflict_do_update(index_elements=["official"], set_=new))
    fresh = {"active": True, "password_hash": None, "totp_secret": None, "totp_step": 0}
    _update(connection, official, **fresh)
    end_sessions(connection, official)


def invited(connection: Connection, token_hash: str, now: int) -> Official | None:
    """Whose link this is, when it is still good."""
    query = (
        select(officials)
        .join(invitations, invitations.c.official == officials.c.id)
        .where(invitations.c.token_hash == token_hash, invitations.c.ends > now)
    )
    return _official(connection.execute(query).first())


def end_sessions(connection: Connection, official: int) -> None:
    """Signs them out everywhere."""
    connection.execute(delete(sessions).where(sessions.c.official == official))


def _update(connection: Connection, official: int, **values: object) -> None:
    connection.execute(update(officials).where(officials.c.id == official).values(values))
