"""A service (政务服务事项) and what it consists of, in the words of CPSV-AP and the 实施清单."""

from typing import Annotated

from pydantic import Field

from generator.models.base import (
    Count,
    Day,
    Limit,
    Model,
    Phone,
    Text,
    Words,
    YesNo,
    field,
    word_for_none,
)
from generator.models.words import (
    Channel,
    Credibility,
    Delivery,
    Handling,
    MaterialForm,
    MaterialSource,
    Medium,
    Necessity,
    Place,
    ServiceType,
    Status,
    Topic,
    TownshipRole,
)


class LegalResource(Model):
    """A law or document the service rests on (设定依据)."""

    name: Text | None = field("名称", "法律、法规或文件的全称", "社会救助暂行办法", default=None)
    clause: Text | None = field("条款", "条、款、项或文号", "第九条至第十三条", default=None)


class PowerSource(Model):
    """How the township came to the power (权力来源)."""

    mode: Text = field("方式", "法定、授权、委托、服务下沉等", "委托")
    from_authority: Text | None = field(
        "来源部门", "把权力交给乡镇的部门", "县民政局", default=None
    )
    document: Words | None = field("依据文件", "授权或委托的文件", default=None)
    announcement: Words | None = field("公告", "公告的名称、日期或网址", default=None)


Condition = dict[Text, Text | tuple[Text, ...]]
"""Answers to questions of 情形: all of them have to be given, and of several one is enough."""


class Outreach(Model):
    """What the government does without being asked (主动服务)."""

    trigger: Words = field("触发", "看到什么情况就主动来办", "年龄到了，数据比对发现")
    visitor: Words | None = field("谁上门", "谁来找您核实、办手续", "村协办员", default=None)
    frequency: Words | None = field("多久一次", "多久看一遍", "每月一次", default=None)


class Question(Model):
    """A question whose answer changes what to bring (情形)."""

    question: Text = field("问", "一句话问清楚", "是给自己办还是替别人办？")
    options: tuple[Text, ...] = field("选项", "可以选的回答", ["自己办", "替别人办"])
    applies_when: Condition | None = field(
        "适用情形",
        "前面的问题答了什么，才问这一句",
        {"是给自己办还是替别人办？": "替别人办"},
        default=None,
    )


class Evidence(Model):
    """A material the applicant hands in (申请材料)."""

    name: Text = field("名称", "材料的全称", "居民身份证")
    source: MaterialSource = field("来源", "材料从哪里来", "政府部门核发")
    form: MaterialForm = field("类型", "原件还是复印件", default=MaterialForm.ORIGINAL)
    originals_given: Count | None = field(
        "原件份数", "原件几份；不写时 1 份，类型是复印件时 0 份", "1", default=None
    )
    copies_given: Count | None = field(
        "复印件份数",
        "复印件几份；不写时 0 份，类型是“复印件”“原件和复印件”时 1 份",
        "1",
        default=None,
    )
    medium: Medium = field("形式", "纸质还是电子", default=Medium.ANY)
    necessity: Necessity = field("必要性", "是不是人人都要", default=Necessity.REQUIRED)
    applies_when: Text | Condition | None = field(
        "适用情形", "什么情况才要：写一句话，或写“问题: 回答”", "换领时交回", default=None
    )
    issuer: Words | None = field("出具单位", "谁核发或出具", "公安机关", default=None)
    source_note: Words | None = field("来源说明", "怎样取得", default=None)
    shared_data: Words | None = field(
        "数据共享", "由窗口从哪里调取，申请人免交", "人口库核验", default=None
    )
    why_not_shared: Words | None = field("不可共享原因", "为什么现在还不能共享", default=None)
    why_paper: Words | None = field("仅限纸质原因", "只收纸质的法定理由", default=None)
    blank_form: YesNo = field("空白表", "有没有空白表可领", "有", default=False)
    sample_form: YesNo = field("样表", "有没有填写样本", "有", default=False)
    returned: YesNo = field("核验后退还", "看过原件是不是当场还", "是", default=False)
    legal_basis: Words | None = field("法定依据", "要求这份材料的法律条款", default=None)
    note: Words | None = field("说明", "要提醒申请人的话", default=None)
    alternatives: tuple[Text, ...] = field(
        "替代材料", "有其中任何一样就行", ["社会保障卡"], default=()
    )

    @property
    def originals(self) -> int:
        """How many originals to bring."""
        if self.originals_given is not None:
            return self.originals_given
        return 0 if self.form is MaterialForm.COPY else 1

    @property
    def copies(self) -> int:
        """How many copies to bring."""
        if self.copies_given is not None:
            return self.copies_given
        return 1 if self.form in {MaterialForm.COPY, MaterialForm.BOTH} else 0

    @property
    def is_looked_up(self) -> bool:
        """Whether the office looks it up itself, so that nobody has to bring it (数据共享免交)."""
        return self.shared_data is not None


