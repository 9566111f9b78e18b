"""What may not stand in a public round: refused where it is certain, warned of where it may be."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Finding(NamedTuple):
    """Words that don't belong there, and why. `certain` ones are refused."""

    words: str
    why: str
    certain: bool


_CERTAIN = (
    (r"(?<!\d)\d{17}[\dXx](?!\d)", "身份证号"),
    (r"(?<!\d)1[3-9]\d{9}(?!\d)", "手机号"),
    (r"(?<!\d)\d{16,19}(?!\d)", "银行账号"),
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹章苏潘葛范彭"
    "鲁马方袁柳唐罗薛贺汤邓康余元顾孟黄萧尹姚邵毛戴宋庞熊董梁杜阮江童颜郭梅林钟徐"
    "邱骆高夏蔡田樊胡凌霍万卢莫丁邢游曾雷程廖"
)
_POSSIBLE = (
    (rf"[{_SURNAMES}]某某?", "像是人名"),
    (rf"[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}}(?:同志|先生|女士|老人|户主)", "像是人名"),
    (r"(?:姓名|户主|申请人|户名)[：:]\s*[\u4e00-\u9fa5]{2,4}", "像是人名"),
    (r"[\u4e00-\u9fa5]{0,4}(?:癌|肿瘤|艾滋|精神病|尿毒症|肝炎|残疾证号)", "像是病情"),
    (r"孤儿|困境儿童|留守儿童|未成年人|\d{1,2}岁(?:男孩|女孩|儿童|孩子)", "涉及儿童"),
    (r"(?:账号|卡号|存折)[：:]?\s*\d{6,}", "像是账号"),
)
CHILDREN = re.compile("孤儿|困境儿童|留守儿童|未成年|弃婴")
"""Nothing of this kind is ever posted (公示)."""


def scan(text: str) -> tuple[Finding, ...]:
    """What was found in a text: full-width digits are read like others."""
    plain = text.translate(_DIGITS)
    return tuple(_found(plain, _CERTAIN, certain=True)) + tuple(
        _found(plain, _POSSIBLE, certain=False)
    )


_DIGITS = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")


def _found(text: str, patterns: tuple[tuple[str, str], ...], *, certain: bool) -> Iterator[Finding]:
    seen: set[str] = set()
    for pattern, why in patterns:
        for match in re.finditer(pattern, text):
            if match[0] not in seen:
                seen.add(match[0])
                yield Finding(match[0], why, certain)
