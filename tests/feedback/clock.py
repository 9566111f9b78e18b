"""A clock that tests turn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask

from feedback_api.services import CHINA, Services, services

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=CHINA)


@dataclass(frozen=True)
class Clocked(Services):
    """Services whose clock the test turns."""

    clock: Callable[[], datetime] = lambda: MORNING

    def now(self) -> datetime:
        return self.clock()


class Clock:
    """A clock to turn."""

    def __init__(self, app: Flask) -> None:
        self.time = MORNING
        with app.app_context():
            here = services()
        app.extensions["feedback"] = Clocked(**vars(here), clock=lambda: self.time)

    def turn(self, **by: float) -> None:
        self.time += timedelta(**by)
