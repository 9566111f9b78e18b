"""The public page on the standard: figures recomputed, who fails and why, every rule."""

import re

import pytest
import yaml

from generator import catalog, contents
from generator.pages import Page
from generator.project import Project
from generator.standard.catalogue import RULES
from tests.conftest import REPOSITORY, TODAY, as_text
from tests.test_build import edit

DIBAO = "services/sa-minimum-living.yaml"
NIUTIAN = "townships/niutian/catalog.yaml"
CELL = re.compile(r"<t[hd][^>]*>(?:<a [^>]*>)?([^<]*)")


def page(project: Project, path: str) -> tuple[Page, str]:
    content = contents.of(project, catalog.load(project.guides), TODAY)
    found = next(page for page in content.pages if page.path == path)
    return found, found.document(content.renderer)


def rows(html: str, section: str) -> dict[str, list[str]]:
    part = html[html.index(f'<section id="{section}">') :]
    cells = [
        CELL.findall(row) for row in re.findall("<tr>(.*?)</tr>", part.partition("</table>")[0])
    ]
    return {row[0]: row[1:] for row in cells}


def test_figures_are_those_of_the_data(county: Project) -> None:
    """Counted again from the YAML itself, with none of the program."""
    guides = REPOSITORY / "guides"
    said = {
        path.stem: as_text(path.read_text(encoding="utf-8"))
        for path in (guides / "services").glob("*.yaml")
    }
    near = {"村级代收", "帮办代办", "免申即享"}
    _, html = page(county, "standard.html")
    found = rows(html, "towns")
    for folder in (guides / "townships").iterdir():
        name = yaml.safe_load((folder / "township.yaml").read_text(encoding="utf-8"))["名称"]
        offered = as_text((folder / "catalog.yaml").read_text(encoding="utf-8"))
        mine = [
            said.get(one["引用"], {}) | one if "引用" in one else one
            for one in ({"引用": one} if isinstance(one, str) else one for one in offered["事项"])
        ]
        mine = [one for one in mine if one.get("状态") != "暂停"]
        share = [sum(one["跑动次数"] == times for one in mine) / len(mine) for times in ("0", "1")]
        tiers = [
            one.get("最低层级") or ("村" if near & {*one["办理渠道"]} else "乡") for one in mine
        ]
        village = sum(tier in {"村", "组"} for tier in tiers) / len(mine)
        assert found[name][0] == str(len(mine))
        assert [float(found[name][at].rstrip("%")) for at in (2, 3, 5)] == pytest.approx(
            [100 * share[0], 100 * share[1], 100 * village], abs=0.06
        )


def test_a_failing_service_is_named_with_its_reason_and_its_townships(small: Project) -> None:
    edit(small.guides / DIBAO, "承诺时限: 25个工作日", "承诺时限: 50个工作日")
    _, html = page(small, "standard.html")
    failing = html.partition('<section id="failing">')[2].partition("</section>")[0]
    assert "低保" in failing
    assert "承诺时限50个工作日长于法定时限30个工作日" in failing
    assert 'href="jinzhu/sa-minimum-living.html"' in failing
    assert 'href="niutian/sa-minimum-living.html"' in failing
    assert rows(html, "towns")["金竹畲族乡"][1] == "80%"
    assert rows(html, "areas")["社会救助"][1] == "0%"


def test_where_everything_is_met_the_page_says_so(small: Project) -> None:
    _, html = page(small, "standard.html")
    assert "没有。所有在办的指南都达标。" in html
    assert rows(html, "towns")["金竹畲族乡"][1] == "100%"


def test_an_exception_is_neither_met_nor_failing(small: Project) -> None:
    edit(small.guides / DIBAO, "承诺时限: 25个工作日", "承诺时限: 50个工作日")
    with (small.guides / "county.yaml").open("a", encoding="utf-8") as county:
        county.write("例外: [{事项: sa-minimum-living, 规则: E06, 文件: 省文件（文号）}]\n")
    _, html = page(small, "standard.html")
    assert "2 份依省级文件列为例外" in html
    assert "例外依据：省文件（文号）" in html
    _, guide = page(small, "jinzhu/sa-minimum-living.html")
    assert "! 例外" in guide
    assert "例外依据：省文件（文号）" in guide


def test_a_suspended_service_is_not_counted(small: Project) -> None:
    edit(small.guides / NIUTIAN, "- sa-minimum-living", "- {引用: sa-minimum-living, 状态: 暂停}")
    _, html = page(small, "standard.html")
    assert rows(html, "towns")["牛田镇"][0] == "3"


def test_every_rule_has_its_page_and_is_linked_with_its_source(small: Project) -> None:
    content = contents.of(small, catalog.load(small.guides), TODAY)
    made = {found.path: found for found in content.pages}
    html = made["standard.html"].document(content.renderer)
    for rule in RULES.values():
        path = f"handbook/rules/{rule.identifier}.html"
        assert f'href="{path}"' in html
        text = made[path].document(content.renderer)
        assert rule.title in text
        assert text.count("<figure") == len(rule.examples)
        assert "ZJ" not in text
        assert "YS" not in text


def test_a_page_is_made_anew_when_its_verdict_changes_and_no_other(small: Project) -> None:
    def keys() -> dict[str, str]:
        return contents.of(small, catalog.load(small.guides), TODAY).keys()

    before = keys()
    edit(small.guides / "townships/jinzhu/catalog.yaml", "承诺时限: 12个工作日", "通办范围: 全省")
    edit(small.guides / DIBAO, "核对日期: ", "核对日期: ")
    with (small.guides / "county.yaml").open("a", encoding="utf-8") as county:
        county.write("规则: {M15: {级别: 忽略, 原因: 试一试}}\n")
    changed = {path for path, key in keys().items() if before.get(path) != key}
    assert "jinzhu/rr-homestead.html" in changed
    assert "niutian/rr-homestead.html" not in changed
    assert "jinzhu/sa-minimum-living.html" not in changed
