"""`guides serve` shows what is saved, and keeps the last good page while YAML is wrong."""

import sys
from urllib.request import urlopen

from generator.project import Project
from tests.serving import answer, free_port, printed, served
from tests.test_build import edit


def test_a_saved_file_shows_and_a_wrong_one_keeps_the_last_good_page(small: Project) -> None:
    port = free_port()
    command = [sys.executable, "-u", "-m", "generator", "serve", "--port", str(port)]
    url = f"http://127.0.0.1:{port}/jinzhu/sa-minimum-living.html"
    service = small.guides / "services" / "sa-minimum-living.yaml"
    with served(command, small.settings.parent) as log:
        assert answer(url, "25个工作日")
        edit(service, "承诺时限: 25个工作日", "承诺时限: 24个工作日")
        assert answer(url, "24个工作日")
        edit(service, "承诺时限: 24个工作日", "承诺时限: 24天")
        assert printed(log, "“24天”不是时限")
        with urlopen(url, timeout=5) as response:
            assert "24个工作日" in response.read().decode()
        edit(service, "承诺时限: 24天", "承诺时限: 23个工作日")
        assert answer(url, "23个工作日")
        edit(small.settings, "  - admonition", "  - no.such.extension")
        assert printed(log, "没有更新，网页还是上一次的样子")
