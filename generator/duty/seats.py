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
    def posts(self) -> tuple[tuple[str, Staff], ...]:
        """Those there are, A before B."""
        both = (("A岗", self.post_a), ("B岗", self.post_b))
        return tuple((label, person) for label, person in both if person)

    def on(self, day: date) -> tuple[str, Staff] | None:
        """Who is there on a day, and at which post: A, or B when A is away."""
        return next((one for one in self.posts if not is_away(one[1], day)), None)


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
