"""The stage a round of 公开 公示 公议 is in, for the board of the hall and of every village.

It tells what is posted, until when one can object or speak, and where without a phone.
"""

from collections.abc import Iterator

from generator.catalog import Township
from generator.printing import framing, links
from generator.printing.edition import Edition
from generator.printing.kinds.kind import About, Kind
from generator.printing.sheet import Place, Sheet
from generator.printing.telling import Around, Data
from generator.rounds import Objection, Round, Text

NAME = "round"
_TEXTS = {"公开": ("实绩",), "公示": ("草案",), "公议": ("草案", "实绩"), "结果": ("结果", "纪要")}
"""Which texts stand on the sheet of a stage."""


def sheets(edition: Edition) -> Iterator[Sheet]:
    """One for each round, of the stage it is in."""
    for around in Around.each(edition):
        for one in edition.rounds:
            if one.township == around.township.slug:
                yield _sheet(edition, around.township, one)


def _sheet(edition: Edition, township: Township, one: Round) -> Sheet:
    url = links.round_page(edition.site_url, edition.feedback or links.SERVICE, one)
    texts = {text.name: text for text in one.texts}
    said = {
        "township": township.name,
        "kind": one.kind,
        "title": one.title,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "stage": one.stage,
        "until": one.until.isoformat() if one.until else "",
        "provisional": one.provisional,
        "contact": one.contact,
        "phone": one.phone,
        "place": one.place,
        "complaints": edition.county.supervision.phone,
        "texts": [_text(texts[name]) for name in _TEXTS.get(one.stage, ()) if name in texts],
        "objections": [_objection(row) for row in one.objections] if one.is_finished else [],
        "lenience": [row.matter for row in one.lenience],
        "code": {"url": url, "typed": links.typed(url)} if url else None,
    }
    boards = (township.profile.hall.name, *(village.name for village in township.villages))
    return Sheet(
        kind=NAME,
        township=township.slug,
        subject=f"{one.id}-{_STAGES[one.stage]}",
        title=f"{one.stage}：{one.title}（{township.name}）",
        data=framing.framed(edition, "", said, one.until),
        hangs=tuple(Place(township.slug, name) for name in boards),
        links=(url,) if url else (),
    )


_STAGES = {"公开": "open", "公示": "posted", "公议": "deliberated", "结果": "result"}


def _text(text: Text) -> Data:
    newest = text.versions[0]
    return {
        "name": text.name,
        "lines": [line for line in newest.text.splitlines() if line.strip()],
        "figures": [[row.name, row.value] for row in newest.figures],
        "number": newest.number,
        "day": newest.day.isoformat(),
        "reason": newest.reason or "",
    }


def _objection(row: Objection) -> Data:
    return {"text": row.text, "outcome": row.outcome or "", "reply": row.reply or ""}


KIND = Kind(NAME, "公开公示公议", About.TOWNSHIP, sheets, papers=("a3",), on_request=True)
