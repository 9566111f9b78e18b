"""County, township, hall, staff and villages: who serves, where and when."""

import re
from typing import Annotated, Self

from pydantic import (
    BeforeValidator,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)

from generator.models.base import (
    Count,
    Day,
    Limit,
    Model,
    Phone,
    Text,
    YesNo,
    field,
    shown,
    wrong,
)
from generator.models.governance import EnforcementTeam, HouseRule, Lead
from generator.models.hours import Hours
from generator.models.rules import Explained, RuleId, StandardException
from generator.models.words import DayOff, Tier, Topic


def _code(value: object) -> str:
    if re.fullmatch(r"[0-9]{12}", str(value)):
        return str(value)
    raise wrong(f"“{shown(value)}”不是区划代码", "请写 12 位数字，加英文引号")


DivisionCode = Annotated[
    str, PlainValidator(_code), WithJsonSchema({"type": "string", "pattern": r"^\d{12}$"})
]


_HOURS_EXAMPLE = {"周一至周五": "8:30-12:00, 14:00-17:30", "周六": "预约"}


class ContactPoint(Model):
    """An office people can go to or call (咨询方式)."""

    name: Text | None = field("名称", "大厅的全称", "乐安县政务服务中心", default=None)
    address: Text | None = field("地址", "写到门牌，或者附近好认的地方", default=None)
    phone: Phone | None = field("电话", "对外公布的固定电话", "0794-00000001", default=None)
    hours: Hours = field("服务时间", "星期几、几点到几点", _HOURS_EXAMPLE, default=())


class Supervision(Model):
    """Where to complain (监督投诉)."""

    phone: Phone = field("电话", "投诉号码", "12345")
    url: Text | None = field("网址", "投诉网址", default=None)


class Footer(Model):
    """What a government site has to show at its foot (国办发〔2019〕54号)."""

    sponsor: Text | None = field("主办单位", "谁办的网站", default=None)
    organiser: Text | None = field("承办单位", "谁在维护", default=None)
    site_code: Text | None = field("网站标识码", "政府网站标识码", default=None)
    icp: Text | None = field("ICP备案号", "ICP 备案号", default=None)
    police: Text | None = field("公安备案号", "公安备案号", default=None)


class EscalationStep(Model):
    """One rung of the ladder 村 → 乡 → 县 (转接)."""

    tier: Tier = field("层级", "哪一级", "村")
    limit: Limit | None = field("时限", "多久没解决就找上一级", "1个工作日", default=None)


def _special_days(value: object) -> object:
    if isinstance(value, dict):
        for day in value:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(day)):
                raise wrong(f"“{day}”不是日期", "请写成 2027-02-06: 休")
    return value


class Holidays(Model):
    """Corrections to the public calendar (节假日)."""

    extra: Annotated[dict[Day, DayOff], BeforeValidator(_special_days)] = field(
        "补充", "哪天改休、哪天改班", {"2027-02-06": "休"}, default={}
    )


class County(Model):
    """`county.yaml`."""

    name: Text = field("名称", "县的全称", "乐安县")
    code: DivisionCode = field("代码", "12 位统计用区划代码", "361025000000")
    is_demo: YesNo = field("演示", "是演示数据时，每页都会标明", default=False)
    hotline: Phone = field("热线", "全县热线", "12345")
    hall: ContactPoint = field("政务服务中心", "县级大厅")
    supervision: Supervision = field("监督投诉", "投诉找谁")
    footer: Footer = field("页脚", "网站页脚", default=Footer.model_construct())
    escalation: tuple[EscalationStep, ...] = field("转接", "没解决就找上一级，一级一行", default=())
    holidays: Holidays = field("节假日", "日历的更正", default=Holidays.model_construct())
    rules: dict[RuleId, Explained] = field(
        "规则",
        "哪些规则在本县另定级别",
        {"M15": {"级别": "忽略", "原因": "本县材料已经精简过一轮"}},
        default={},
    )
    exceptions: tuple[StandardException, ...] = field(
        "例外", "依省级文件可以不达标的事项", default=()
    )
    house_rules: tuple[HouseRule, ...] = field(
        "制度", "上墙的制度：生效日期，或本县自己的写法", default=()
    )
    leads: tuple[Lead, ...] = field("牵头", "容易推来推去的事，归谁牵头", default=())


class Window(Model):
    """A window of the hall (综合窗口)."""

    number: Count = field("编号", "几号窗口", "1")
    name: Text = field("名称", "窗口牌上的字", "综合窗口")
    kind: Text = field("类型", "综合或专业", "综合", default="综合")


class Hall(ContactPoint):
    """The township's hall (便民服务中心)."""

    name: Text = field("名称", "大厅的名字", "金竹畲族乡便民服务中心")
    address: Text = field("地址", "写到门牌，或者附近好认的地方", default="")
    windows: tuple[Window, ...] = field("窗口", "有哪些窗口", default=())


class Duty(Model):
    """Who answers when the hall is closed (值班)."""

    phone: Phone = field("电话", "值班电话", "0794-00000001")
    note: Text | None = field("说明", "什么时候有人", "夜间、节假日", default=None)


