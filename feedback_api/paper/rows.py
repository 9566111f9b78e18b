"""A row of a spreadsheet as a rating, or what is wrong with it: row, column, what to write."""

import re
from collections.abc import Iterator, Mapping
from uuid import UUID, uuid5

from pydantic import ValidationError

from feedback_api import spreadsheet
from feedback_api.errors import of_validation
from feedback_api.published import Offer, Published, Township
from feedback_api.ratings.models import NewRating
from feedback_api.ratings.tags import tags
from feedback_api.ratings.words import ELSEWHERE, GRADES, Channel, Openness, Said
from feedback_api.spreadsheet import Layout, Mistake, WrongCellError

COLUMNS = (
    "编号",
    "乡镇",
    "事项",
    "评价",
    "标签",
    "跑了几次",
    "缺的材料",
    *(one.value for one in Openness),
    "意见",
    "村",
)
LAYOUT = Layout("评价", COLUMNS[:4], COLUMNS[2:])
"""The number is printed, and the township often filled in: neither makes a row one."""
_PAPERS = UUID("2f0d6c1e-6e0b-5a64-9d0f-6f2f3f1d7a10")
"""The namespace of ids made from the number on a paper: the same paper is the same rating."""
_MARK = re.compile(r"[A-Z0-9][A-Z0-9-]{3,30}")
_FIELDS = {
    "grade": "评价",
    "tags": "标签",
    "trips": "跑了几次",
    "missing": "缺的材料",
    "open": "公开",
    "text": "意见",
    "village": "村",
    "township": "乡镇",
    "service": "事项",
}
_MOST_TRIPS = 3


def identity(mark: str) -> UUID:
    """The id of the rating on the paper with this number."""
    return uuid5(_PAPERS, mark)


def ratings(
    catalog: Published, rows: Mapping[int, Mapping[str, str]], township: str | None
) -> tuple[list[NewRating], list[Mistake]]:
    """The ratings of the rows, and everything that is wrong with any of them.

    Whoever belongs to a township types in for it alone.
    """
    made, mistakes, seen = [], [], dict[str, int]()
    for number, row in rows.items():
        try:
            made.append(_rating(catalog, row, township))
        except WrongCellError as wrong:
            mistakes.append(Mistake(number, wrong.column, wrong.message))
        except ValidationError as error:
            mistakes.extend(_told(number, error))
        mark = row.get("编号", "")
        if mark in seen:
            mistakes.append(Mistake(number, "编号", f"{mark} 在第 {seen[mark]} 行已经有了"))
        seen.setdefault(mark, number)
    return made, mistakes


def _told(number: int, error: ValidationError) -> Iterator[Mistake]:
    for wrong in of_validation(error).wrong:
        column = _FIELDS.get(wrong.field.split(".")[0], "标签")
        yield Mistake(number, column, wrong.message)


def _rating(catalog: Published, row: Mapping[str, str], own: str | None) -> NewRating:
    place = spreadsheet.township(catalog, row.get("乡镇", ""), own)
    service, offer = _service(catalog, place, row.get("事项", ""))
    grade = _grade(row.get("评价", ""))
    return NewRating.model_validate(
        {
            "id": identity(_mark(row.get("编号", ""))),
            "township": place.slug,
            "service": service,
            "version": offer.version,
            "grade": grade,
            "tags": tuple(_tag(word, grade) for word in _listed(row.get("标签", ""))),
            "trips": _trips(row.get("跑了几次", "")),
            "missing": tuple(_missing(catalog, place.slug, service, row.get("缺的材料", ""))),
            "open": {one.value: _said(row[one.value], one.value) for one in _answered(row)},
            "text": row.get("意见", ""),
            "channel": Channel.PAPER,
            "village": _village(place, row.get("村", "")),
        }
    )


def _mark(value: str) -> str:
    if not _MARK.fullmatch(value):
        raise WrongCellError("编号", "没有编号，或写得不对：请用下载的表格，编号不要改")
    return value


def _service(catalog: Published, place: Township, value: str) -> tuple[str, Offer]:
    for identifier, offer in place.services.items():
        service = offer.service or catalog.services[identifier]
        if value in {identifier, service.name, service.plain_name}:
            return identifier, offer
    raise WrongCellError("事项", f"{place.name}没有“{value}”这件事，请照下载的表格里的事项名称写")


def _grade(value: str) -> int:
    for grade, words in GRADES.items():
        if value in {str(grade), words}:
            return grade
    raise WrongCellError("评价", f"“{value}”看不懂，要写 1 到 5，5 是非常满意，1 是非常不满意")


def _tag(word: str, grade: int) -> str:
    for code, tag in tags().items():
        if word == code or (word == tag.text and tag.grade == grade):
            return code
    raise WrongCellError("标签", f"没有“{word}”这个标签，请写标签代码，例如 {grade}10 那样的三位数")


def _trips(value: str) -> int | str | None:
    said = value.removesuffix("次").strip()
    if not said:
        return None
    if said.rstrip("+").isdecimal():
        number = int(said.rstrip("+"))
        return number if number < _MOST_TRIPS else "3+"
    raise WrongCellError("跑了几次", f"“{value}”看不懂，要写 0、1、2 或 3+")


def _missing(catalog: Published, slug: str, service: str, value: str) -> Iterator[str]:
    guide = catalog.guide(slug, service)
    known = {*(guide.service.materials if guide else ()), ELSEWHERE}
    for name in _listed(value):
        if name not in known:
            raise WrongCellError(
                "缺的材料", f"清单上没有“{name}”：照指南上的名称写，指南上没有的写“{ELSEWHERE}”"
            )
        yield name


def _answered(row: Mapping[str, str]) -> Iterator[Openness]:
    return (one for one in Openness if row.get(one.value))


def _said(value: str, column: str) -> str:
    if value not in {one.value for one in Said}:
        raise WrongCellError(column, f"“{value}”看不懂，要写 是、否 或 不清楚")
    return value


def _village(place: Township, value: str) -> str | None:
    if not value:
        return None
    for village in place.villages:
        if value in {village.name, village.code}:
            return village.code
    raise WrongCellError(
        "村", f"{place.name}没有“{value}”，要写全名，例如 {place.villages[0].name}"
    )


def _listed(value: str) -> list[str]:
    return [one.strip() for one in re.split("[、;；\n]", value) if one.strip()]
