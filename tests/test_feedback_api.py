from pathlib import Path

import pytest

from feedback_api import create_app
from feedback_api.published import NotPublishedError
from generator import catalog, open_data
from generator.standard.verdict import verdicts
from tests.conftest import TODAY


def test_the_api_reads_what_the_generator_publishes(tmp_path: Path) -> None:
    published = tmp_path / "catalog.json"
    county = catalog.load(Path("tests/county"))
    published.write_text(open_data.catalog_json(county, verdicts(county, TODAY)), encoding="utf-8")
    answer = create_app({"CATALOG": str(published)}).test_client().get("/api/v1/healthz")
    assert answer.json == {"county": "乐安县", "demo": True, "townships": 2, "guides": 9}


@pytest.mark.parametrize(
    ("text", "words"),
    [(None, "请先生成网站"), ("{", "重新生成网站"), ('{"format": 2}', "重新生成网站")],
)
def test_the_api_does_not_start_without_a_published_catalog(
    tmp_path: Path, text: str | None, words: str
) -> None:
    published = tmp_path / "catalog.json"
    if text is not None:
        published.write_text(text, encoding="utf-8")
    with pytest.raises(NotPublishedError, match=words):
        create_app({"CATALOG": str(published)})
