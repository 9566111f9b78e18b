"""The built site of the whole county: every link leads somewhere, and every page says its piece."""

import gzip
import json
import re
from pathlib import Path

import jsonschema
import pytest

from generator import catalog, contents
from generator.project import Project
from tests import html
from tests.conftest import TODAY, build

SERVICE = "jinzhu/sa-minimum-living.html"
FACTS = ("跑几次", "几天", "多少钱", "带什么", "去哪办", "找谁办")


@pytest.fixture(scope="module")
def documents(county: Project) -> dict[Path, html.Document]:
    return {path: html.read(path) for path in sorted(county.site.rglob("*.html"))}


def test_every_link_leads_to_a_page_and_an_anchor_that_exist(
    documents: dict[Path, html.Document],
) -> None:
    dead = []
    ids = {path: set(document.ids) for path, document in documents.items()}
    for path, document in documents.items():
        for words, address in document.links:
            found = html.target(path, address)
            if found is None:
                continue
            file, anchor = found
            if not file.is_file() or (anchor and file in ids and anchor not in ids[file]):
                dead.append(f"{path.name}: {words} -> {address}")
    assert dead == []


def test_nothing_is_loaded_from_elsewhere(
    county: Project, documents: dict[Path, html.Document]
) -> None:
    for path, document in documents.items():
        for address in document.loads:
            found = html.target(path, address)
            assert found is not None, f"{path}: {address}"
            assert found[0].is_file(), f"{path}: {address}"
    for style in county.site.rglob("*.css"):
        urls = re.findall(r"url\((?!['\"]?data:)([^)]*)\)", style.read_text(encoding="utf-8"))
        assert [url for url in urls if "//" in url] == [], style


def test_links_that_leave_the_site_are_none_of_ours(documents: dict[Path, html.Document]) -> None:
    allowed = {"squidfunk.github.io"}  # the theme's own credit on handbook pages
    for path, document in documents.items():
        for _, address in document.links:
            if address.startswith("http"):
                assert address.split("/")[2] in allowed, f"{path}: {address}"


def test_every_page_has_one_heading_a_title_and_a_language(
    documents: dict[Path, html.Document],
) -> None:
    for path, document in documents.items():
        assert len(document.headings) == 1, path
        assert document.title, path
        assert document.language in {"zh-CN", "zh"}, path
        assert len(document.ids) == len(set(document.ids)), path


def test_every_page_is_marked_as_a_demonstration(documents: dict[Path, html.Document]) -> None:
    assert [path for path, document in documents.items() if "演示数据" not in document.text] == []


def test_a_resident_walks_from_home_to_a_guide_by_words(county: Project) -> None:
    home = county.site / "index.html"
    town = html.follow(home, "金竹畲族乡")
    assert html.follow(town, "低保") == county.site / SERVICE
    area = html.follow(home, "救社会救助")
    assert html.follow(area, "金竹畲族乡") == town
    for words, page in (
        ("窗口和值班", "hall.html"),
        ("工作人员", "staff.html"),
        ("政务公开目录", "open.html"),
        ("坪溪村委会", "v200.html"),
    ):
        assert html.follow(town, words) == town.parent / page
    assert html.follow(home, "怎么用这个网站").is_file()
    assert html.follow(home, "工作人员手册").is_file()


def test_the_whole_county_is_there(county: Project) -> None:
    towns = [path.parent for path in county.site.glob("*/hall.html")]
    villages = [path for town in towns for path in town.glob("v*.html")]
    groups = sum(path.read_text(encoding="utf-8").count("小组</b>") for path in villages)
    assert (len(towns), len(villages), groups) == (16, 197, 2460)


def test_every_guide_answers_the_six_questions(county: Project) -> None:
    data = json.loads((county.site / "catalog.json").read_text(encoding="utf-8"))
    for town in data["townships"]:
        for identifier in town["services"]:
            text = html.read(county.site / town["slug"] / f"{identifier}.html").text
            assert [fact for fact in FACTS if fact not in text] == [], identifier


def test_the_open_data_keeps_to_its_schema(county: Project) -> None:
    data = json.loads((county.site / "catalog.json").read_text(encoding="utf-8"))
    schema = json.loads((county.site / "catalog.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    assert len(data["services"]) == 46
    assert sum(len(town["services"]) for town in data["townships"]) == 16 * 46 + 2


def test_a_guide_is_light_enough_for_a_weak_signal(county: Project) -> None:
    page = county.site / SERVICE
    loads = html.read(page).loads
    files = [page, *(found[0] for one in loads if (found := html.target(page, one)))]
    sizes = {path.suffix: len(gzip.compress(path.read_bytes())) for path in files}
    assert sum(sizes.values()) <= 40_000, sizes
    assert sizes[".js"] <= 10_000
    assert len(files) <= 6


def test_the_search_index_is_small(county: Project) -> None:
    index = (county.site / "assets" / "search-index.js").read_bytes()
    assert len(gzip.compress(index)) <= 60_000


def test_what_a_clerk_types_is_shown_as_text(small: Project) -> None:
    nasty = """<script>alert(1)</script>"'&{{ 7*7 }}"""
    path = small.guides / "services" / "sa-minimum-living.yaml"
    text = path.read_text(encoding="utf-8")
    quoted = nasty.replace("'", "''")
    for name in ("日常用语: 低保", "事项名称: 最低生活保障审核确认"):
        text = text.replace(name, f"{name.split(':')[0]}: '{quoted}'")
    path.write_text(text, encoding="utf-8")
    build(small)
    for page in small.site.rglob("*.html"):
        assert "<script>alert" not in page.read_text(encoding="utf-8"), page
    page = small.site / SERVICE
    assert html.read(page).headings == [nasty]
    index = (small.site / "assets" / "search-index.js").read_text(encoding="utf-8")
    services = json.loads(index.removeprefix("guideIndex="))["services"]
    assert any(nasty in service for service in services)


def test_a_guides_version_changes_with_what_it_says_and_only_then(small: Project) -> None:
    def versions() -> dict[str, str]:
        content = contents.of(small, catalog.load(small.guides), TODAY)
        data = json.loads(content.texts["catalog.json"].make())
        return {
            f"{town['slug']}/{name}": offer["version"]
            for town in data["townships"]
            for name, offer in town["services"].items()
        }

    before = versions()
    path = small.guides / "townships" / "jinzhu" / "catalog.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("承诺时限: 12个", "承诺时限: 11个"), encoding="utf-8")
    after = versions()
    assert {name for name in before if before[name] != after[name]} == {"jinzhu/rr-homestead"}


def test_a_county_published_under_a_path_finds_its_way_home_from_the_404_page(
    small: Project,
) -> None:
    text = small.settings.read_text(encoding="utf-8")
    small.settings.write_text(
        f"{text}\nsite_url: https://example.invalid/guides/\n", encoding="utf-8"
    )
    build(Project.load(small.settings))
    links = dict(html.read(small.site / "404.html").links)
    assert links["回到首页"] == "/guides/index.html"
