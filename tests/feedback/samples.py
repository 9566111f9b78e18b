"""One thing of 金竹 for every argument that an address of the service has.

`test_every_route` opens each address with these, as somebody who may not. A new argument has to
be told here, or that test fails.
"""

from collections.abc import Callable

from sqlalchemy import Connection

from feedback_api.rounds import store
from tests.feedback import casework
from tests.feedback.test_rounds import a_round, act

Make = Callable[[Connection], object]
OWN, OTHER = "jinzhu", "niutian"


def _round(connection: Connection) -> int:
    return store.create(connection, a_round(), act())


SAMPLES: dict[str, Make] = {
    "township": lambda _: OWN,
    "rounds.shown.number": _round,
    "rounds.speak.number": _round,
    "rounds_console.one.number": _round,
    "rounds_console.act.number": _round,
    "service": lambda _: "sa-minimum-living",
    "cases.one.number": casework.some_case,
    "cases.step.number": casework.some_case,
    "requests.one.number": casework.some_request,
    "requests.step.number": casework.some_request,
    "form": lambda _: "json",
}
"""By the argument's name, or by view and argument: `cases.one.number`."""
UNBOUND: dict[str, object] = {
    "officials.invitation.token": "x" * 43,
    "officials.accept.token": "x" * 43,
    "console.table.name": "townships",
    "console.table.form": "json",
    "seals.receipt.receipt": "X" * 16,
    "cases.export.form": "json",
    "completed.template.form": "csv",
    "requests.export.form": "json",
}
"""Arguments that belong to no township, by view and argument, each with a value."""
