"""Site and API on one address: the handbook's nginx settings, run by a real nginx."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest

from feedback_api import db
from tests.conftest import REPOSITORY, require
from tests.feedback.phones import rating, send
from tests.feedback.rows import opened
from tests.feedback.service import Service, running
from tests.serving import answer, free_port, served
from tests.test_publish import AROUND, BROTLI, TYPES


class Fronted(NamedTuple):
    """nginx in front of a site's folder and the service."""

    port: int
    service: Service
    database: str

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        request = Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urlopen(request, timeout=5) as response:  # noqa: S310  (as above)
                return response.status, response.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()


def block(page: str) -> str:
    """The nginx settings that a page of the handbook shows."""
    text = (REPOSITORY / "guides" / "handbook" / page).read_text(encoding="utf-8")
    (found,) = re.findall(r"```nginx\n(.*?)```", text, re.DOTALL)
    return str(found)


def settings(folder: Path, port: int, service: int) -> str:
    """Both pages' settings as a reader puts them together, with this machine's folder and ports."""
    site = block("publish.md").replace("/srv/guides/site", str(folder))
    site = site.replace("listen 80;", f"listen 127.0.0.1:{port};")
    api = block("feedback-server.md").replace("127.0.0.1:8001", f"127.0.0.1:{service}")
    head, end, _ = site.rpartition("}")
    return f"{head}{api}{end}"


@pytest.fixture(scope="module")
def fronted(tmp_path_factory: pytest.TempPathFactory, published: Path) -> Iterator[Fronted]:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    require(nginx is not None and BROTLI.exists() and TYPES.exists(), "nginx with brotli")
    folder = tmp_path_factory.mktemp("fronted")
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("the site's own page", encoding="utf-8")
    database = f"sqlite:///{folder}/feedback.sqlite3"
    db.migrate(database)
    port, config = free_port(), folder / "nginx.conf"
    user = "root" if os.getuid() == 0 else os.environ.get("USER", "nobody")
    values = {"module": BROTLI, "user": user, "folder": folder, "types": TYPES}
    with running(database, published, folder, environment={"PROXIES": "1"}) as service:
        told = settings(folder / "site", port, service.port)
        config.write_text(AROUND.format(settings=told, **values), encoding="utf-8")
        command = [str(nginx), "-p", str(folder), "-c", str(config), "-g", "daemon off;"]
        with served(command, folder):
            assert answer(f"http://127.0.0.1:{port}/", "the site's own page")
            yield Fronted(port, service, database)


def test_site_and_service_are_one_address(fronted: Fronted) -> None:
    assert fronted.get("/") == (200, "the site's own page")
    status, said = fronted.get("/api/v1/healthz")
    assert (status, "townships" in said) == (200, True)
    assert "没有这个回执号" in fronted.get("/api/v1/receipts/2222")[1].encode().decode(
        "unicode-escape"
    )


def test_a_rating_comes_through_and_one_that_is_too_large_does_not(fronted: Fronted) -> None:
    assert send(fronted.port, rating(str(uuid4()))).status == 201
    assert send(fronted.port, rating(str(uuid4()), text="长" * 40_000)).status == 413
    assert send(fronted.port, rating(str(uuid4()), text="x" * 1_100_000)).status == 413


def test_nobody_can_claim_another_address_or_host(fronted: Fronted) -> None:
    def networks() -> int:
        with opened(fronted.database) as engine, db.reading(engine) as connection:
            return len(connection.exec_driver_sql("SELECT key FROM throttle").all())

    send(fronted.port, rating(str(uuid4())))
    before = networks()
    claimed = {"X-Forwarded-For": "203.0.113.7"}
    assert send(fronted.port, rating(str(uuid4())), claimed).status == 201
    assert networks() == before
    assert fronted.get("/api/v1/healthz", Host="evil.example")[0] == 400
    assert fronted.get("/api/v1/healthz", **{"X-Forwarded-Host": "evil.example"})[0] == 200


def test_while_the_service_rests_that_is_told_and_the_site_goes_on(fronted: Fronted) -> None:
    fronted.service.stop()
    try:
        status, said = fronted.get("/api/v1/healthz")
        assert (status, said[:9]) == (503, "评价服务正在维护，")
        assert fronted.get("/")[0] == 200
    finally:
        fronted.service.start()
    assert fronted.get("/api/v1/healthz")[0] == 200
