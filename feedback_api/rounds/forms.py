"""What officials type about rounds, read and checked; sentences tell what to write instead."""

from collections.abc import Mapping
from datetime import date

from feedback_api.rounds.scan import CHILDREN, scan
from feedback_api.rounds.store import NewRound, NotYetError
from feedback_api.rounds.voices import Answer, Lenience
from feedback_api.rounds.words import CONDITIONS, KINDS, Outcome

TEXTS = ("实绩", "草案", "纪要", "结果")
MAX_TITLE, MAX_LINE, MAX_TEXT = 80, 120, 10_000


class Given:
    """A form's fields as texts; an absent one is empty."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields

    def __getitem__(self, name: str) -> str:
        return self._fields.get(name, "").strip()

    def number(self, name: str) -> int:
        """A whole number; -1, which nothing has, when it isn't one."""
        return int(self[name]) if self[name].isascii() and self[name].isdigit() else -1

    def day(self, name: str) -> date | None:
        """A day, or None when it isn't one."""
        try:
            return date.fromisoformat(self[name])
        except ValueError:
            return None


def new_round(given: Given) -> tuple[NewRound | None, tuple[str, ...]]:
    """The round of a form, or what is wrong with it."""
    first, last = given.day("first"), given.day("last")
    wrong = [f"请填“{words}”" for name, words in _NEEDED.items() if not given[name]]
    if given["kind"] not in KINDS:
        wrong.append("请选这一轮是关于什么的")
    if first is None or last is None or last < first:
        wrong.append("请填起止日期，开始的在前，例如 2026-07-01 到 2026-09-30")
    if CHILDREN.search(given["title"]):
        wrong.append("儿童和孤儿的事一律不公示，请不要建这样的轮次")
    wrong += [f"“{one.words}”{one.why}，不能写进来" for one in scan(given["title"]) if one.certain]
    if len(given["title"]) > MAX_TITLE or len(given["place"]) > MAX_LINE:
        wrong.append(f"标题最多 {MAX_TITLE} 字，地点最多 {MAX_LINE} 字")
    if wrong or first is None or last is None:
        return None, tuple(wrong)
    contact = given["contact"][:40], given["phone"][:20], given["place"]
    return NewRound(given["township"], given["kind"], given["title"], first, last, *contact), ()


_NEEDED = {
    "title": "标题",
    "contact": "联系岗位",
    "phone": "联系电话",
    "place": "当面提异议的地点",
}


def check_public(given: Given, where: str, field: str = "text") -> None:
    """Refuses what may not be public. Raises NotYetError.

    What only looks like a name, an illness or a child passes once somebody has looked again and
    ticked `checked`.
    """
    text = given[field]
    if not text or len(text) > MAX_TEXT:
        raise NotYetError("还没有写" if not text else f"最多 {MAX_TEXT} 字")
    found = scan(text)
    certain = [f"{where}有{one.why}“{one.words}”，请删掉" for one in found if one.certain]
    if certain:
        raise NotYetError(*certain)
    if found and not given["checked"]:
        doubts = "、".join(f"“{one.words}”（{one.why}）" for one in found)
        raise NotYetError(
            f"{where}这些话请再看一遍：{doubts}。确实不涉及个人的，勾上“已核对”再提交"
        )


def answer(given: Given) -> Answer:
    """An answer to an objection. Raises NotYetError."""
    if given["outcome"] not in set(Outcome):
        raise NotYetError("请选采纳、部分采纳还是不采纳")
    return Answer(Outcome(given["outcome"]), given["reply"])


def lenience(given: Given, today: date) -> Lenience:
    """An entry of 容错. Raises NotYetError when the approver's day isn't one."""
    day = given.day("day")
    if day is None or day > today:
        raise NotYetError("批准的日期要写成 2026-11-24 这样，不能晚于今天")
    grounds = {name: given[name] for name in CONDITIONS}
    return Lenience(given["matter"], grounds, given["approver"][:40], day)
