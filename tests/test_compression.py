"""`guides build --compress`: every text has its compressed forms, always of the same content."""

import gzip
from pathlib import Path

import brotli
import pytest

from generator import catalog, compression, memory, site
from generator.project import Project
from tests.conftest import TODAY
from tests.test_build import changed, edit, files, stamps

SERVICE = "jinzhu/sa-minimum-living.html"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which files lie where has nothing to do with how small they are."""
    monkeypatch.setattr(compression, "QUALITY", 4)


def build(project: Project, *, compressed: bool = True) -> memory.Report:
    return site.build(project, catalog.load(project.guides), today=TODAY, compressed=compressed)


def assert_whole(folder: Path) -> None:
    """Every text of 1 KB or more has both forms, nothing else has, and they say the same."""
    found = files(folder)
    plain = {path for path in found if not path.endswith((".gz", ".br"))}
    texts = {p for p in plain if p.endswith((".html", ".css", ".js", ".json", ".svg"))}
    large = {path for path in texts if len(found[path]) >= 1024}
    assert found.keys() - plain == {path + end for path in large for end in (".gz", ".br")}
    for path in large:
        assert gzip.decompress(found[path + ".gz"]) == found[path], path
        assert brotli.decompress(found[path + ".br"]) == found[path], path


def test_texts_lie_beside_their_compressed_forms(small: Project) -> None:
    build(small)
    assert_whole(small.site)
    for name in (SERVICE, "about/privacy.html", "handbook/index.html", "assets/guide.css"):
        assert (small.site / f"{name}.br").is_file(), name


def test_compressed_forms_are_the_same_bytes_each_time(small: Project) -> None:
    build(small)
    before = files(small.site)
    site.forget(small)
    assert build(small).written == len(before)
    assert files(small.site) == before


def test_an_edit_compresses_what_it_changed_and_nothing_else(small: Project) -> None:
    build(small)
    assert build(small).written == 0
    before = stamps(small.site)
    edit(
        small.guides / "services" / "ps-id-card.yaml",
        "咨询电话:",
        "时限说明: 加急不收费\n咨询电话:",
    )
    build(small)
    touched = changed(before, stamps(small.site))
    assert {"jinzhu/ps-id-card.html", "jinzhu/ps-id-card.html.br"} <= touched
    assert f"{SERVICE}.gz" not in touched
    assert_whole(small.site)


def test_a_withdrawn_service_takes_its_compressed_forms_along(small: Project) -> None:
    build(small)
    for town in ("jinzhu", "niutian"):
        edit(small.guides / "townships" / town / "catalog.yaml", "- ps-id-card\n", "")
    assert build(small).deleted == 2 * 2 * 3
    assert_whole(small.site)


@pytest.mark.parametrize("ending", [".gz", ".br"])
def test_a_compressed_form_that_was_touched_is_made_again(small: Project, ending: str) -> None:
    build(small)
    before = files(small.site)
    path = small.site / f"{SERVICE}{ending}"
    path.write_bytes(b"an old page")
    build(small)
    assert files(small.site) == before
    path.unlink()
    build(small)
    assert files(small.site) == before


def test_a_file_that_becomes_small_loses_its_compressed_forms(small: Project) -> None:
    style = small.settings.parent / "site_overrides" / "assets" / "guide.css"
    build(small)
    style.write_text("body { color: black }\n", encoding="utf-8")
    build(small)
    assert not (small.site / "assets" / "guide.css.gz").exists()
    assert_whole(small.site)


def test_a_build_without_compression_leaves_no_stale_forms(small: Project) -> None:
    build(small, compressed=False)
    plain = files(small.site)
    build(small)
    assert_whole(small.site)
    build(small, compressed=False)
    assert files(small.site) == plain
