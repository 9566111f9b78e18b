"""Everything that decides who answers: posts, hall, duty phone, and the ladder above them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from generator.catalog import Township
from generator.duty.hours import Openings
from generator.models.place import ContactPoint, County, Duty, EscalationStep, Staff
from generator.models.words import Tier
from generator.workdays import Calendar, calendar

_LADDER = tuple(
    EscalationStep.model_construct(tier=tier, limit=None)
    for tier in (Tier.VILLAGE, Tier.TOWNSHIP, Tier.COUNTY)
)
"""The rungs where a county has said nothing of them."""


class Line(NamedTuple):
    """A number, and who is called by it."""

    name: str
    phone: str


class Place(NamedTuple):
    """A hall, as far as it can be called."""

    name: str
    phone: str | None
    openings: Openings

    @property
    def line(self) -> Line | None:
        """Its number, if there is one."""
        return Line(self.name, self.phone) if self.phone else None


class Post(NamedTuple):
    """A person at a post (A岗, B岗); `phone` rings where they sit."""

    label: str
    person: Staff
    phone: str | None

    @property
    def line(self) -> Line | None:
        """Their number, if there is one."""
        return Line(f"{self.label} {self.person.name}", self.phone) if self.phone else None

    def is_away(self, day: date) -> bool:
        """Whether the person is on leave on the day (请假)."""
        return is_away(self.person, day)


class Office(NamedTuple):
    """What all townships of a county have in common."""

    calendar: Calendar
    hall: Place
    ladder: tuple[EscalationStep, ...]
    hotline: str


class Roster(NamedTuple):
    """Who may be called for one thing in one township; A before B."""

    office: Office
    hall: Place
    duty: Duty | None
    posts: tuple[Post, ...]

    @property
    def usual(self) -> Line:
        """Who is called as a rule: the first number there is."""
        return next(self._lines())

    @property
    def duty_line(self) -> Line | None:
        """The number of those on duty (值班)."""
        return Line("值班电话", self.duty.phone) if self.duty else None

    @property
    def hotline(self) -> Line:
        """The county's hotline, answered at any time."""
        return Line("热线", self.office.hotline)

    def _lines(self) -> Iterator[Line]:
        for line in (*(post.line for post in self.posts), self.hall.line, self.duty_line):
            if line:
                yield line
        yield self.hotline


def is_away(person: Staff, day: date) -> bool:
    """Whether a person is on leave on a day."""
    return any(leave.first <= day <= leave.last for leave in person.leave)


def office(county: County, today: date) -> Office:
    """The county's part of every roster; its calendar begins with the month of this Monday."""
    monday = today - timedelta(days=today.weekday())
    days = calendar(county.holidays.extra, monday.replace(day=1))
    hall = _place(county.hall, "县政务服务中心")
    return Office(days, hall, county.escalation or _LADDER, county.hotline)


def roster(
    office: Office, township: Township, post_a: Staff | None = None, post_b: Staff | None = None
) -> Roster:
    """Who may be called for what A and B do, or for anything in the township."""
    profile = township.profile
    hall = _place(profile.hall, profile.hall.name)
    posts = tuple(
        Post(label, person, person.office_phone or person.mobile or hall.phone)
        for label, person in (("A岗", post_a), ("B岗", post_b))
        if person
    )
    return Roster(office, hall, profile.duty, posts)


def _place(hall: ContactPoint, name: str) -> Place:
    return Place(hall.name or name, hall.phone, hall.hours)
