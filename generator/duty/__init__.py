"""Who answers now (一键找人), and who sits at which window on which day (今天谁在岗)."""

from generator.duty.answer import Answer, answer
from generator.duty.gaps import problems
from generator.duty.hours import CHINA
from generator.duty.roster import Line, Office, Post, Roster, office, roster
from generator.duty.script import script_data
from generator.duty.seats import Seat, windows
from generator.duty.week import Day, Shift, fortnight

__all__ = [
    "CHINA",
    "Answer",
    "Day",
    "Line",
    "Office",
    "Post",
    "Roster",
    "Seat",
    "Shift",
    "answer",
    "fortnight",
    "office",
    "problems",
    "roster",
    "script_data",
    "windows",
]