class Step(Model):
    """A step of the procedure (办理流程)."""

    name: Text | None = field("环节", "这一步叫什么", "提交申请", default=None)
    by: Text | None = field("承办", "谁来做", "乡镇便民服务中心", default=None)
    time: Limit | None = field("用时", "这一步多久", "5个工作日", default=None)
    place: Place | None = field("地点", "在哪里做", "大厅", default=None)
    applicant_present: YesNo = field("申请人到场", "要不要申请人来", "是", default=False)
    same_visit: YesNo = field("与提交同次", "和提交是不是同一趟；否就要再跑一次", default=True)
    applies_when: Condition | None = field(
        "适用情形",
        "“情形”里答了什么，才有这一步",
        {"是给自己办还是替别人办？": "自己办"},
        default=None,
    )
    note: Words | None = field("说明", "要提醒申请人的话", default=None)


class PublicNotice(Model):
    """Posting of the intended decision (公示)."""

    period: Limit = field("期限", "公示多久", "7日")
    place: Text | None = field("地点", "贴在哪里", "申请人所在村", default=None)


class Cost(Model):
    """One fee (收费)."""

    name: Text | None = field("项目", "收什么费", "居民身份证工本费", default=None)
    amount: Text | None = field("标准", "多少钱", "20元/证", default=None)
    basis: Text | None = field("依据", "收费的文件", default=None)


class Output(Model):
    """What the applicant gets (办理结果)."""

    name: Text | None = field("名称", "结果叫什么", "残疾人证", default=None)
    type: Text | None = field("类型", "证照、批文或其他", "证照", default=None)


class FrequentQuestion(Model):
    """A question people ask (常见问题)."""

    question: Text = field("问", "群众的原话", "村干部可以替我申请吗？")
    answer: Text = field("答", "一两句话答清楚", "可以。")


class Provenance(Model):
    """Where the entry's facts come from (资料来源)."""

    credibility: Credibility = field("可信度", "核对到什么程度", "高")
    sources: tuple[Text, ...] = field("出处", "文号、网址", ["民发〔2021〕57号"], default=())
    checked: Day | None = field("核对日期", "最后一次核对的日子", "2026-11-23", default=None)


NO_MATERIALS = "无需提交材料"
NO_FEE = "不收费"


