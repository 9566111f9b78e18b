"""Group commit: whoever comes first writes for all who wait, in one transaction.

A commit costs a disk's answer. While one is under way, ratings of other threads gather; the next
transaction takes all of them. Nobody is answered before the commit that holds the rating. There
is no thread of its own, so nothing has to be started, and a fork finds nothing half done.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Condition, Lock
from typing import NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from feedback_api import throttle
from feedback_api.errors import RefusedError, Wrong
from feedback_api.ratings import store
from feedback_api.ratings.meters import Meters
from feedback_api.ratings.stored import Follower, Ready, as_stored
from feedback_api.turns import Turns

AT_ONCE = 64
"""The most ratings in one transaction."""
GATHER_SECONDS = 0.002
"""The longest that a transaction waits for ratings that are being checked.

A rating that comes alone waits for nobody; written together, many cost less each.
"""


class Taken(NamedTuple):
    """What is answered: the same for the first time and for every repetition."""

    id: str
    receipt: str
    verified: bool
    is_new: bool


class Limited(NamedTuple):
    """Numbers the writer goes by: limits, and how long a phone for calling back is kept."""

    limits: throttle.Limits
    contact_days: int


class _Task:
    """One rating that waits, and what becomes of it."""

    __slots__ = ("error", "ready", "taken", "turn", "visit")

    def __init__(self, ready: Ready, visit: throttle.Visit | None) -> None:
        self.ready, self.visit = ready, visit
        self.taken: Taken | None = None
        self.error: BaseException | None = None
        self.turn = Lock()
        """Released when the task is done, or when its thread is to write the next batch."""
        self.turn.acquire()

    @property
    def is_done(self) -> bool:
        return self.taken is not None or self.error is not None

    def fail(self, error: BaseException) -> None:
        self.taken, self.error = None, error


class Writer:
    """Writes the ratings of one process."""

    def __init__(self, engine: Engine, followers: Sequence[Follower], limited: Limited) -> None:
        """`followers` are called in their order with the new ratings of a transaction."""
        self.followers = tuple(followers)
        self.meters = Meters()
        self._contact_days = limited.contact_days
        self._limiter = throttle.Limiter(limited.limits)
        self._turns = Turns(engine)
        self._gate = Condition(Lock())
        self._waiting: list[_Task] = []
        self._under_way = 0
        self._is_busy = self._is_gathering = False

    def write(self, ready: Ready, visit: throttle.Visit | None = None) -> Taken:
        """Stores a rating for good. Raises RefusedError, or the database's error for a 503."""
        if visit and self._limiter.refuses(visit):
            raise _too_many(ready)
        task = _Task(ready, visit)
        if not self._comes_first(task):
            task.turn.acquire()
        if not task.is_done:
            self._lead()
        if task.taken is None:
            raise task.error or RuntimeError("a rating was left without an answer")
        return task.taken

    @contextmanager
    def expecting(self) -> Iterator[None]:
        """Around all that is done for one rating: a transaction waits a moment for it."""
        with self._gate:
            self._under_way += 1
        try:
            yield
        finally:
            with self._gate:
                self._under_way -= 1
                self._tell()

    def _tell(self) -> None:
        if self._is_gathering and self._under_way <= len(self._waiting):
            self._gate.notify()

    def _comes_first(self, task: _Task) -> bool:
        with self._gate:
            self._waiting.append(task)
            is_first, self._is_busy = not self._is_busy, True
            self._tell()
        return is_first

    def _lead(self) -> None:
        """Writes for all who wait, and lets one of those who came meanwhile do the same."""
        batch: list[_Task] = []
        try:
            self._attempt(batch)
        finally:
            with self._gate:
                following = self._waiting[:1]
                self._is_busy = bool(following)
            # All at once: woken one by one, each would wait for the interpreter's lock anew.
            for task in (*batch, *following):
                task.turn.release()

    def _attempt(self, batch: list[_Task]) -> None:
        """Writes the batch. If it was the fault of one that it fails, the others don't suffer."""
        try:
            self._write(batch)
        except Exception as error:  # noqa: BLE001  (every one of them has to be answered)
            batch += () if batch else self._gathered()
            if len(batch) > 1 and not _is_database_away(error):
                for task in batch:
                    task.taken = task.error = None
                    self._attempt([task])
                return
            for task in batch:
                task.fail(error)

    def _write(self, batch: list[_Task]) -> None:
        """One transaction for the batch; an empty one is filled with all who wait by then.

        While another process has the turn more come: so few transactions do for many ratings.
        """
        with self._turns.writing() as connection:
            started = time.perf_counter()
            batch += () if batch else self._gathered()
            self._take(connection, batch)
        self.meters.batch(len(batch), time.perf_counter() - started)

    def _gathered(self) -> Sequence[_Task]:
        with self._gate:
            self._is_gathering = True
            self._gate.wait_for(self._is_complete, GATHER_SECONDS)
            self._is_gathering = False
            batch, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        return batch

    def _is_complete(self) -> bool:
        return self._under_way <= len(self._waiting) or len(self._waiting) >= AT_ONCE

    def _take(self, connection: Connection, batch: Sequence[_Task]) -> None:
        """One transaction: what is refused is left out, what is there is answered again."""
        slips = store.lock_slips(connection, sorted({t.ready.slip for t in batch if t.ready.slip}))
        visits = {number: task.visit for number, task in enumerate(batch) if task.visit}
        verdict = self._limiter.note(connection, visits)
        new: dict[str, _Task] = {}
        for number, task in enumerate(batch):
            one = task.ready
            task.error = _limited(one, number, verdict) or _slip_error(one, slips)
            if task.error is None and one.id not in new:
                new[one.id] = task
                if one.slip:
                    slips[one.slip] = slips[one.slip]._replace(spent_by=one.id)
        self._store(connection, new, batch)

    def _store(self, connection: Connection, new: dict[str, _Task], batch: Sequence[_Task]) -> None:
        ordered = sorted((task.ready for task in new.values()), key=lambda one: one.id)
        salts = store.salts(len(ordered))
        added = store.add(connection, ordered, salts)
        mine = [
            (added[one.id], one, salt)
            for one, salt in zip(ordered, salts, strict=True)
            if one.id in added
        ]
        store.add_belongings(connection, mine, self._contact_days)
        stored = [as_stored(seq, one) for seq, one, _ in mine]
        for follower in self.followers if stored else ():
            follower(connection, stored)
        there = store.known(connection, new.keys() - added.keys())
        for task in batch:
            if task.error is None:
                task.taken = _answer(task, new, added, there)


