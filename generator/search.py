"""The search index: names, 日常用语, 别名, materials, villages, and pinyin with its initials.

Beside services and villages it has the pages that answer a question: kinds of families, standing
rules (办事制度), who leads in what, and the pages that every township has.

A few kilobytes a county. It is a script and not JSON because a page opened from a USB stick
(`file://`) may load a script but may not fetch a file.
"""

import json
from collections.abc import Iterable, Iterator

from generator.catalog import Catalog
from generator.models.place import County
from generator.models.service import PublicService
from generator.pages import governance
from generator.pages.groups import groups
from generator.pages.township import village_file

COUNTY_PAGES = (
    ("我家有…", "for/index.html", "家庭 困难"),
    ("人在外地", "away.html", "打工 网上办 邮寄"),
    ("授权委托书", "proxy-letter.html", "代办 替人办 委托"),
    ("这事归谁管", "lead.html", "牵头 推诿 没人管"),
    ("办事制度", "walls.html", "规矩"),
    ("没做到，怎么投诉", "walls.html#complain", "举报 态度不好"),
    ("赋权事项清单", "powers.html", "权力 综合执法"),
    ("全县概况", "overview.html", "统计"),
    ("最多跑一次：做到了多少", "standard.html", "达标 标准 规则"),
    ("没有网也能看", "offline.html", "离线"),
    ("全部事项", "search.html", "目录"),
)
"""What pages of the county are called, where they stand, and what else people say for it."""
TOWNSHIP_PAGES = (
    ("今天谁在岗", "duty.html", "上班 请假"),
    ("窗口和值班", "hall.html", "便民服务中心 地址 电话 几点"),
    ("工作人员", "staff.html", "干部 驻村"),
    ("办事带什么", "bring.html", "材料"),
    ("最近变化", "news.html", "新消息"),
    ("大喇叭稿", "loud.html", "广播"),
    ("政务公开目录", "open.html", "信息公开"),
    ("公开公示公议", "rounds.html", "公告 意见"),
)
"""As above, in the folder of each township."""
Row = tuple[str, str, str, str, str, str]


def index_script(catalog: Catalog) -> str:
    """`guideIndex = {"towns": …, "services": …, …}` for the page's script."""
    index = {
        "towns": [[town.slug, town.name, *pinyin(town.name)] for town in catalog.townships],
        "services": _services(catalog),
        "villages": [
            [village.name, number, village_file(village), *pinyin(village.name)]
            for number, town in enumerate(catalog.townships)
            for village in town.villages
        ],
        "pages": list(_pages(catalog)),
        "here": [_page(name, "", file, words) for name, file, words in TOWNSHIP_PAGES],
    }
    return f"guideIndex={json.dumps(index, ensure_ascii=False, separators=(',', ':'))}\n"


def _pages(catalog: Catalog) -> Iterator[Row]:
    """Pages of the county, and places on them that have a name of their own."""
    for name, path, words in COUNTY_PAGES:
        yield _page(name, "", path, words)
    targets = (word for service in catalog.services.values() for word in service.target_groups)
    for group in groups(targets):
        path = f"for/{group.slug}.html"
        yield group.title, "能办哪些事", path, group.name, *pinyin(group.name)
    if catalog.county:
        yield from _promises(catalog.county)


def _promises(county: County) -> Iterator[Row]:
    for number, rule in enumerate(governance.rules(county), 1):
        yield _page(rule.name, "办事制度", f"walls.html#rule-{number}", "")
    for number, lead in enumerate(county.leads, 1):
        who = "您所在的乡镇" if lead.lead == "乡镇" else lead.lead
        # Whole sentences: nobody types their pinyin.
        yield lead.issue, f"牵头：{who}", f"lead.html#lead-{number}", "", "", ""


def _page(name: str, note: str, path: str, words: str) -> Row:
    return (name, note, path, words, *pinyin(name))


def pinyin(text: str) -> tuple[str, str]:
    """`低保` as `("dibao", "db")`: letters and digits only."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  (its dictionary takes 0.2 s to load)

    words = [_plain(word) for word in lazy_pinyin(text)]
    return "".join(words), "".join(word[:1] for word in words)


def _plain(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isascii() and letter.isalnum())


def _services(catalog: Catalog) -> list[list[object]]:
    """A row a service; the last column lists the townships offering it, empty where all do."""
    everywhere = len(catalog.townships)
    return [
        _row(service, towns if len(towns) < everywhere else ())
        for service, towns in catalog.offers().values()
    ]


def _row(service: PublicService, towns: Iterable[int]) -> list[object]:
    names = [service.plain_name or "", service.name, *service.aliases]
    sounds = [pinyin(name) for name in names if name]
    return [
        service.identifier,
        service.plain_name or "",
        service.name,
        service.topic.slug,
        " ".join(service.aliases),
        " ".join(material.name for material in service.materials or ()),
        " ".join(full for full, _ in sounds),
        " ".join(initials for _, initials in sounds),
        list(towns),
    ]