class PublicService(Model):
    """A service as the county describes it, or as one township has changed it (政务服务事项)."""

    identifier: Text = field(
        "编号", "文件名去掉 .yaml；只有乡镇自己的事项才写", "sa-minimum-living"
    )
    name: Text = field("事项名称", "实施清单里的正式名称", "最低生活保障审核确认")
    plain_name: Text | None = field("日常用语", "群众怎么叫它", "低保", default=None)
    aliases: tuple[Text, ...] = field("别名", "搜索时也能找到的叫法", ["吃低保"], default=())
    topic: Topic = field("领域", "九个领域之一，或“其他”", "社会救助")
    category: Text | None = field("类别", "领域是“其他”时再细分", "公安户籍", default=None)
    competent_authority: Text = field("主管部门", "负责这件事的部门", "民政局")
    service_type: ServiceType = field("事项类型", "法律上的类型", "行政给付")
    implementation_code: Annotated[Text, Field(pattern=r"^[0-9A-Z]{31}$")] | None = field(
        "实施编码", "31 位；没有就不写，不能编造", default=None
    )
    handling_code: Annotated[Text, Field(pattern=r"^[0-9A-Z]{33}$")] | None = field(
        "业务办理项编码", "33 位；没有就不写，不能编造", default=None
    )
    handling: Handling = field("办件类型", "当场办结还是承诺几天", "承诺件")
    level: Text | None = field("行使层级", "哪一级行使", "县级", default=None)
    township_role: TownshipRole | None = field("乡镇职责", "乡镇做什么", "受理初审", default=None)
    audience: tuple[Text, ...] = field("服务对象", "谁可以办", ["自然人"], default=())
    scope: Text | None = field("通办范围", "在哪里都能办", "全县", default=None)
    target_groups: tuple[Text, ...] = field("重点人群", "要特别照顾的人", ["残疾人"], default=())
    outreach: Outreach | None = field("主动服务", "不等群众申请就做的", default=None)
    power_source: PowerSource | None = field("权力来源", "乡镇的权力从哪里来", default=None)
    legal_resources: tuple[LegalResource, ...] = field("设定依据", "法律和文件", default=())
    requirements: tuple[Text, ...] = field(
        "受理条件", "符合哪些条件才能办，一条一句", ["具有本县户籍"], default=()
    )
    questions: tuple[Question, ...] = field(
        "情形", "会改变所带材料或流程的问题，最多五个", default=()
    )
    materials: Annotated[
        tuple[Evidence, ...] | None,
        word_for_none(NO_MATERIALS),
    ] = field("申请材料", f"要带的材料；不用带的写“{NO_MATERIALS}”", default=None)
    deferrable: tuple[Text, ...] = field("容缺材料", "可以先受理、后补的材料名称", default=())
    why_none_deferrable: Words | None = field("无可容缺", "为什么没有可以后补的", default=None)
    declaration: Words | None = field("告知承诺", "哪些可以签承诺书代替", default=None)
    steps: tuple[Step, ...] = field("办理流程", "一步一步怎么办", default=())
    notice: PublicNotice | None = field("公示", "决定前的公示", default=None)
    statutory_time: Limit | None = field("法定时限", "法律规定多久", "30个工作日", default=None)
    promised_time: Limit | None = field("承诺时限", "我们答应多久", "25个工作日", default=None)
    time_note: Words | None = field(
        "时限说明", "不计时的环节、可以延长的情形", "公示的7日不计入", default=None
    )
    costs: Annotated[tuple[Cost, ...], word_for_none(NO_FEE)] = field(
        "收费", f"不收的写“{NO_FEE}”；收的逐项列明", NO_FEE
    )
    online_payment: YesNo = field("网上支付", "能不能网上交钱", default=False)
    output: Output | None = field("办理结果", "办好后拿到什么", default=None)
    deliveries: tuple[Delivery, ...] = field("送达方式", "结果怎样到手", ["邮寄"], default=())
    channels: tuple[Channel, ...] = field("办理渠道", "可以从哪里办", ["窗口", "网上"], default=())
    visits: Count | None = field("跑动次数", "最少要到现场几次", "0", default=None)
    why_visit: Words | None = field("必须现场原因", "非到现场不可的理由", default=None)
    third_party_visits: Count = field("第三方到场次数", "另要去医院、银行几次", default=0)
    faq: tuple[FrequentQuestion, ...] = field("常见问题", "群众常问的", default=())
    enquiry_phone: Phone | None = field("咨询电话", "问事打哪个", "12345", default=None)
    complaint_phone: Phone | None = field("监督电话", "投诉打哪个", "12345", default=None)
    status: Status = field("状态", "现在办不办", default=Status.ACTIVE)
    effective: Day | None = field("生效日期", "从哪天起有效", "2026-11-23", default=None)
    expires: Day | None = field("失效日期", "有效到哪天为止", "2027-12-31", default=None)
    reviewed: Day | None = field("复核日期", "最近一次复核的日子", "2026-11-23", default=None)
    provenance: Provenance | None = field("资料来源", "内容从哪里来", default=None)

    @property
    def short_name(self) -> str:
        """What people call it: 日常用语 where there is one."""
        return self.plain_name or self.name

    @property
    def is_promised(self) -> bool:
        """Whether the result comes later (承诺件)."""
        return self.handling is Handling.PROMISED

    @property
    def is_active(self) -> bool:
        """Whether it is offered at present."""
        return self.status is Status.ACTIVE
