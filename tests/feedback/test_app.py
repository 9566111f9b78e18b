from pathlib import Path

import pytest
from alembic import command
from flask.testing import FlaskClient

from feedback_api import create_app, db
from feedback_api.config import Settings, SettingsError
from feedback_api.published import NotPublishedError
from tests.feedback.conftest import SECRET


def test_the_api_reads_what_the_generator_publishes(client: FlaskClient) -> None:
    answer = client.get("/api/v1/healthz")
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
        create_app(Settings.of({"catalog": published, "secret_key": SECRET}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 64),
        ("TRUSTED_HOSTS", "*"),
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "feedback.sqlite3"),
        ("SITE", "https://example.org/"),
        ("PROXIES", "99"),
    ],
)
def test_an_unsafe_setting_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"设置有误：{name}："):
        Settings.read({"SECRET_KEY": SECRET, name: value})


def test_a_stranger_as_host_gets_no_answer(client: FlaskClient) -> None:
    assert client.get("/api/v1/healthz", headers={"Host": "evil.example"}).status_code == 400


def test_an_unknown_address_is_told_in_chinese(client: FlaskClient) -> None:
    answer = client.get("/api/v1/nothing")
    assert answer.status_code == 404
    assert answer.json == {"errors": [{"field": "", "message": "没有这个地址"}]}
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_the_migrations_make_the_tables_there_are(database: str) -> None:
    command.check(db.alembic_config(database))
