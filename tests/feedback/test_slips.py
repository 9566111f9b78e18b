"""Clerks get codes for their own township, on a screen or by command, and each is good once."""

import csv
import io
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from feedback_api.cli import main
from feedback_api.config import Settings
from feedback_api.officials.roles import Role
from feedback_api.services import CHINA
from tests.feedback.conftest import SECRET
from tests.feedback.desk import SignIn
from tests.feedback.rating import body, sent
from tests.feedback.test_intake import URL

FROM = "/api/console/slips"


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def today() -> str:
    return datetime.now(CHINA).date().isoformat()


def test_a_clerk_gets_slips_and_each_is_good_once(sign_in: SignIn, client: FlaskClient) -> None:
    desk = sign_in(Role.CLERK, "jinzhu")
    assert 'value="niutian"' not in desk.get(FROM).text
    wanted = {"township": "jinzhu", "service": "", "day": today(), "count": "3"}
    rows = read(desk.post(FROM, wanted).data)
    assert [row["township"] for row in rows] == ["jinzhu"] * 3
    for row in rows:
        rating = sent(slip=row["code"], channel="slip")
        assert client.post(URL, json=rating).status_code == 201
        assert client.post(URL, json=rating | {"id": sent()["id"]}).status_code == 409
    assert desk.post(FROM, wanted | {"township": "niutian"}).status_code == 404
    assert desk.post(FROM, wanted | {"day": "2020-01-01"}).status_code == 422
    assert desk.post(FROM, wanted | {"count": "0"}).status_code == 422


def run(settings: Settings, *arguments: str) -> Result:
    environment = {
        "CATALOG": str(settings.catalog),
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": SECRET,
    }
    return CliRunner().invoke(main, ["slips", *arguments], env=environment)


def test_the_command_writes_what_the_printer_reads(settings: Settings, client: FlaskClient) -> None:
    service = "sa-minimum-living"
    given = ("--township", "jinzhu", "--day", today(), "--count", "2")
    done = run(settings, *given, "--service", service)
    assert done.exit_code == 0, done.output
    row, _ = read(done.stdout_bytes)
    assert list(row) == ["township", "service", "day", "code", "expires"]
    answer = client.post(URL, json=sent(slip=row["code"], channel="slip"))
    assert body(answer)["verified"] is True


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (("--township", "nowhere"), "没有这个乡镇"),
        (("--service", "nothing"), "没有这个事项"),
        (("--day", "2020-01-01"), "过期"),
    ],
)
def test_an_order_that_cannot_be_is_told_in_chinese(
    published: Path, changed: tuple[str, str], words: str
) -> None:
    settings = Settings.of({"catalog": published, "secret_key": SECRET})
    given = {"--township": "jinzhu", "--day": today(), "--count": "2"} | {changed[0]: changed[1]}
    done = run(settings, *(part for pair in given.items() for part in pair))
    assert done.exit_code == 1
    assert words in done.output
