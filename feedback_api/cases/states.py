"""What a case is made of: states, levels, steps, and who takes them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from feedback_api.actors import Actor
from feedback_api.calendar import Calendar


class State(StrEnum):
    """Where a case stands."""

    CONTACT = "待联系"
    VERIFY = "核实中"
    MEND = "整改中"
    CALLBACK = "待回访"
    APPEAL = "申诉中"
    CLOSED = "办结"
    EXCLUDED = "不计入"


ENDS = frozenset({State.CLOSED, State.EXCLUDED})


class Level(StrEnum):
    """Who has to see to it: the township, and the county once it is overdue."""

    TOWNSHIP = "乡"
    COUNTY = "县"


class Appeal(StrEnum):
    """What a township may say against a 差评."""

    MISTAKE = "误评"
    MALICE = "恶意"


class Step(StrEnum):
    """What can happen to a case."""

    OPENED = "收到差评"
    CONTACTED = "已联系"
    CONFIRMED = "属实，开始整改"
    EXTENDED = "情况复杂，延期"
    EXPLAINED = "无法定依据，解释说明"
    APPEALED = "申诉"
    UPHELD = "采纳申诉，不计入"
    RETURNED = "退回申诉，继续核实"
    MENDED = "整改完成"
    CALLED_BACK = "已回访，办结"
    RAISED = "逾期，转上一级"


class Days(NamedTuple):
    """Working days a state may last; `extended`: how far off a reasoned deadline may be."""

    contact: int = 1
    verify: int = 3
    mend: int = 15
    mend_township: int = 5
    callback: int = 3
    review: int = 5
    extended: int = 60
    phone: int = 90
    """Calendar days after the end until a phone is forgotten."""


class Clock(NamedTuple):
    """What a deadline depends on."""

    today: date
    calendar: Calendar
    days: Days

    def in_days(self, working_days: int) -> date:
        """The last day of a limit that starts today."""
        return self.calendar.add(self.today, working_days)


class Move(NamedTuple):
    """One step somebody wants to take, with what it needs."""

    step: Step
    actor: Actor
    note: str = ""  # for the files
    reply: str = ""  # for the resident, who reads it with the receipt
    due: date | None = None  # of a step that sets a deadline
    appeal: Appeal | None = None


@dataclass(frozen=True)
class Case:
    """A 差评 on its way. Days only, no time of day."""

    township: str
    state: State
    level: Level
    opened: date
    since: date  # in this state
    due: date  # the last day of this state
    contact_due: date
    contacted: date | None = None
    confirmed: date | None = None
    mend_due: date | None = None
    mended: date | None = None
    closed: date | None = None
    extended: bool = False
    appeal: Appeal | None = None
    appellant: str | None = None
    upheld: bool | None = None

    @property
    def is_open(self) -> bool:
        """Whether anything is left to do."""
        return self.state not in ENDS

    def is_overdue(self, today: date) -> bool:
        """Whether the last day of its state is over."""
        return self.is_open and today > self.due