def _answer(
    task: _Task, new: dict[str, _Task], added: dict[str, int], there: dict[str, store.Known]
) -> Taken:
    one = task.ready
    if one.id in added:
        first = new[one.id]
        return Taken(one.id, first.ready.receipt, first.ready.slip is not None, first is task)
    found = there[one.id]
    return Taken(found.id, found.receipt, found.verified, is_new=False)


def _slip_error(new: Ready, slips: dict[str, store.SlipRow]) -> RefusedError | None:
    if new.slip is None:
        return None
    slip = slips.get(new.slip)
    if slip is None:
        return RefusedError(422, Wrong("slip", "评价码不对，请照小票再看一遍"))
    if slip.spent_by == new.id:
        return None  # the same rating once more
    if slip.expires < new.at.date():
        return RefusedError(409, Wrong("slip", "评价码过期了。不填评价码也可以评价"))
    if slip.spent_by is not None:
        return RefusedError(409, Wrong("slip", "这个评价码用过了，一张小票只能评价一次"))
    return None


def _limited(new: Ready, number: int, verdict: throttle.Verdict) -> RefusedError | None:
    if number in verdict.too_many:
        return _too_many(new)
    if number in verdict.unproved:
        wait = throttle.seconds_left(new.at)
        message = "现在评价的人特别多。请填窗口给的评价码，或者过一会儿再试"
        return RefusedError(429, Wrong("proof", message), retry_after=wait)
    return None


def _too_many(new: Ready) -> RefusedError:
    message = "这一带刚才来的评价太多。请填窗口给的评价码，或者过一会儿再试"
    return RefusedError(429, Wrong("", message), retry_after=throttle.seconds_left(new.at))


def _is_database_away(error: Exception) -> bool:
    """Locked, full, restarted: it would be the same for each rating alone."""
    return isinstance(error, OperationalError) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    )
