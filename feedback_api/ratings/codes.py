"""Slip codes (评价码): ten characters that say for themselves whether we gave them out.

One character for the day, four by chance, five of signature. The signature binds the code to
township, service and day, so a forged, truncated or misplaced one is refused before the database
is asked; the database only knows which were given out and which are spent.
"""

import hmac
from datetime import date, timedelta
from typing import NamedTuple

from feedback_api.keys import derived, keyed
from feedback_api.ratings.alphabet import ALPHABET, drawn, is_ours, number, tidied, written

LENGTH = 10
CHANCE = 4
_SIGNED = 1 + CHANCE
_ROUNDS = range(-1, 14)
"""The day's character comes round every 31 days: from a slip for tomorrow to one of a year ago."""


class Place(NamedTuple):
    """What a code is good for: a township and a service, or any service of it."""

    township: str
    service: str | None


class Coder:
    """Makes and reads codes with one secret key."""

    def __init__(self, secret: str) -> None:
        """`secret` is the application's; the keys of codes are derived from it."""
        self._signing = derived(secret, "slip code")
        self._storing = derived(secret, "slip code as stored")

    def make(self, place: Place, day: date) -> str:
        """A new code for the day."""
        start = written(day.toordinal(), 1) + drawn(CHANCE)
        return start + self._signature(start, place, day)

    def day_of(self, typed: str, place: Place, today: date) -> date | None:
        """The day of a code that we gave out for the place, or None.

        A code for any service of the township is good for each of them.
        """
        code = tidied(typed)
        if not is_ours(code, LENGTH):
            return None
        age = (today.toordinal() - number(code[0])) % len(ALPHABET)
        for back in _ROUNDS:
            day = today - timedelta(days=age + back * len(ALPHABET))
            if self._fits(code, place, day) or self._fits(code, Place(place.township, None), day):
                return day
        return None

    def stored(self, typed: str) -> str:
        """As the database knows it: who steals the table can't use it."""
        return keyed(self._storing, tidied(typed)).hex()

    def _fits(self, code: str, place: Place, day: date) -> bool:
        start, signature = code[:_SIGNED], code[_SIGNED:]
        return hmac.compare_digest(signature, self._signature(start, place, day))

    def _signature(self, start: str, place: Place, day: date) -> str:
        signed = keyed(self._signing, start, place.township, place.service or "", day.isoformat())
        return written(int.from_bytes(signed[:8]), LENGTH - _SIGNED)


def pretty(code: str) -> str:
    """As it is printed: in two halves."""
    return f"{code[:5]} {code[5:]}"
