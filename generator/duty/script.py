"""What a phone needs to decide who answers, small: read by `site_overrides/assets/duty.js`."""

import json
from datetime import date

from generator.duty.hours import Openings
from generator.duty.plan import Stretches, holiday_words, plan
from generator.duty.roster import Post, Roster


def script_data(roster: Roster) -> str:
    """JSON: lines as [name, phone], days as 20261124, times in minutes of the day."""
    calendar, hall = roster.office.calendar, roster.hall.openings
    county = roster.office.hall
    data = {
        "posts": [_post(post) for post in roster.posts],
        "hall": roster.hall.line,
        "duty": roster.duty_line,
        "county": county.line if county.openings else None,
        "hotline": roster.hotline,
        "plan": _plan(hall),
        "countyPlan": _plan(county.openings, words=False),
        "off": [
            [_day(one.first), _day(one.last), holiday_words(hall, calendar, one)]
            for one in calendar.holidays
        ],
        "on": [_day(day) for day in calendar.made_up],
        "settled": _day(calendar.settled),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _post(post: Post) -> list[object]:
    away = [[_day(leave.first), _day(leave.last)] for leave in post.person.leave]
    return [f"{post.label} {post.person.name}", post.phone, away]


def _plan(openings: Openings, *, words: bool = True) -> list[object]:
    """The kinds of days there are, and which of them Sunday to Saturday and a made-up day are."""
    *days, sunday = plan(openings).days
    week = [_stretches(one, words=words) for one in (sunday, *days, plan(openings).made_up)]
    kinds = [kind for place, kind in enumerate(week) if week.index(kind) == place]
    return [kinds, [kinds.index(kind) for kind in week]]


def _stretches(stretches: Stretches, *, words: bool) -> list[list[object]]:
    return [[one.start, int(one.is_open), *([one.why] if words else [])] for one in stretches]


def _day(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
