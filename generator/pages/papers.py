"""What a paper looks like, so that one finds it in the drawer: in our words, by its name."""

import re
from typing import NamedTuple


class Look(NamedTuple):
    """`shape` is a drawing in `papers.html`; `words` tell it apart from other papers."""

    shape: str
    words: str


_LOOKS = (
    ("表|申请书|承诺书|授权书|申报单", "form", "窗口发的表格，填好，本人签字"),
    ("身份证件", "card", "身份证，或者户口簿、护照等有照片和号码的证件"),
    ("社会保障卡|社保卡|一卡通", "card", "银行卡大小，有照片和芯片，正面写着“社会保障卡”"),
    ("残疾人证", "card", "有照片的证，写着残疾类别和等级"),
    ("身份证", "card", "银行卡大小，一面有照片，一面写着有效期"),
    ("户口簿", "book", "封面写着“居民户口簿”的本子，要有户主页和本人页"),
    ("结婚证|离婚证", "book", "红色小本，里面有照片和钢印"),
    ("接种证", "book", "打预防针时带的小本，每打一针盖一个章"),
    ("出生医学证明", "sheet", "孩子出生的医院发的一张证明，右上角有编号"),
    ("死亡|火化", "sheet", "医院、殡仪馆或法院出的一张证明，盖着公章"),
    ("不动产权证|宅基地批准书|林权证|权属", "book", "写着地方、面积和您名字的本子或批准书"),
    ("营业执照", "sheet", "印着二维码和统一社会信用代码的一张证"),
    ("发票|票据|结算单", "sheet", "医院、商店开的单子，盖着收费章"),
    ("合同|协议", "sheet", "双方签了字的合同，一页也不要少"),
    ("照片", "photo", "近期的正面免冠照片，照相馆能印"),
    ("信息|线索", "talk", "不用写，当面说清楚也行"),
)
"""Names of materials, and their looks; the first that is found counts."""
_UNKNOWN = Look("sheet", "")


def look(name: str) -> Look:
    """What a material called so looks like; no words where that isn't known."""
    found = (Look(shape, words) for names, shape, words in _LOOKS if re.search(names, name))
    return next(found, _UNKNOWN)
