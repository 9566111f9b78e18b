"""What a case is about: the rating as officials may read it, whom to call, and the 追评."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select, update

from feedback_api import db
from feedback_api.ratings.tables import contacts, excluded, ratings, texts


class Complaint(NamedTuple):
    """A 差评 without anything that says who gave it."""

    seq: int
    township: str
    service: str
    version: str | None
    week: str
    grade: int
    tags: list[str]
    trips: int | None
    promised: int | None
    missing: list[str]
    open: dict[str, str]
    verified: bool
    channel: str
    village: str | None
    window: int | None
    follows: int | None
    text: str


class Followed(NamedTuple):
    """The rating behind a receipt, and its 追评 if there is one."""

    seq: int
    township: str
    service: str
    grade: int
    follows: int | None
    again: int | None  # the grade of the 追评
    again_id: str | None  # and the number its phone gave it


class Struck(NamedTuple):
    """A rating that doesn't count, as everybody may read it."""

    township: str
    service: str
    week: str
    reason: str
    day: date


def complaint(connection: Connection, rating: int) -> Complaint:
    """The rating with its masked text; struck out or never written, it is empty."""
    columns = [ratings.c[name] for name in Complaint._fields if name != "text"]
    query = (
        select(*columns, func.coalesce(texts.c.masked, ""))
        .join_from(ratings, texts, texts.c.rating == ratings.c.seq, isouter=True)
        .where(ratings.c.seq == rating)
    )
    return Complaint._make(connection.execute(query).one())


def row(connection: Connection, rating: int) -> Row[Any]:
    """The rating whole, as what counts it needs it."""
    return connection.execute(select(ratings).where(ratings.c.seq == rating)).one()


def phone(connection: Connection, rating: int) -> str | None:
    """Whom to call back, if they asked for it."""
    return connection.execute(
        select(contacts.c.phone).where(contacts.c.rating == rating)
    ).scalar_one_or_none()


def forget_phone_after(connection: Connection, rating: int, day: date) -> None:
    """The phone is deleted after that day."""
    connection.execute(update(contacts).where(contacts.c.rating == rating).values(delete_after=day))


def again(connection: Connection, rating: int) -> int | None:
    """The grade of the 追评 of a rating."""
    query = select(ratings.c.grade).where(ratings.c.follows == rating)
    return connection.execute(query).scalars().first()


def behind(connection: Connection, receipt: str) -> Followed | None:
    """The rating that got this receipt."""
    after = ratings.alias()
    columns = [ratings.c[name] for name in ("seq", "township", "service", "grade", "follows")]
    query = (
        select(*columns, after.c.grade, after.c.id)
        .join_from(ratings, after, after.c.follows == ratings.c.seq, isouter=True)
        .where(ratings.c.receipt == receipt)
    )
    row = db.one_of(connection.execute(query))
    return Followed._make(row) if row is not None else None


def exclude(connection: Connection, rating: int, reason: str, day: date) -> None:
    """From now on the rating doesn't count; the reason is public."""
    connection.execute(excluded.insert().values(rating=rating, reason=reason, day=day))


def struck(connection: Connection, limit: int) -> list[Struck]:
    """What doesn't count, the latest first."""
    query = (
        select(
            ratings.c.township, ratings.c.service, ratings.c.week, excluded.c.reason, excluded.c.day
        )
        .join_from(excluded, ratings, excluded.c.rating == ratings.c.seq)
        .order_by(excluded.c.day.desc(), excluded.c.rating.desc())
        .limit(limit)
    )
    return [Struck._make(row) for row in connection.execute(query)]
