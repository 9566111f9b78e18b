"""Small sentences that templates need in more than one place."""

import re
from hashlib import blake2b
from typing import NamedTuple

from generator import cases
from generator.models.hours import Opening
from generator.models.place import Leave
from generator.models.service import Condition, Cost, Evidence, PublicService
from generator.models.words import Channel, Delivery, Necessity
from generator.standard import trips

GLYPHS = {
    "教育": "教",
    "医疗卫生": "医",
    "就业": "业",
    "社会保险": "保",
    "社会救助": "救",
    "脱贫攻坚": "扶",
    "乡村振兴": "农",
    "文化体育": "文",
    "环保": "环",
    "其他": "他",
}
"""One character that stands for an area on its tile."""

_IN = {
    Channel.WINDOW: "到窗口交材料",
    Channel.ONLINE: "在网上交材料",
    Channel.MOBILE: "用手机交材料",
    Channel.POST: "把材料寄来",
    Channel.VILLAGE: "把材料交到村里",
    Channel.AGENT: "请代办员帮您跑",
    Channel.HOME_VISIT: "请工作人员上门",
    Channel.AUTOMATIC: "不用申请",
}
_OUT = {
    Delivery.ON_THE_SPOT: "当场拿到结果",
    Delivery.COUNTER: "到窗口领结果",
    Delivery.POST: "结果邮寄到家",
    Delivery.ELECTRONIC: "结果在手机上看",
    Delivery.AGENT: "结果由代办员送到",
    Delivery.BANK_CARD: "钱打到一卡通",
    Delivery.NOTICE: "结果打电话或发短信告诉您",
    Delivery.POSTED: "结果在村里张贴",
}
_WHOLE = "\u2060-\u2060"
"""A hyphen at which a line does not break."""


WAYS = {
    "网上、手机": {Channel.ONLINE, Channel.MOBILE},
    "请人代办": {Channel.AGENT, Channel.VILLAGE},
    "邮寄材料": {Channel.POST},
    "不用申请": {Channel.AUTOMATIC},
}
"""How something is done by a person who is far away."""

_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_DIGITS = str.maketrans("0123456789-", "零幺二三四五六七八九，")


class Facts(NamedTuple):
    """What to bring, sorted by what the applicant has to do about it."""

    bring: tuple[Evidence, ...]
    looked_up: tuple[Evidence, ...]
    sometimes: tuple[Evidence, ...]
    later: tuple[Evidence, ...]


class CaseView(NamedTuple):
    """A case as a page shows it: its anchor has a word for each answer, 0 for what isn't asked."""

    anchor: str
    answers: tuple[tuple[str, str], ...]
    service: PublicService


def case_views(service: PublicService) -> tuple[CaseView, ...]:
    """Every case of a service, with the service as it is in that case."""
    return tuple(
        CaseView(_anchor(service, case), tuple(case.items()), cases.narrowed(service, case))
        for case in cases.of(service)
    )


def _anchor(service: PublicService, case: cases.Case) -> str:
    asked = (case.get(question.question) for question in service.questions)
    return "-".join(option_name(option) if option else "0" for option in asked)


def option_name(option: str) -> str:
    """An answer as a word in an address: it stays the same when options are added or sorted."""
    return blake2b(option.encode(), digest_size=2).hexdigest()


def case_anchors(material: Evidence, service: PublicService) -> str:
    """The anchors of the cases that a material belongs to, empty where it belongs to all."""
    said = material.applies_when
    if not isinstance(said, dict):
        return ""
    return " ".join(_anchor(service, case) for case in cases.of(service) if cases.holds(said, case))


def condition(said: str | Condition) -> str:
    """A material's 适用情形 as a sentence: `由谁来办？替别人办`."""
    if isinstance(said, str):
        return said
    parts = (
        f"{question}{answer if isinstance(answer, str) else '或'.join(answer)}"
        for question, answer in said.items()
    )
    return "；".join(parts)


def way(route: trips.Route) -> str:
    """The route that takes fewest trips, in words: `在网上交材料，结果邮寄到家`."""
    result = f"，{_OUT[route.delivery]}" if route.delivery else ""
    return _IN[route.channel] + result


def facts(service: PublicService) -> Facts:
    """Materials to bring always, not at all (免交), in some cases, and afterwards (容缺后补)."""
    materials = service.materials or ()
    required = [m for m in materials if m.necessity is Necessity.REQUIRED]
    return Facts(
        tuple(m for m in required if not m.is_looked_up and not m.applies_when),
        tuple(m for m in required if m.is_looked_up),
        tuple(
            m
            for m in materials
            if m.necessity is Necessity.CONDITIONAL
            or (m in required and m.applies_when and not m.is_looked_up)
        ),
        tuple(m for m in materials if m.necessity is Necessity.LATER),
    )


def ways(service: PublicService) -> tuple[str, ...]:
    """Those of `WAYS` by which nobody has to come for the service, not even once."""
    without = {route.channel for route in trips.of(service).routes if route.trips == 0}
    return tuple(way for way, channels in WAYS.items() if channels & without)


def quantity(material: Evidence) -> str:
    """`原件 1 份、复印件 1 份`."""
    parts = [
        f"{name} {count} 份"
        for name, count in (("原件", material.originals), ("复印件", material.copies))
        if count
    ]
    if material.form == "原件或复印件":
        return "原件或复印件 1 份"
    return "、".join(parts)


def clock(hours: tuple[Opening, ...]) -> str:
    """`周一至周五 8:30-12:00、14:00-17:30；周六 预约`."""
    return "；".join(f"{opening.days} {opening.hours.replace('-', _WHOLE)}" for opening in hours)


def tel(phone: str) -> str:
    """The number as a `tel:` address."""
    return "tel:" + phone.replace("-", "")


def days(leave: Leave) -> str:
    """`12月1日至12月3日`, or the one day."""
    first, last = (f"{day.month}月{day.day}日" for day in (leave.first, leave.last))
    return first if first == last else f"{first}至{last}"


def spoken(text: str) -> str:
    """A text as it is read out: nothing in brackets, and `20元/证` as `20元每证`."""
    while _IN_BRACKETS.search(text):
        text = _IN_BRACKETS.sub("", text)
    return re.sub(r"(?<=元)/", "每", text).replace("/", "或").replace("—", "到").strip()


def digits(phone: str) -> str:
    """A number digit by digit, as over a loudspeaker: `12345` as `幺二三四五`."""
    return phone.translate(_DIGITS)


def cost(one: Cost) -> str:
    """A fee as it is read out: `居民身份证工本费，换领，20元每证`."""
    name = (one.name or "").replace("（", "，").replace("）", "，")
    return f"{name}{spoken(one.amount or '，多少钱打电话问')}"
