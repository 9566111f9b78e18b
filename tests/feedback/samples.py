"""One thing of 金竹 for every argument that an address of the service has.

`test_every_route` opens each address with these, as somebody who may not. A new argument has to
be told here, or that test fails.
"""

from collections.abc import Callable

from sqlalchemy import Connection

Make = Callable[[Connection], object]
OWN, OTHER = "jinzhu", "niutian"

SAMPLES: dict[str, Make] = {
    "township": lambda _: OWN,
    "service": lambda _: "sa-minimum-living",
    "form": lambda _: "json",
}
"""By the argument's name, or by view and argument: `cases.one.number`."""
UNBOUND = {"officials.invitation.token", "officials.accept.token", "seals.receipt.receipt"}
"""Arguments that belong to no township, by view and argument."""
