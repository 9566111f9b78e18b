"""Whole pages against golden files: what a resident reads, word by word."""

import re

import pytest

from generator import catalog, contents
from generator.project import Project
from tests.conftest import TODAY, Golden

PAGES = (
    "index.html",
    "404.html",
    "offline.html",
    "search.html",
    "area/social-assistance.html",
    "away.html",
    "for/disabled.html",
    "for/index.html",
    "lead.html",
    "overview.html",
    "powers.html",
    "proxy-letter.html",
    "walls.html",
    "jinzhu/index.html",
    "jinzhu/hall.html",
    "jinzhu/staff.html",
    "jinzhu/duty.html",
    "jinzhu/open.html",
    "jinzhu/loud.html",
    "jinzhu/news.html",
    "jinzhu/bring.html",
    "jinzhu/v200.html",
    "jinzhu/sa-minimum-living.html",
    "jinzhu/ps-id-card.html",
    "jinzhu/jinzhu-she-festival.html",
    "standard.html",
    "handbook/rules/T04.html",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_as_it_should(small: Project, golden: Golden, path: str) -> None:
    content = contents.of(small, catalog.load(small.guides), TODAY)
    page = next(page for page in content.pages if page.path == path)
    html = page.document(content.renderer)
    golden(re.sub(r"\?[0-9a-f]{8}", "?version", html), path.replace("/", "-"))


def test_a_service_with_the_least_in_it_still_makes_a_page(small: Project) -> None:
    (small.guides / "services" / "bare.yaml").write_text(
        "事项名称: 只有名字的事项\n领域: 环保\n主管部门: 部门\n事项类型: 公共服务\n"
        "办件类型: 承诺件\n收费: 不收费\n",
        encoding="utf-8",
    )
    path = small.guides / "townships" / "jinzhu" / "catalog.yaml"
    path.write_text("事项:\n- bare\n", encoding="utf-8")
    loaded = catalog.load(small.guides)
    assert loaded.problems == ()
    content = contents.of(small, loaded, TODAY)
    page = next(page for page in content.pages if page.path == "jinzhu/bare.html")
    html = page.document(content.renderer)
    for words in ("办理渠道待补充", "材料清单待补充", "待公布", "流程待补充", "资料来源：未注明"):
        assert words in html


def test_every_page_of_a_township_stands_in_its_folder(small: Project) -> None:
    content = contents.of(small, catalog.load(small.guides), TODAY)
    paths = [page.path for page in content.pages]
    assert len(paths) == len(set(paths))
    assert {path.partition("/")[0] for path in paths if "/" in path} == {
        "area",
        "for",
        "handbook",
        "jinzhu",
        "niutian",
    }
