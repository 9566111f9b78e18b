"""A rating as the form sends it: names and words, and back again when something is wrong."""

from collections.abc import Iterable, Mapping
from uuid import uuid4

from feedback_api.errors import Wrong
from feedback_api.ratings.tags import tags
from feedback_api.ratings.words import Channel, Openness

Given = Mapping[str, list[str]]
"""What was typed, by the field's name in the form."""

TRAP = "website"
"""A field that nobody sees: what fills it in is a machine."""
PROOF = "proof"
"""What a phone has worked out because the service was flooded (see `throttle`)."""
KEPT = ("id", "v", "village")
"""Fields that go along unseen."""
_OPEN = {f"public-{number}": one.value for number, one in enumerate(Openness)}
_FIELDS = {"slip": "slip", "open": "open", "contact.consent": "consent", "contact": "phone"}
_SHOWN = {"grade", "tags", "trips", "missing", "text", "open", "phone", "consent", "slip"}
_OWN_WORDS = {
    "grade": "请选一个：这件事办得怎么样",
    "consent": "留了电话，请在下面打勾同意；不想留就把电话删掉",
    "phone": "电话要写 11 位手机号，或者带区号的座机，例如 0794-00000000",
}


def first(given: Given, name: str) -> str:
    """The one value of a field, empty where it wasn't sent."""
    return (given.get(name) or [""])[0].strip()


def rating(township: str, service: str, given: Given) -> dict[str, object]:
    """What the form says, in the words of `NewRating`.

    Who has changed the grade may have left ticks at another one: tags of other grades are dropped.
    """
    grade = first(given, "grade")
    data: dict[str, object] = {
        "id": first(given, "id") or str(uuid4()),
        "township": township,
        "service": service,
        "version": first(given, "v") or None,
        "tags": [code for code in _once(given, "tags") if _goes_with(code, grade)],
        "missing": _once(given, "missing"),
        "open": {name: said for field, name in _OPEN.items() if (said := first(given, field))},
        "text": first(given, "text"),
        "slip": first(given, "slip") or None,
        "channel": Channel.SLIP if first(given, "slip") else Channel.WEB,
        "village": first(given, "village") or None,
        "trips": _number(first(given, "trips")),
        "proof": first(given, PROOF) or None,
    }
    if grade:
        data["grade"] = _number(grade)
    if phone := first(given, "phone"):
        data["contact"] = {"phone": phone, "consent": first(given, "consent") == "yes"}
    return data


def told(wrong: Iterable[Wrong]) -> dict[str, str]:
    """What is wrong by the form's field; what has none there stands under an empty name."""
    said: dict[str, str] = {}
    for one in wrong:
        field = field_of(one.field)
        said.setdefault(field, _OWN_WORDS.get(field, one.message))
    return said


def field_of(name: str) -> str:
    """The form's field for a field of `NewRating`."""
    found = (
        _FIELDS.get(name)
        or _FIELDS.get(name.split(".", maxsplit=1)[0])
        or name.split(".", maxsplit=1)[0]
    )
    return found if found in _SHOWN else ""


def _once(given: Given, name: str) -> list[str]:
    return list(dict.fromkeys(given.get(name) or []))


def _goes_with(code: str, grade: str) -> bool:
    return code not in tags() or str(tags()[code].grade) == grade


def _number(value: str) -> int | str | None:
    return int(value) if value.isdecimal() and len(value) == 1 else value or None
