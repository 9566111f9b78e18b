"""What a township offers: standard services as they are or changed, and its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator import explain
from generator.catalog.files import Files
from generator.catalog.names import NAME_HINT, is_service_name
from generator.catalog.services import validated
from generator.catalog.values import Guide
from generator.models.base import shown
from generator.models.offer import Assignment, Terms
from generator.models.place import Staff, Window
from generator.models.service import PublicService
from generator.models.words import Channel, Tier, Topic
from generator.problem import Path
from generator.structure import Value

_TERMS = {info.alias or name for name, info in Terms.model_fields.items()}
_REFERENCE = "引用"
_NO_ASSIGNMENT = Assignment.model_construct()
_NEAR = {Channel.VILLAGE, Channel.AGENT, Channel.AUTOMATIC}


@dataclass(frozen=True)
class Desk:
    """A township's `catalog.yaml`, and what its entries refer to.

    `windows` and `staff` are None where their file couldn't be read.
    """

    name: str
    services: Mapping[str, PublicService]
    windows: Mapping[int, Window] | None
    staff: Mapping[str, Staff] | None
    assignments: Mapping[Topic, Assignment]


def guides(files: Files, desk: Desk, entries: tuple[object, ...]) -> Iterator[Guide]:
    """A guide for each entry of 事项 that can be understood."""
    for topic, assignment in desk.assignments.items():
        _check_assignment(files, desk, ("分工", topic.value), assignment)
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        guide = _guide(files, desk, ("事项", index), entry)
        if guide is None:
            continue
        if guide.identifier in seen:
            message = f"“{guide.identifier}”写了两遍"
            files.complain(desk.name, ("事项", index), message, "请只留一个")
            continue
        seen.add(guide.identifier)
        yield guide


def _check_assignment(files: Files, desk: Desk, path: Path, said: Assignment) -> None:
    for name, number in (("A岗", said.post_a), ("B岗", said.post_b)):
        if number is not None and desk.staff is not None:
            files.known(desk.name, (*path, name), number, desk.staff, "人员编号")
    if said.window is not None and desk.windows is not None:
        windows = [str(number) for number in desk.windows]
        files.known(desk.name, (*path, "窗口"), str(said.window), windows, "窗口")


def _guide(files: Files, desk: Desk, path: Path, entry: object) -> Guide | None:
    if isinstance(entry, str):
        entry = {_REFERENCE: entry}
    if not isinstance(entry, dict) or entry.get(_REFERENCE) == "":
        message = "这里要写事项编号，或“引用: 编号”"
        files.complain(desk.name, path, message, "例如：- sa-minimum-living")
        return None
    terms, findings = explain.validate(Terms, {k: v for k, v in entry.items() if k in _TERMS})
    files.note(desk.name, findings, path)
    rest = {k: v for k, v in entry.items() if k not in _TERMS and k != _REFERENCE}
    service = _service(files, desk, path, entry.get(_REFERENCE), rest)
    if service is None or terms is None:
        return None
    _check_assignment(files, desk, path, terms)
    return _resolved(desk, path, service, terms, None if _REFERENCE not in entry else tuple(rest))


def _service(
    files: Files, desk: Desk, path: Path, reference: object, rest: dict[str, Value]
) -> PublicService | None:
    """The standard service with the township's changes, or a service of its own."""
    if reference is None:
        return _own_service(files, desk, path, rest)
    if "编号" in rest:
        message = "写了“引用”就不用再写“编号”"
        files.complain(desk.name, (*path, "编号"), message, "请删去这一行")
    if not isinstance(reference, str) or reference not in desk.services:
        if f"services/{reference}.yaml" not in files.sources:  # else that file has a problem
            name = shown(reference)
            files.known(desk.name, (*path, _REFERENCE), name, desk.services, "县级事项")
        return None
    if not rest:
        return desk.services[reference]
    base = files.sources[f"services/{reference}.yaml"].value
    whole = {**base, **rest} if isinstance(base, dict) else rest
    return validated(files, desk.name, path, {**whole, "编号": reference})


def _own_service(
    files: Files, desk: Desk, path: Path, rest: dict[str, Value]
) -> PublicService | None:
    identifier = rest.get("编号")
    if identifier is None:
        hint = "县里有的写“引用: 编号”，自己的写“编号: …”"
        files.complain(desk.name, path, "缺少“引用”或“编号”", hint)
        return None
    if not isinstance(identifier, str) or not is_service_name(identifier):
        files.complain(desk.name, (*path, "编号"), f"编号“{shown(identifier)}”不能用", NAME_HINT)
        return None
    if identifier in desk.services:
        message, hint = f"“{identifier}”是县里的事项", f"请改成“引用: {identifier}”"
        files.complain(desk.name, (*path, "编号"), message, hint)
        return None
    return validated(files, desk.name, path, rest)


def _resolved(
    desk: Desk, path: Path, service: PublicService, terms: Terms, changed: tuple[str, ...] | None
) -> Guide:
    """The guide, its window and posts from the entry or else from the area's assignment."""
    area = desk.assignments.get(service.topic, _NO_ASSIGNMENT)
    number = area.window if terms.window is None else terms.window
    posts = terms.post_a or area.post_a, terms.post_b or area.post_b
    windows, staff = desk.windows or {}, desk.staff or {}
    return Guide(
        service,
        None if number is None else windows.get(number),
        staff.get(posts[0] or ""),
        staff.get(posts[1] or ""),
        terms.lowest_tier or (Tier.VILLAGE if _NEAR & {*service.channels} else Tier.TOWNSHIP),
        terms.why_county,
        posts=posts,
        is_own=changed is None,
        changed=changed or (),
        entry=path,
    )
