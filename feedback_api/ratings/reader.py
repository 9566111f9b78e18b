"""The newest library: what every reader of summaries gets."""

import time
from datetime import date, datetime, timedelta
from threading import Lock, Thread
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from feedback_api import db, errors
from feedback_api.published import Published
from feedback_api.ratings import release
from feedback_api.ratings.summary import Library

FRESH_SECONDS = 1.0
"""So long nobody looks whether there is something newer."""
NIGHT = timedelta(hours=6)
"""So long after midnight a week that is over is left to the daily work (`feedback seal`)."""
WAIT_SECONDS = 1.0
"""So long a reader waits for what is due to be published."""


class _Seen(NamedTuple):
    """A library, and when it was the newest."""

    library: Library
    marker: release.Marker
    day: date
    at: float


class Reader:
    """Made once a release; looked after once a second, by one of those who ask."""

    def __init__(self, engine: Engine, catalog: Published, least: int) -> None:
        self._engine, self._catalog, self._least = engine, catalog, least
        self._seen: _Seen | None = None
        self._looking = Lock()
        self._publishing: Thread | None = None

    def fresh(self, now: datetime) -> Library | None:
        """The newest library, unless it is time to look again."""
        seen = self._seen
        is_fresh = seen and time.monotonic() - seen.at < FRESH_SECONDS and seen.day == now.date()
        return seen.library if seen and is_fresh else None

    def library(self, now: datetime) -> Library:
        """What is published by now. While one looks, the others get what there was.

        Publishes what is due, if nobody did.
        """
        found = self.fresh(now)
        if found:
            return found
        seen = self._seen
        if not self._looking.acquire(blocking=seen is None):
            assert seen  # noqa: S101  (else it would have waited)
            return seen.library
        try:
            return self.fresh(now) or self._look(now)
        finally:
            self._looking.release()

    def _look(self, now: datetime) -> Library:
        at, over = time.monotonic(), (now - NIGHT).date()
        with db.reading(self._engine) as connection:
            is_due = release.is_due(release.newest(connection), over)
        if is_due:
            self._publish(over)
        with db.reading(self._engine) as connection:
            marker = release.marker(connection)
            seen = self._seen
            if seen and seen.marker == marker:
                library = seen.library
            else:
                blocks = release.published(connection)
                library = Library(self._catalog, blocks, marker.week)
        self._seen = _Seen(library, marker, now.date(), at)
        return library

    def _publish(self, today: date) -> None:
        """Waits a little, and then no longer: it goes on while people read what there is."""
        if self._publishing and self._publishing.is_alive():
            return
        self._publishing = Thread(target=self._go_on, args=(today,), daemon=True)
        self._publishing.start()
        self._publishing.join(WAIT_SECONDS)

    def _go_on(self, today: date) -> None:
        try:
            release.go_on(self._engine, today, self._least)
        except DBAPIError as error:  # locked, full, away: the next who looks tries again
            errors.note(error)
