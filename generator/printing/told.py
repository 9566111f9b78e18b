"""What has to be printed again, as a list for people and for programs."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from generator.printing.kinds import KINDS
from generator.printing.reprint import Change, copies
from generator.printing.sheet import Place

_TITLES = {kind.name: kind.title for kind in KINDS}


def text(
    asked: str, names: Mapping[str, str], places: Mapping[Place, list[Change]]
) -> Iterator[str]:
    """The list, line by line: place after place, what to do with which sheet and why."""
    yield f"要换的纸：{asked}"
    for place, found in places.items():
        yield ""
        yield f"{names.get(place.township, place.township)} {place.name}（{_sum(found)}）"
        for change in found:
            yield f"  {_line(change, copies(change.sheet, place))}"
    if not places:
        yield "没有。"


def as_json(asked: str, places: Mapping[Place, list[Change]]) -> str:
    """The same for programs."""
    said = [
        {
            "township": place.township,
            "place": place.name,
            "sheets": [_sheet(change, copies(change.sheet, place)) for change in found],
        }
        for place, found in places.items()
    ]
    return json.dumps({"asked": asked, "places": said}, ensure_ascii=False, indent=1)


def _line(change: Change, count: int) -> str:
    kind = _TITLES.get(change.sheet.kind, change.sheet.kind)
    more = f"，{count} 份" if count > 1 else ""
    why = f"：{'、'.join(change.reasons)}" if change.reasons else ""
    return f"{change.status}　{kind}　{change.sheet.title}{more}{why}"


def _sum(found: list[Change]) -> str:
    counts = Counter(change.status for change in found)
    return "，".join(f"{status} {count}" for status, count in counts.items())


def _sheet(change: Change, count: int) -> dict[str, object]:
    sheet = change.sheet
    return {
        "status": change.status.name.lower(),
        "kind": sheet.kind,
        "subject": sheet.subject,
        "title": sheet.title,
        "path": sheet.path,
        "copies": count,
        "reasons": list(change.reasons),
    }
