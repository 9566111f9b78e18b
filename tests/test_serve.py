"""`guides serve` shows what is saved, and keeps the last good page while YAML is wrong."""

import subprocess
import sys
from urllib.request import urlopen

from generator.project import Project
from tests.serving import DEADLINE_SECONDS, answer, free_port, printed, served
from tests.test_build import edit

SERVE = (sys.executable, "-u", "-m", "generator", "serve", "--no-feedback", "--port")
PAGE = "jinzhu/sa-minimum-living.html"


def test_a_saved_file_shows_and_a_wrong_one_keeps_the_last_good_page(small: Project) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/{PAGE}"
    service = small.guides / "services" / "sa-minimum-living.yaml"
    with served([*SERVE, str(port)], small.settings.parent) as log:
        assert answer(url, "25个工作日")
        edit(service, "承诺时限: 25个工作日", "承诺时限: 24个工作日")
        assert answer(url, "24个工作日")
        edit(service, "承诺时限: 24个工作日", "承诺时限: 24天")
        assert printed(log, "“24天”不是时限")
        assert printed(log, "网页还是上一次的样子")
        with urlopen(url, timeout=5) as response:
            assert "24个工作日" in response.read().decode()
        edit(service, "承诺时限: 24天", "承诺时限: 23个工作日")
        assert answer(url, "23个工作日")


def test_saved_prose_shows_and_wrong_settings_are_told(small: Project) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    prose = small.guides / "about" / "privacy.md"
    with served([*SERVE, str(port)], small.settings.parent) as log:
        assert answer(f"{base}/about/privacy.html", "隐私")
        edit(prose, "# 隐私", "# 隐私说明")
        assert answer(f"{base}/about/privacy.html", "隐私说明")
        edit(small.settings, "  - admonition", "  - no.such.extension")
        assert printed(log, "没有更新，网页还是上一次的样子。原因：")
        assert answer(f"{base}/{PAGE}", "25个工作日")
        edit(small.settings, "  - no.such.extension", "  - admonition")
        edit(prose, "# 隐私说明", "# 隐私声明")
        assert answer(f"{base}/about/privacy.html", "隐私声明")
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_a_county_that_starts_wrong_shows_once_it_is_mended(small: Project) -> None:
    port = free_port()
    service = small.guides / "services" / "sa-minimum-living.yaml"
    edit(service, "领域: 社会救助", "领域: 社会救济")
    with served([*SERVE, str(port)], small.settings.parent) as log:
        assert printed(log, "不能写“社会救济”")
        assert printed(log, "请用浏览器打开")
        edit(service, "领域: 社会救济", "领域: 社会救助")
        assert answer(f"http://127.0.0.1:{port}/{PAGE}", "25个工作日")


def test_a_folder_with_somebody_elses_files_is_not_served_over(small: Project) -> None:
    small.site.mkdir()
    (small.site / "thesis.txt").write_text("mine", encoding="utf-8")
    done = subprocess.run(
        [*SERVE, str(free_port())],
        cwd=small.settings.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=DEADLINE_SECONDS,
    )
    assert done.returncode == 1
    assert "里有别的文件" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_guide_can_be_rated_in_a_preview_that_is_apart_from_what_is_published(
    small: Project,
) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [one for one in SERVE if one != "--no-feedback"]
    with served([*command, str(port)], small.settings.parent) as log:
        assert answer(f"{base}/{PAGE}", 'data-rate href="/api/v1/rate/jinzhu/sa-minimum-living')
        assert answer(f"{base}/api/v1/rate/niutian/ps-id-card/figures", "截至")
        assert answer(f"{base}/api/v1/rate/jinzhu/sa-minimum-living", "这件事办得怎么样")
        assert printed(log, f"干部后台（演示）：{base}/api/console/")
    assert not small.site.exists()
