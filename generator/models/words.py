"""The words a catalog may choose from, official ones, each with its English name."""

from enum import StrEnum


class Topic(StrEnum):
    """Thematic area (领域): the nine of the model, and 其他."""

    EDUCATION = "教育"
    HEALTH = "医疗卫生"
    EMPLOYMENT = "就业"
    SOCIAL_INSURANCE = "社会保险"
    SOCIAL_ASSISTANCE = "社会救助"
    POVERTY_RELIEF = "脱贫攻坚"
    RURAL_REVITALISATION = "乡村振兴"
    CULTURE_SPORT = "文化体育"
    ENVIRONMENT = "环保"
    OTHER = "其他"

    @property
    def slug(self) -> str:
        """The topic in an address."""
        return self.name.lower().replace("_", "-")


class ServiceType(StrEnum):
    """Legal kind of the service (事项类型)."""

    LICENCE = "行政许可"
    BENEFIT = "行政给付"
    CONFIRMATION = "行政确认"
    REWARD = "行政奖励"
    ADJUDICATION = "行政裁决"
    OTHER_POWER = "其他行政权力"
    PUBLIC_SERVICE = "公共服务"


class Handling(StrEnum):
    """Whether the result comes at once or by a promised day (办件类型)."""

    IMMEDIATE = "即办件"
    PROMISED = "承诺件"


class Delivery(StrEnum):
    """How the result reaches the applicant (送达方式)."""

    ON_THE_SPOT = "当场领取"
    COUNTER = "窗口领取"
    POST = "邮寄"
    ELECTRONIC = "电子证照"
    AGENT = "代办送达"
    BANK_CARD = "一卡通发放"
    NOTICE = "短信电话告知"
    POSTED = "张榜公布"


class Channel(StrEnum):
    """A way in (办理渠道)."""

    WINDOW = "窗口"
    ONLINE = "网上"
    MOBILE = "掌上"
    POST = "邮寄"
    VILLAGE = "村级代收"
    AGENT = "帮办代办"
    HOME_VISIT = "上门"
    AUTOMATIC = "免申即享"


class TownshipRole(StrEnum):
    """What the township does in it (乡镇职责)."""

    DECIDES = "决定"
    EXAMINES = "受理初审"
    FORWARDS = "受理转报"
    ASSISTS = "帮办代办"


class MaterialForm(StrEnum):
    """Original or copy (材料类型)."""

    ORIGINAL = "原件"
    COPY = "复印件"
    EITHER = "原件或复印件"
    BOTH = "原件和复印件"


class Medium(StrEnum):
    """Paper or electronic (材料形式)."""

    ANY = "纸质或电子"
    PAPER = "纸质"
    ELECTRONIC = "电子"


class Necessity(StrEnum):
    """When a material is needed (必要性)."""

    REQUIRED = "必要"
    CONDITIONAL = "非必要"
    LATER = "容缺后补"


class MaterialSource(StrEnum):
    """Where the applicant gets a material (来源渠道)."""

    APPLICANT = "申请人自备"
    GOVERNMENT = "政府部门核发"
    OTHER = "其他"


class Place(StrEnum):
    """Where a step happens (地点)."""

    HALL = "大厅"
    ONLINE = "网上"
    OFFICE = "机关"
    VILLAGE = "村"
    HOME = "入户"
    SITE = "现场"
    BANK = "银行"
    SCHOOL = "学校"
    EMPLOYER = "用人单位"
    THIRD_PARTY = "第三方机构"


class Tier(StrEnum):
    """The level at which a service can be handed in (层级)."""

    GROUP = "组"
    VILLAGE = "村"
    TOWNSHIP = "乡"
    COUNTY = "县"


class Status(StrEnum):
    """Whether the service is offered at present (状态)."""

    ACTIVE = "在用"
    SUSPENDED = "暂停"


class RuleLevel(StrEnum):
    """What a county makes of a rule of the standard (级别)."""

    ERROR = "错误"
    WARNING = "提醒"
    IGNORED = "忽略"


class Credibility(StrEnum):
    """How well the entry's sources have been checked (可信度)."""

    HIGH = "高"
    MEDIUM = "中"
    LOW = "低"
