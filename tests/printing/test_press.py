"""The press makes what changed and nothing else, and tells what went wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.printing import choosing, manifest, press
from generator.printing.edition import Choice, Edition
from generator.printing.kinds import KINDS, Kind
from generator.printing.press import Report
from generator.project import Project
from tests.conftest import TODAY

LATER = date(2026, 12, 1)
LOW = "jinzhu/poster/sa-minimum-living.pdf"
POSTER: Kind = next(kind for kind in KINDS if kind.name == "poster")
Run = Callable[..., Result]


def quiet(*_: object) -> None:
    """Tells nobody."""


def printed(edition: Edition, folder: Path, today: date = TODAY) -> Report:
    order = press.order(edition, [POSTER])
    return press.run(order, folder, today, quiet)


@pytest.fixture
def run(small: Project) -> Run:
    """`guides print` in a small county, on the day of the tests."""

    def call(*arguments: str) -> Result:
        common = ["print", "-f", str(small.settings), "--today", f"{TODAY}"]
        return CliRunner().invoke(main, [*common, *arguments])

    return call


def test_sheets_lie_by_township_kind_and_service(little: Edition, tmp_path: Path) -> None:
    report = printed(little, tmp_path)
    assert len(report.made) == report.wanted == 9
    assert (tmp_path / LOW).read_bytes().startswith(b"%PDF")


def test_unchanged_sheets_are_not_made_again_and_keep_their_day(
    little: Edition, tmp_path: Path
) -> None:
    printed(little, tmp_path)
    before = (tmp_path / LOW).stat().st_mtime_ns
    report = printed(replace(little, today=LATER), tmp_path, LATER)
    assert report.made == ()
    assert (tmp_path / LOW).stat().st_mtime_ns == before
    assert manifest.load(tmp_path)[LOW].issued == f"{TODAY}"


def test_a_sheet_that_was_lost_is_made_again_with_its_old_day(
    little: Edition, tmp_path: Path
) -> None:
    printed(little, tmp_path)
    before = (tmp_path / LOW).read_bytes()
    (tmp_path / LOW).unlink()
    assert printed(replace(little, today=LATER), tmp_path, LATER).made == (LOW,)
    assert (tmp_path / LOW).read_bytes() == before


def test_a_changed_sheet_is_made_again(run: Run, small: Project) -> None:
    run("--kind", "poster")
    service = small.guides / "services" / "sa-minimum-living.yaml"
    text = service.read_text(encoding="utf-8")
    service.write_text(text.replace("承诺时限: 25个工作日", "承诺时限: 24个工作日"), "utf-8")
    done = run("--kind", "poster")
    assert "新印 2 张" in done.output  # one in each township


def test_sheets_of_what_is_no_longer_offered_are_taken_away(
    little: Edition, tmp_path: Path
) -> None:
    printed(little, tmp_path)
    towns = tuple(replace(one, guides=one.guides[1:]) for one in little.catalog.townships)
    fewer = replace(little, catalog=replace(little.catalog, townships=towns))
    report = printed(fewer, tmp_path)
    assert report.deleted == 2
    assert {*manifest.load(tmp_path)} == {
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.pdf")
    }


def test_printing_a_part_leaves_the_rest_alone(little: Edition, tmp_path: Path) -> None:
    printed(little, tmp_path)
    only = Choice(frozenset({"jinzhu"}), services=frozenset({"sa-minimum-living"}))
    report = printed(replace(little, choice=only), tmp_path)
    assert (report.wanted, report.deleted) == (1, 0)
    assert len(manifest.load(tmp_path)) == 9


def test_the_manifest_tells_where_a_sheet_hangs_and_who_is_on_it(
    little: Edition, tmp_path: Path
) -> None:
    printed(little, tmp_path)
    entry = manifest.load(tmp_path)[LOW]
    assert entry.hangs == (("jinzhu", "金竹畲族乡便民服务中心", 1),)
    assert entry.people == (("jinzhu", "A03"), ("jinzhu", "A04"))
    assert entry.pages == 1
    assert entry.files == (LOW,)
    assert entry.title == "怎样办低保（金竹畲族乡）"


def test_a_damaged_manifest_means_that_everything_is_made_anew(
    little: Edition, tmp_path: Path
) -> None:
    printed(little, tmp_path)
    (tmp_path / manifest.NAME).write_text("{]", encoding="utf-8")
    assert len(printed(little, tmp_path).made) == 9


def test_a_sheet_that_fails_is_told_and_the_others_are_made(run: Run, small: Project) -> None:
    own = small.guides / "townships" / "jinzhu" / "catalog.yaml"
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace("日常用语: 三月三报名", "日常用语: 三月三\U000f0000"), "utf-8")
    done = run("--kind", "poster")
    assert done.exit_code == 1
    assert "没有印成" in done.output
    assert "jinzhu/poster/jinzhu-she-festival.pdf" in done.output
    assert "新印 8 张" in done.output


def test_many_sheets_are_made_by_several_processes_and_are_the_same(
    little: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed(little, tmp_path / "one")
    monkeypatch.setattr(press, "WORTH_SHARING", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    printed(little, tmp_path / "two")
    for path in (tmp_path / "one").rglob("*.*"):
        twin = tmp_path / "two" / path.relative_to(tmp_path / "one")
        assert twin.read_bytes() == path.read_bytes()


def test_progress_counts_to_the_end(little: Edition, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    order = press.order(little, [POSTER])
    press.run(order, tmp_path, TODAY, lambda *one: told.append(one))
    assert told == [(count, 9, "poster") for count in range(1, 10)]


def test_the_command_prints_beside_the_settings(run: Run, small: Project) -> None:
    done = run("--kind", "poster", "--township", "金竹畲族乡", "--service", "低保")
    assert done.exit_code == 0
    assert "共 1 张，新印 1 张" in done.output
    assert (small.settings.parent / "print" / LOW).is_file()
    again = run("--kind", "poster", "--township", "jinzhu", "--service", "sa-minimum-living")
    assert "没有变的 1 张" in again.output


def test_pictures_and_large_print_lie_beside_the_others(run: Run, small: Project) -> None:
    common = ("--township", "jinzhu", "--service", "低保", "--kind")
    run(*common, "poster", "--png")
    run(*common, "guide", "--large")
    run(*common, "poster", "--paper", "a2")
    made = small.settings.parent / "print" / "jinzhu"
    assert (made / "poster" / "sa-minimum-living.png").is_file()
    assert (made / "guide-large" / "sa-minimum-living.pdf").is_file()
    assert (made / "poster-a2" / "sa-minimum-living.pdf").is_file()


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("--kind", "postr"), "没有“postr”这一种，是不是“poster”？"),
        (("--township", "jinzu"), "没有“jinzu”这个乡镇，是不是“jinzhu”？"),
        (("--service", "sa-minimum-livin"), "是不是“sa-minimum-living”？"),
        (("--village", "坪溪村"), "没有“坪溪村”这个村，是不是“坪溪村委会”？"),
        (("--kind", "poster", "--large"), "没有大字版。有大字版的：guide"),
        (("--kind", "guide", "--paper", "a2"), "不能印在 a2 上。可以用：a4"),
    ],
)
def test_a_name_that_is_nothings_gets_the_closest_that_is(
    run: Run, arguments: tuple[str, ...], answer: str
) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert answer in done.output


def test_what_is_chosen_decides_which_kinds_are_printed() -> None:
    def names(chosen: Choice) -> set[str]:
        return {kind.name for kind in choosing.kinds((), chosen, "", is_large=False)}

    everything = names(Choice())
    assert {"poster", "guide", "booklet"} <= everything
    of_a_service = names(Choice(services=frozenset({"sa-minimum-living"})))
    assert {"poster", "guide"} <= of_a_service
    assert "booklet" not in of_a_service
    assert {kind.name for kind in choosing.kinds((), Choice(), "a2", is_large=False)} >= {"poster"}


def test_a_catalog_that_may_not_be_published_is_not_printed(run: Run, small: Project) -> None:
    (small.guides / "county.yaml").write_text("名称：乐安县\n", encoding="utf-8")
    done = run("--kind", "poster")
    assert done.exit_code == 1
    assert "没有印" in done.output
    assert not (small.settings.parent / "print").exists()
