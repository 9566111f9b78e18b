"""The built site of the whole county: every link leads somewhere, and every page says its piece."""

import gzip
import json
from pathlib import Path

import pytest

from generator.project import Project
from tests import html
from tests.conftest import NASTY, build
from tests.test_build import edit

SERVICE = "jinzhu/sa-minimum-living.html"
QUESTIONS = {"跑几次", "几天", "多少钱", "带什么", "去哪办", "找谁办"}
Documents = dict[Path, html.Document]


@pytest.fixture(scope="module")
def documents(county: Project) -> Documents:
    return html.read_all(county.site)


@pytest.fixture(scope="module")
def guides(county: Project, documents: Documents) -> list[Path]:
    """Every service as every township offers it, in the standard view."""
    towns = {path.parent for path in county.site.glob("*/hall.html")}
    return [path for path in documents if path.parent in towns and is_guide(path)]


PAGES = {"index", "hall", "staff", "duty", "open", "bring", "loud", "news", "rounds"}


def is_guide(path: Path) -> bool:
    return path.stem not in PAGES and not (path.stem[0] == "v" and path.stem[1:].isdigit())


def test_every_link_leads_to_a_page_and_an_anchor_that_exist(documents: Documents) -> None:
    assert html.dead_links(documents) == []


def test_every_page_is_reached_from_home(county: Project, documents: Documents) -> None:
    home, lost = county.site / "index.html", county.site / "404.html"
    assert documents.keys() - html.reached(documents, home) == {lost}


def test_everything_loaded_is_there(documents: Documents) -> None:
    for path, document in documents.items():
        for address in document.loads:
            if address.startswith("data:"):
                continue
            found = html.target(path, address)
            assert found is not None, f"{path}: {address}"
            assert found[0].is_file(), f"{path}: {address}"


def test_no_style_fetches_anything_from_elsewhere(county: Project) -> None:
    for path in (*county.site.rglob("*.css"), *county.site.rglob("*.html")):
        assert html.FETCHED.findall(path.read_text(encoding="utf-8")) == [], path


def test_our_own_files_name_no_other_host(county: Project) -> None:
    own = [*(county.site / "assets").glob("*.*"), county.site / "sw.js"]
    assert len(own) >= 8
    for path in own:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in text, path


def test_links_that_leave_the_site_are_none_of_ours(documents: Documents) -> None:
    allowed = {"squidfunk.github.io"}  # the theme's own credit on handbook pages
    for path, document in documents.items():
        for _, address in document.links:
            if address.startswith(("http", "//")):
                assert address.split("/")[2] in allowed, f"{path}: {address}"


def test_every_page_has_one_heading_a_title_a_language_and_fits_a_phone(
    documents: Documents,
) -> None:
    for path, document in documents.items():
        # The theme writes the shorter name; one page of the handbook has the guides' frame.
        handbook = path.parent.name == "handbook" and path.stem != "design"
        assert document.language == ("zh" if handbook else "zh-CN"), path
        assert len(document.headings) == 1, path
        assert document.title, path
        assert document.viewport.startswith("width=device-width"), path
        assert len(document.ids) == len(set(document.ids)), path


def test_forwarded_pages_say_what_they_are(documents: Documents, guides: list[Path]) -> None:
    said = {path: document.meta for path, document in documents.items() if document.meta}
    for path in documents:
        if path.parent.name != "handbook":
            assert said[path]["og:title"], path
            assert said[path]["og:description"] == said[path]["description"], path
    for path in guides:
        assert "怎么办 - " in documents[path].title, path
        assert len(said[path]["description"]) >= 30, path
    titles = [documents[path].title for path in guides]
    assert len(titles) == len(set(titles))


def test_an_address_is_named_only_where_one_is_set(small: Project) -> None:
    build(small)
    guide = small.site / SERVICE
    assert "canonical" not in guide.read_text(encoding="utf-8")
    with small.settings.open("a", encoding="utf-8") as settings:
        settings.write("\nsite_url: https://example.invalid/guides\n")
    build(Project.load(small.settings))
    address = f"https://example.invalid/guides/{SERVICE}"
    assert f'<link rel="canonical" href="{address}">' in guide.read_text(encoding="utf-8")
    assert html.read(guide).meta["og:url"] == address


def test_every_page_is_marked_as_a_demonstration(documents: Documents) -> None:
    assert [path for path, document in documents.items() if "演示数据" not in document.text] == []


def test_a_resident_walks_from_home_to_a_guide_by_words(county: Project) -> None:
    home = county.site / "index.html"
    town = html.follow(home, "金竹畲族乡")
    assert html.follow(town, "低保") == county.site / SERVICE
    area = html.follow(home, "救社会救助")
    assert html.follow(area, "金竹畲族乡") == town
    for words, page in (
        ("今天谁在岗", "duty.html"),
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
    home = html.read(county.site / "index.html").text
    assert "全县 16 个乡镇、197 个村（居）委会、2460 个村民小组" in home


def test_every_guide_answers_the_six_questions_and_can_be_called_from(guides: list[Path]) -> None:
    assert len(guides) == 16 * 46 + 2
    for path in guides:
        answers = html.answers(path)
        assert answers.keys() == QUESTIONS, path
        assert all(map(html.words, answers.values())), path
        assert 'href="tel:' in answers["找谁办"], path


def test_the_search_index_is_small(county: Project) -> None:
    index = (county.site / "assets" / "search-index.js").read_bytes()
    assert len(gzip.compress(index)) <= 15_000


def test_the_search_index_names_pages_and_places_that_there_are(
    county: Project, documents: Documents
) -> None:
    text = (county.site / "assets" / "search-index.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("guideIndex="))
    places = [(name, county.site, address) for name, _, address, *_ in index["pages"]]
    for slug, *_ in index["towns"]:
        places += [(name, county.site / slug, file) for name, _, file, *_ in index["here"]]
    for name, folder, address in places:
        path, _, anchor = address.partition("#")
        document = documents[folder / path]
        if anchor:
            assert anchor in document.ids, name
        elif folder == county.site:
            assert document.headings == [name]
    named = {path for _, folder, path in places if folder == county.site}
    families = {f"for/{path.name}" for path in (county.site / "for").glob("*.html")}
    ours = {path.name for path in county.site.glob("*.html")} - {"index.html", "404.html"}
    assert ours | families <= named


def test_what_a_clerk_types_is_shown_as_text(nasty: Project) -> None:
    for path in nasty.site.rglob("*.html"):
        assert "<script>alert" not in path.read_text(encoding="utf-8"), path
    for name in ("index.html", "sa-minimum-living.html", "v200.html"):
        assert html.read(nasty.site / "jinzhu" / name).headings == [NASTY]
    assert NASTY in html.read(nasty.site / "jinzhu" / "staff.html").text


def test_what_a_clerk_types_is_data_for_programs(nasty: Project) -> None:
    index = (nasty.site / "assets" / "search-index.js").read_text(encoding="utf-8")
    found = json.loads(index.removeprefix("guideIndex="))
    assert any(NASTY in service for service in found["services"])
    assert any(NASTY in village for village in found["villages"])
    data = json.loads((nasty.site / "catalog.json").read_text(encoding="utf-8"))
    assert data["county"]["name"] == NASTY
    assert data["services"]["sa-minimum-living"]["name"] == NASTY


def test_the_handbook_shows_the_sites_name_as_text(small: Project) -> None:
    edit(small.settings, "site_name: 乐安县办事指南", "site_name: 'A<b>B</b>'")
    build(small)
    assert "← 回到A<b>B</b>" in html.read(small.site / "handbook" / "index.html").text


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