class TownshipProfile(Model):
    """`township.yaml`."""

    name: Text = field("名称", "乡镇的全称", "金竹畲族乡")
    code: DivisionCode = field("代码", "12 位统计用区划代码", "361025205000")
    peer_class: Text | None = field("类别", "和谁比（差别化考核）", "山区", default=None)
    hall: Hall = field("便民服务中心", "乡镇的办事大厅")
    duty: Duty | None = field("值班", "夜间、节假日找谁", default=None)
    enforcement: EnforcementTeam | None = field("综合执法队", "有执法队的才写", default=None)


class Consent(Model):
    """A person's consent to show their number (同意公开; PIPL 13, 25)."""

    day: Day = field("日期", "哪天同意的", "2026-10-01")
    scope: tuple[Text, ...] = field("范围", "可以公开在哪里：卡片、网页", ["卡片", "网页"])
    ends: Day | None = field("到期", "同意到哪天，过了就不再显示", "2027-10-01", default=None)

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.ends and self.ends < self.day:
            raise wrong(f"“到期”（{self.ends}）比“日期”（{self.day}）早", "请核对两个日期")
        return self


class Leave(Model):
    """Days somebody is away (请假), both included; why is nobody's business."""

    first: Day = field("从", "第一天不在", "2026-12-01")
    last: Day = field("到", "最后一天不在；只请一天的，和“从”写同一天", "2026-12-03")

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.last < self.first:
            raise wrong(f"“到”（{self.last}）比“从”（{self.first}）早", "请核对两个日期")
        return self


class Staff(Model):
    """A member of staff (工作人员): one main area, two or three others (一岗多责)."""

    number: Text = field("编号", "本乡镇内不重复", "A01")
    name: Text = field("姓名", "姓名；演示数据写岗位", "综合窗口 A 岗")
    post: Text = field("岗位", "坐在哪里、做什么", "综合窗口")
    main_area: Topic = field("主岗", "主要负责的领域", "社会保险")
    other_areas: tuple[Topic, ...] = field("兼岗", "还熟悉的两三个领域", ["就业"], default=())
    office_phone: Phone | None = field("办公电话", "办公室固定电话", "0794-00000001", default=None)
    mobile: Phone | None = field("手机", "私人手机号，填了就要有“同意公开”", default=None)
    managed_by: Text = field("归属", "乡镇或派驻", "乡镇", default="乡镇")
    home_department: Text | None = field("派出单位", "派驻人员的原单位", default=None)
    consent: Consent | None = field("同意公开", "本人同意公开私人号码的记录", default=None)
    leave: tuple[Leave, ...] = field(
        "请假", "哪几天不在；不写原因", [{"从": "2026-12-01", "到": "2026-12-03"}], default=()
    )

    @property
    def areas(self) -> tuple[Topic, ...]:
        """Every area this person covers."""
        return (self.main_area, *self.other_areas)


class Agent(Model):
    """A helper who assists or acts for residents, free of charge (帮办代办员)."""

    number: Text = field("编号", "本乡镇内不重复", "H01")
    name: Text = field("姓名", "姓名；演示数据写身份", "代办员（演示）")
    kind: Text = field("类型", "老党员、退休教师、乡村医生、村干部、驻村干部", "老党员")
    village: Text = field("村", "服务哪个村", "下大街居委会")
    phone: Phone | None = field("电话", "号码；私人号码要有“同意公开”", default=None)
    consent: Consent | None = field("同意公开", "本人同意公开私人号码的记录", default=None)


class StaffFile(Model):
    """`staff.yaml`."""

    staff: tuple[Staff, ...] = field("人员", "窗口和各岗位的工作人员", default=())
    agents: tuple[Agent, ...] = field("帮办代办员", "免费帮群众跑腿的人", default=())


class Station(Model):
    """A village's service station (便民服务站)."""

    address: Text | None = field("地址", "写到门牌，或者附近好认的地方", default=None)
    phone: Phone | None = field("电话", "对外公布的固定电话", "0794-00000001", default=None)
    hours: Hours = field("服务时间", "星期几、几点到几点", _HOURS_EXAMPLE, default=())


class Group(Model):
    """A village group with its service point (村民小组便民服务点)."""

    name: Text = field("名称", "小组的名字", "第一小组")
    liaison: Text | None = field("联络员", "到了小组找谁", default=None)
    place: Text | None = field("地点", "服务点在哪里", default=None)


def _groups(value: object) -> object:
    """`14` stands for fourteen numbered groups."""
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{1,3}", value):
            raise wrong(f"“{shown(value)}”不行", "请写小组个数，或写成列表")
        return [{"名称": f"第{number}小组"} for number in range(1, int(value) + 1)]
    return value


class Village(Model):
    """A village or a residents' committee (村)."""

    name: Text = field("名称", "村委会或居委会全称", "下大街居委会")
    code: DivisionCode = field("代码", "12 位统计用区划代码", "361025205200")
    kind: Text = field("类型", "村委会或居委会", "村委会", default="村委会")
    station: Station = field("便民服务站", "村里的服务站", default=Station.model_construct())
    lead_cadres: tuple[Text, ...] = field("包村干部", "工作人员编号", ["A03"], default=())
    agents: tuple[Text, ...] = field("代办员", "帮办代办员编号", ["H01"], default=())
    groups: Annotated[tuple[Group, ...], BeforeValidator(_groups)] = field(
        "村民小组", "个数，或列表", "14", default=()
    )


class VillagesFile(Model):
    """`villages.yaml`."""

    villages: tuple[Village, ...] = field("村", "本乡镇的村和居委会", default=())
