"""Ratings for tests."""

from typing import Any
from uuid import uuid4

from werkzeug import Response


def sent(**values: object) -> dict[str, object]:
    """A rating as a phone sends it: 满意 with 低保 in 金竹畲族乡, unless told otherwise."""
    return {
        "id": str(uuid4()),
        "township": "jinzhu",
        "service": "sa-minimum-living",
        "grade": 4,
        "channel": "web",
        **values,
    }


def body(answer: Response) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """The JSON of an answer."""
    return answer.get_json()
