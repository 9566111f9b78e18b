"""Who sits where: each window with the areas dealt with there, as the guides say."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.catalog import Township
from generator.duty.roster import is_away
from generator.models.place import Staff, Window
from generator.models.words import Topic


class Seat(NamedTuple):
    """Who deals with an area at a window."""

    topic: Topic
    post_a: Staff | None
    post_b: Staff | None

    @property
    def people(self) -> tuple[Staff, ...]:
        """Those there are, A before B."""
        return tuple(person for person in (self.post_a, self.post_b) if person)

    def on(self, day: date) -> Staff | None:
        """Who is there on a day: A, or B when A is away."""
        return next((person for person in self.people if not is_away(person, day)), None)


def windows(township: Township) -> Iterator[tuple[Window, tuple[Seat, ...]]]:
    """Each window with its seats, in the order of areas."""
    order = {topic: place for place, topic in enumerate(Topic)}
    for window in township.profile.hall.windows:
        here = [guide for guide in township.guides if guide.window is window]
        seats = {
            (guide.service.topic, guide.post_a, guide.post_b): None
            for guide in sorted(here, key=lambda guide: order[guide.service.topic])
        }
        yield window, tuple(Seat(*seat) for seat in seats)
