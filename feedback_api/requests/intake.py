"""Requests taken, acted on and raised, each in one transaction."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from feedback_api import privacy
from feedback_api.actors import RESIDENT, SYSTEM, Actor
from feedback_api.calendar import Calendar, Limit, Unit
from feedback_api.config import Settings
from feedback_api.errors import RefusedError, Wrong
from feedback_api.published import Published, Township
from feedback_api.ratings.alphabet import drawn
from feedback_api.ratings.intake import RECEIPT_LENGTH
from feedback_api.requests import machine, store
from feedback_api.requests.machine import Level, Move, Request, Rules, Step
from feedback_api.requests.models import Channel, NewRequest
from feedback_api.requests.store import Kept, Told

AT_ONCE = 100
"""Requests raised in one transaction: others wait for it."""


class Taken(NamedTuple):
    """A request that is kept, and whether it came just now or had come before."""

    kept: Kept
    is_new: bool


def rules(settings: Settings, catalog: Published, today: date) -> Rules:
    """What deadlines depend on, by the settings and what the county published."""
    ladder = {
        Level(rung.level): Limit(rung.amount, Unit(rung.unit))
        for rung in catalog.county.ladder
        if rung.level in set(Level) and rung.amount is not None and rung.unit is not None
    }
    calendar = Calendar.of(catalog.county.calendar)
    return Rules(today, calendar, ladder, settings.request_days, settings.request_county_days)


def take(connection: Connection, new: NewRequest, catalog: Published, now: Rules) -> Taken:
    """A resident's request; the same once more changes nothing. Raises RefusedError."""
    township = _place(new, catalog)
    if new.channel is Channel.PHONE:
        raise RefusedError(422, Wrong("channel", "电话来的由工作人员登记"))
    request = machine.received(township.slug, now, in_village=new.village is not None)
    return _keep(connection, new, request, RESIDENT, now)


def enter(
    connection: Connection, new: NewRequest, catalog: Published, accepting: Move, now: Rules
) -> Kept:
    """A request that staff write down, with owner and day at once. Raises RefusedError."""
    township = _place(new, catalog)
    received = machine.received(township.slug, now, in_village=new.village is not None)
    accepted = machine.take(received, accepting, now)
    taken = _keep(connection, new, received, accepting.actor, now)
    if not taken.is_new:
        return taken.kept
    return _changed(connection, taken.kept, accepted, accepting, now)


def act(connection: Connection, kept: Kept, move: Move, now: Rules, contact_days: int) -> Kept:
    """One step with what goes with it. Raises RefusedError and changes nothing."""
    request = machine.take(kept.request, move, now)
    if not request.is_open:
        forget = now.today + timedelta(days=contact_days)
        store.forget_phone_after(connection, kept.number, forget)
    return _changed(connection, kept, request, move, now)


def raise_overdue(connection: Connection, now: Rules) -> int:
    """Overdue requests go up one level, some at once; how many did."""
    late = store.overdue(connection, now.today, AT_ONCE)
    for kept in late:
        request = machine.overdue(kept.request, now)
        if request is not None:
            why = f"{kept.request.level}级的期限 {kept.request.due} 已过"
            _changed(connection, kept, request, Move(Step.RAISED, SYSTEM, note=why), now)
    return len(late)


def _place(new: NewRequest, catalog: Published) -> Township:
    township = catalog.by_slug.get(new.township)
    if township is None:
        raise RefusedError(404, Wrong("township", "没有这个乡镇"))
    if new.village and new.village not in {village.code for village in township.villages}:
        raise RefusedError(422, Wrong("village", f"{township.name}没有这个村"))
    return township


def _keep(
    connection: Connection, new: NewRequest, request: Request, actor: Actor, now: Rules
) -> Taken:
    told = Told(
        id=str(new.id),
        receipt=drawn(RECEIPT_LENGTH),
        village=new.village,
        channel=new.channel,
        category=new.category,
        summary=privacy.mask(new.summary),
    )
    phone = new.contact.phone if new.contact else None
    kept = store.add(connection, told, request, phone)
    if kept is None:
        return Taken(store.of_phone(connection, told.id), is_new=False)
    store.record(connection, kept.number, request, Move(Step.RECEIVED, actor), now.today)
    return Taken(kept, is_new=True)


def _changed(connection: Connection, kept: Kept, request: Request, move: Move, now: Rules) -> Kept:
    store.save(connection, kept.number, request)
    store.record(connection, kept.number, request, move, now.today)
    return kept._replace(request=request)
