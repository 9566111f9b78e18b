"""From what somebody sent to a rating that is stored: checked, masked, written, answered."""

import json
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from sqlalchemy import Engine

from feedback_api import db, errors, privacy, throttle
from feedback_api.config import Settings
from feedback_api.errors import RefusedError, Wrong
from feedback_api.published import Guide, Published
from feedback_api.ratings import store, weeks
from feedback_api.ratings.alphabet import drawn
from feedback_api.ratings.codes import Coder, Place
from feedback_api.ratings.models import NewRating
from feedback_api.ratings.stored import Follower, Ready
from feedback_api.ratings.words import ELSEWHERE, TYPED
from feedback_api.ratings.writer import Limited, Taken, Writer

RECEIPT_LENGTH = 16
"""Characters: 79 bits, not to be guessed."""


class Origin(NamedTuple):
    """Where a rating comes from, beside what is in it."""

    at: datetime
    address: str | None = None
    """The sender's, for limits; None for staff, who are signed in and have none."""
    follows: int | None = None
    """The rating that this one comes after (追评)."""


class Intake:
    """Takes ratings for one catalog into one database."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        catalog: Published,
        followers: tuple[Follower, ...],
    ) -> None:
        limits = throttle.Limits(settings.limit_network, settings.limit_county)
        self.writer = Writer(engine, followers, Limited(limits, settings.contact_days))
        self.coder = Coder(settings.secret_key)
        self._engine, self._catalog, self._secret = engine, catalog, settings.secret_key

    def take(self, rating: NewRating, origin: Origin) -> Taken:
        """Stores it for good, once. Raises RefusedError with what is wrong, in Chinese."""
        ready = self._ready(rating, origin)
        visit = None
        if origin.address is not None and ready.slip is None:
            proved = throttle.is_proved(ready.id, rating.proof)
            visit = throttle.visit(self._secret, origin.address, origin.at, proved=proved)
        return self.writer.write(ready, visit)

    def _ready(self, rating: NewRating, origin: Origin) -> Ready:
        guide = self._guide(rating)
        _check(rating, guide, is_staff=origin.address is None)
        return Ready(
            id=str(rating.id),
            receipt=drawn(RECEIPT_LENGTH),
            township=rating.township,
            service=rating.service,
            version=self._version(rating, guide),
            week=weeks.of(origin.at.date()),
            grade=rating.grade,
            tags=rating.tags,
            trips=3 if rating.trips == "3+" else rating.trips,
            promised=guide.service.trips.promised,
            missing=rating.missing,
            open={one.value: said.value for one, said in rating.open.items()},
            channel=rating.channel.value,
            village=rating.village,
            window=guide.offer.window,
            follows=origin.follows,
            text=privacy.mask(rating.text),
            phone=rating.contact.phone if rating.contact else None,
            slip=self._slip(rating, origin.at),
            at=origin.at,
        )

    def _guide(self, rating: NewRating) -> Guide:
        if rating.township not in self._catalog.by_slug:
            raise RefusedError(404, Wrong("township", "没有这个乡镇"))
        guide = self._catalog.guide(rating.township, rating.service)
        if guide is None:
            raise RefusedError(404, Wrong("service", "这个乡镇没有这个事项"))
        return guide

    def _version(self, rating: NewRating, guide: Guide) -> str | None:
        """The version it was given under: today's, or one that was ever published; else none."""
        given, today = rating.version, guide.offer.version
        if given in {None, today}:
            return today
        with db.reading(self._engine) as connection:
            there = store.is_known_version(connection, rating.township, rating.service, str(given))
        return given if there else None

    def _slip(self, rating: NewRating, now: datetime) -> str | None:
        """The slip as the database knows it. Raises RefusedError for one we didn't give out."""
        if rating.slip is None:
            return None
        place = Place(rating.township, rating.service)
        if self.coder.day_of(rating.slip, place, now.date()) is None:
            raise RefusedError(422, Wrong("slip", "评价码不对，请照小票再看一遍"))
        return self.coder.stored(rating.slip)


def _check(rating: NewRating, guide: Guide, *, is_staff: bool) -> None:
    wrong = []
    known = {*guide.service.materials, ELSEWHERE}
    if unknown := [name for name in rating.missing if name not in known]:
        wrong.append(Wrong("missing", f"指南的清单上没有“{unknown[0][:30]}”，可以选“{ELSEWHERE}”"))
    if rating.village and rating.village not in {one.code for one in guide.township.villages}:
        wrong.append(Wrong("village", "这个乡镇没有这个村"))
    if rating.channel in TYPED and not is_staff:
        wrong.append(Wrong("channel", "这个来源只能由工作人员录入"))
    if wrong:
        raise RefusedError(422, *wrong)


def read_json(body: bytes) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """JSON as everybody reads it the same way: no key twice, no NaN. Raises RefusedError."""
    try:
        return json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise RefusedError(422, Wrong("", "发来的内容不是规范的 JSON")) from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(constant)


M = TypeVar("M", bound=BaseModel)


def checked(model: type[M], values: object) -> M:
    """The values as the model. Raises RefusedError (422)."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise errors.of_validation(error) from None
