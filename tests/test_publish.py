"""The handbook's nginx settings, run by a real nginx with a site that was built for it."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from generator import catalog, site
from generator.project import Project
from tests.conftest import REPOSITORY, TODAY, require, small_county
from tests.serving import answer, free_port, served

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
TYPES = Path("/etc/nginx/mime.types")
GUIDE = "jinzhu/sa-minimum-living.html"
AROUND = """\
load_module {module};
user {user};
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
include {types};
access_log off;
client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi;
scgi_temp_path {folder}/scgi;
{settings}
}}
"""


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Published(NamedTuple):
    """A site behind nginx: where it is, and the folder it is served from."""

    url: str
    folder: Path

    def get(self, path: str, **headers: str) -> Answer:
        request = Request(f"{self.url}/{path}", headers=headers)  # noqa: S310  (our own server)
        try:
            with urlopen(request, timeout=5) as response:  # noqa: S310  (as above)
                return Answer(response.status, dict(response.headers), response.read())
        except HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read())


def settings(project: Project, port: int) -> str:
    """What the handbook tells to write, with this machine's folder and port."""
    page = (REPOSITORY / "guides" / "handbook" / "publish.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```nginx\n(.*?)```", page, re.DOTALL)
    changed = str(block).replace("/srv/guides/site", str(project.site))
    return changed.replace("listen 80;", f"listen 127.0.0.1:{port};")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    require(nginx is not None and BROTLI.exists() and TYPES.exists(), "nginx with brotli")
    folder = tmp_path_factory.mktemp("published")
    project = small_county(folder / "small")
    site.build(project, catalog.load(project.guides), today=TODAY, compressed=True)
    port, config = free_port(), folder / "nginx.conf"
    user = "root" if os.getuid() == 0 else os.environ.get("USER", "nobody")
    values = {"module": BROTLI, "user": user, "folder": folder, "types": TYPES}
    config.write_text(AROUND.format(settings=settings(project, port), **values), encoding="utf-8")
    command = [str(nginx), "-p", str(folder), "-c", str(config), "-g", "daemon off;"]
    with served(command, folder):
        assert answer(f"http://127.0.0.1:{port}/{GUIDE}", "低保")
        yield Published(f"http://127.0.0.1:{port}", project.site)


@pytest.mark.parametrize(
    ("accepted", "coding", "ending"),
    [("gzip, deflate, br", "br", ".br"), ("gzip", "gzip", ".gz"), ("identity", None, "")],
)
def test_each_phone_gets_the_form_it_can_read(
    published: Published, accepted: str, coding: str | None, ending: str
) -> None:
    said = published.get(GUIDE, **{"Accept-Encoding": accepted})
    assert said.headers.get("Content-Encoding") == coding
    assert said.headers["Content-Type"] == "text/html; charset=utf-8"
    assert said.body == (published.folder / f"{GUIDE}{ending}").read_bytes()


def test_a_page_is_asked_for_anew_and_not_sent_again(published: Published) -> None:
    said = published.get(GUIDE)
    assert said.headers["Cache-Control"] == "no-cache"
    again = published.get(GUIDE, **{"If-None-Match": said.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


def test_style_and_script_are_kept_and_the_worker_is_not(published: Published) -> None:
    page = published.get(GUIDE).body.decode()
    (style,) = re.findall(r'href="\.\./(assets/guide\.css\?\w+)"', page)
    assert "immutable" in published.get(style).headers["Cache-Control"]
    worker = published.get("sw.js")
    assert worker.headers["Cache-Control"] == "no-cache"
    assert "javascript" in worker.headers["Content-Type"]


def test_a_wrong_address_leads_back(published: Published) -> None:
    said = published.get("jinzhu/nowhere.html")
    assert said.status == 404
    assert "没有这一页" in said.body.decode()
