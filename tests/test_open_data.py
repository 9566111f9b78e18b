"""`catalog.json`: what other programs and the feedback API read, and that it is what pages say."""

import json
from typing import Any

import jsonschema
import pytest

from generator import catalog, contents
from generator.project import Project
from tests import html
from tests.conftest import TODAY
from tests.test_build import edit


@pytest.fixture(scope="module")
def data(county: Project) -> Any:  # noqa: ANN401  (JSON)
    return json.loads((county.site / "catalog.json").read_text(encoding="utf-8"))


def offers(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every offer by the path of its page, and with its identifier."""
    return {
        f"{town['slug']}/{offer['page']}": {"identifier": identifier, **offer}
        for town in data["townships"]
        for identifier, offer in town["services"].items()
    }


def versions(project: Project) -> dict[str, str]:
    """The version of each guide, had the project been built now."""
    content = contents.of(project, catalog.load(project.guides), TODAY)
    found = offers(json.loads(content.texts["catalog.json"].make()))
    return {path.removesuffix(".html"): offer["version"] for path, offer in found.items()}


def test_the_open_data_keeps_to_its_schema(county: Project, data: dict[str, Any]) -> None:
    schema = json.loads((county.site / "catalog.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    assert len(data["services"]) == 46
    assert len(data["townships"]) == 16
    assert sum(len(town["villages"]) for town in data["townships"]) == 197


def test_every_guide_stands_in_the_open_data_and_every_entry_has_its_page(
    county: Project, data: dict[str, Any]
) -> None:
    pages = {
        path.relative_to(county.site).as_posix()
        for town in data["townships"]
        for path in (county.site / town["slug"]).glob("*.html")
        if '<div class="facts">' in path.read_text(encoding="utf-8")
    }
    assert offers(data).keys() == pages


def test_the_open_data_says_who_fails_the_standard_and_by_which_rule(small: Project) -> None:
    edit(small.guides / "services/sa-minimum-living.yaml", "承诺时限: 25", "承诺时限: 50")
    content = contents.of(small, catalog.load(small.guides), TODAY)
    found = offers(json.loads(content.texts["catalog.json"].make()))
    assert found["jinzhu/sa-minimum-living.html"]["standard"] == {
        "mark": "未达标",
        "failed": ["E06"],
        "excepted": [],
    }
    assert found["jinzhu/ps-id-card.html"]["standard"]["mark"] == "达标"


def test_the_open_data_says_what_the_pages_say(county: Project, data: dict[str, Any]) -> None:
    for path, offer in offers(data).items():
        service = offer.get("service") or data["services"][offer["identifier"]]
        page = county.site / path
        assert html.read(page).headings == [service["plainName"]], path
        answers = {name: html.words(answer) for name, answer in html.answers(page).items()}
        least = service["trips"]["least"]
        assert answers["跑几次"].startswith(f"跑 {least} 次" if least else "不用跑"), path
        assert f"{offer['window']}号窗口" in answers["去哪办"], path


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        (
            "services/ps-id-card.yaml",
            "承诺时限: 20日",
            "承诺时限: 19日",
            {"jinzhu/ps-id-card", "niutian/ps-id-card"},
        ),
        (
            "townships/jinzhu/catalog.yaml",
            "承诺时限: 12个",
            "承诺时限: 11个",
            {"jinzhu/rr-homestead"},
        ),
        (
            "townships/jinzhu/catalog.yaml",
            "其他: {窗口: 1",
            "其他: {窗口: 2",
            {"jinzhu/ps-id-card"},
        ),
        ("townships/jinzhu/villages.yaml", "坪溪村委会（演示）", "坪溪小学旁", set()),
        ("services/ps-id-card.yaml", "领域: 其他\n", "领域: '其他'   # 不改意思\n", set()),
        ("county.yaml", "名称: 乐安县", "名称: 新县", set()),
    ],
)
def test_a_guides_version_changes_with_what_it_says_and_only_then(
    small: Project, file: str, old: str, new: str, changed: set[str]
) -> None:
    before = versions(small)
    edit(small.guides / file, old, new)
    after = versions(small)
    assert {name for name in before if before[name] != after[name]} == changed
