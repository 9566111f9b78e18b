"""群众评价 on the site: what residents said of a guide, and where they say it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator import catalog, contents, ratings, site
from generator.cli import main
from generator.heard import Heard
from generator.pages import elder
from generator.project import Project
from generator.ratings import Ratings
from tests import html
from tests.conftest import NASTY, TODAY
from tests.hosting import Host, hosted
from tests.test_weight import BYTES, REQUESTS, SCRIPT, parts, weight

GUIDE = "jinzhu/sa-minimum-living.html"
PAPER = "家庭经济状况核对授权书"
CELL = {"n": 12, "good": {"part": 11, "of": 12}, "once": {"part": 9, "of": 10}}
THIN = {"n": 7, "good": {"part": 0, "of": 0}, "once": {"part": 0, "of": 0}}
RATED = {"verified": CELL, "open": THIN, "missing": [[PAPER, 6]], "until": "2026-11-22"}


def file(**changes: object) -> dict[str, Any]:
    """A `ratings.json` about 低保 in 金竹."""
    town = {"all": {**RATED, "missing": []}, "services": {"sa-minimum-living": RATED}}
    whole = {**RATED, "missing": []}
    data = {"format": 1, "county": "361025000000", "all": whole, "townships": {"jinzhu": town}}
    return {**data, **changes}


def read(project: Project, data: object) -> Ratings:
    return ratings.of_text(json.dumps(data), catalog.load(project.guides))


def page(project: Project, path: str, said: Ratings = ratings.NOTHING) -> str:
    content = contents.of(project, catalog.load(project.guides), TODAY, Heard(said))
    found = next(one for one in content.pages if one.path == path)
    return dict(found.documents(content.renderer))[path]


def section(document: str) -> str:
    return document.partition('<section id="ratings">')[2].partition("</section>")[0]


def settle(project: Project, path: str = "/api/v1/") -> None:
    """Tells the site where the feedback service is."""
    text = project.settings.read_text(encoding="utf-8")
    option = f"  - township-guides:\n      feedback: {path}\n"
    project.settings.write_text(text.replace("  - township-guides\n", option), encoding="utf-8")


def with_feedback(project: Project) -> Project:
    settle(project)
    return Project.load(project.settings)


def test_a_guide_shows_what_was_said_against_what_it_promises(small: Project) -> None:
    shown = section(page(small, GUIDE, read(small, file())))
    assert "指南承诺到窗口办跑 1 次" in shown
    assert "<b>92%</b><small>12 人里 11 人</small>" in shown
    assert "<b>90%</b><small>10 人里 9 人</small>" in shown
    assert shown.index("已核验") < shown.index("公开评价")
    assert f"{PAPER}（6 人）" in shown
    assert "<b>—</b><small>人数太少，不公布</small>" in shown
    assert "截至 2026-11-22" in shown
    assert "data-rate" not in shown


def test_a_township_shows_what_was_said_of_all_its_guides(small: Project) -> None:
    said = read(small, file())
    assert "12 人里 11 人" in section(page(small, "jinzhu/index.html", said))
    assert section(page(small, "niutian/index.html", said)) == ""


def test_the_score_stands_beside_what_was_said_of_the_whole_county(small: Project) -> None:
    told = page(small, "standard.html", read(small, file())).partition('<section id="told">')[2]
    told = told.partition("</section>")[0]
    assert "<b>100%</b><span>指南承诺最多跑一次</span><small>9 / 9 份指南" in told
    assert "<b>90%</b><span>一次办成</span><small>10 人里 9 人，已核验" in told
    assert "公开评价" not in told  # too few people: nothing to show
    assert "截至 2026-11-22 的评价" in told


@pytest.mark.parametrize("whole", [None, {**RATED, "verified": None}])
def test_a_score_without_published_ratings_says_nothing_of_them(
    small: Project, whole: object
) -> None:
    shown = page(small, "standard.html", read(small, file(all=whole)))
    assert 'id="told"' not in shown


def test_a_guide_without_ratings_says_so_in_one_line(small: Project) -> None:
    shown = section(page(small, "jinzhu/ps-id-card.html", read(small, file())))
    assert "评价的人还太少，没有数字可以公布。" in shown
    assert "counters" not in shown


def test_a_county_without_ratings_has_nothing_of_them_on_its_pages(small: Project) -> None:
    content = contents.of(small, catalog.load(small.guides), TODAY)
    assert "群众评价" not in page(small, GUIDE)
    assert "assets/rate-form.js" not in content.texts


def test_only_guides_whose_ratings_changed_are_built_anew(small: Project) -> None:
    loaded = catalog.load(small.guides)
    first, second = file(), file()
    second["townships"]["jinzhu"]["services"]["sa-minimum-living"] = {**RATED, "open": None}
    site.build(small, loaded, today=TODAY, said=Heard(read(small, first)))
    done = site.build(small, loaded, today=TODAY, said=Heard(read(small, second)))
    assert done.written == 2  # the guide and its 长辈版


def test_a_guide_links_to_where_it_is_rated_with_its_version(small: Project) -> None:
    project = with_feedback(small)
    content = contents.of(project, catalog.load(project.guides), TODAY)
    data = json.loads(content.texts["catalog.json"].make())
    (jinzhu,) = (one for one in data["townships"] if one["slug"] == "jinzhu")
    version = jinzhu["services"]["sa-minimum-living"]["version"]
    address = f'href="/api/v1/rate/jinzhu/sa-minimum-living?v={version}"'
    assert f"data-rate {address}" in section(page(project, GUIDE))
    built = dict(
        next(one for one in content.pages if one.path == GUIDE).documents(content.renderer)
    )
    assert address[:-1] + '&amp;view=elder"' in built[elder.path(GUIDE)]


def test_a_guide_that_can_be_rated_is_still_light(small: Project) -> None:
    project = with_feedback(small)
    said = read(project, file())
    site.build(project, catalog.load(project.guides), today=TODAY, said=Heard(said))
    for path in (GUIDE, elder.path(GUIDE)):
        opened = project.site / path
        files = parts(opened, html.read(opened))
        assert len(files) <= REQUESTS
        assert sum(weight(one) for one in files if one.suffix == ".js") <= SCRIPT
        assert sum(map(weight, files)) <= BYTES
    later = [project.site / "assets" / name for name in ("rate.js", "rate-form.js", "rate.css")]
    assert sum(map(weight, later)) <= 7_500


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "是第 None 版，这里能读第 1 版"),
        (file(format=2), "是第 2 版，这里能读第 1 版，请把两边的程序更新到一样新"),
        (file(county="361024000000"), "是别的县的（代码 361024000000）"),
        (file(townships={"jinzhu": {}}), "里的 townships.jinzhu.services 写得不对"),
        (file(townships={"jinzhu": {"services": {"a": {"until": "soon"}}}}), "写得不对"),
    ],
)
def test_what_cannot_be_used_is_told_and_left_out(small: Project, data: object, words: str) -> None:
    found = read(small, data)
    assert found.guides == {}
    assert len(found.told) == 1
    assert words in found.told[0]


def test_what_is_not_json_is_told(small: Project) -> None:
    (told,) = ratings.of_text("<html>", catalog.load(small.guides)).told
    assert "不是 JSON" in told


def test_what_the_catalog_has_not_is_told_and_the_rest_is_used(small: Project) -> None:
    data = file()
    data["townships"]["mars"] = data["townships"]["jinzhu"]
    data["townships"]["jinzhu"]["services"]["gone"] = RATED
    found = read(small, data)
    assert set(found.guides) == {("jinzhu", "sa-minimum-living")}
    assert [line for line in found.told if "gone" in line or "mars" in line] == list(found.told)
    assert len(found.told) == 2


def test_what_somebody_wrote_into_the_file_stays_text(small: Project) -> None:
    data = file()
    data["townships"]["jinzhu"]["services"]["sa-minimum-living"] = {
        **RATED,
        "missing": [[NASTY, 6]],
    }
    assert "<script>alert" not in section(page(small, GUIDE, read(small, data)))


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "ratings.txt").write_text(json.dumps(file()), encoding="utf-8")
    with hosted(tmp_path / "web") as found:
        yield found


def test_an_address_that_does_not_answer_is_made_up_for_by_its_last_answer(
    small: Project, host: Host
) -> None:
    loaded, address = catalog.load(small.guides), f"{host.url}/ratings.txt"
    assert ratings.read(address, loaded, small.kept("ratings.json")).told == ()
    host.down()
    found = ratings.read(address, loaded, small.kept("ratings.json"))
    assert found.guides
    assert "先用上一次取到的" in found.told[0]
    small.kept("ratings.json").unlink()
    found = ratings.read(address, loaded, small.kept("ratings.json"))
    assert not found.guides
    assert "网页上先不写" in found.told[0]


def test_build_takes_a_file_and_tells_what_it_left_out(small: Project, tmp_path: Path) -> None:
    given = tmp_path / "ratings.json"
    given.write_text(json.dumps(file(format=9)), encoding="utf-8")
    command = ["build", "-f", str(small.settings), "--today", "2026-11-24", "--ratings"]
    done = CliRunner().invoke(main, [*command, str(given)])
    assert done.exit_code == 0
    assert "群众评价没有用上" in done.stderr
    missing = CliRunner().invoke(main, [*command, str(tmp_path / "none.json")])
    assert missing.exit_code == 0
    assert "群众评价取不到" in missing.stderr


@pytest.mark.parametrize("path", ["https://api.example/v1/", "//api.example/", "api/v1/", "/api"])
def test_a_service_on_another_host_is_refused(small: Project, path: str) -> None:
    settle(small, path)
    done = CliRunner().invoke(main, ["build", "-f", str(small.settings)])
    assert done.exit_code == 1
    assert "要写本网站上的路径" in done.output
