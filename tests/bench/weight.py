"""What the same service page weighs and how soon it shows: ours, stock Material's, GOV.UK's way."""

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from generator import catalog, contents, site
from generator.project import Project
from tests.bench import county, govuk, lighthouse, npm, peers
from tests.bench.lighthouse import Verdict
from tests.bench.measure import tool
from tests.bench.report import say
from tests.conftest import BROWSER_FLAGS
from tests.hosting import Host, hosted

TITLE = "Pages beside peers"
SERVICES = 46
SERVICE = "sa-minimum-living"
WEAK_SECONDS = 2.5
_SCORES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
_WEIGHTS = (
    ("bytes of a first visit", "size", 40_000),
    ("its requests", "requests", 6),
    ("of its bytes, JavaScript", "script", 10_000),
)
_TIMES = (
    ("LCP at 400 kbit/s and 400 ms of round trip, simulated", "weak_lcp"),
    ("LCP at 400 kbit/s and 400 ms before each answer, applied", "weak_lcp_applied"),
    ("LCP on Lighthouse's own slow 4G", "lcp"),
)

_ABOUT_LCP = """\
**LCP on the weak line.** Simulated, Lighthouse computes the time from what a fast line fetched
before the paint. The deferred script is among it, and its connection probably too, although no
paint waits for it: first paint is computed some 0.6 s earlier. Applied, the browser is really
slowed, but opening a connection costs nothing. Neither is a real line."""


class Contender(NamedTuple):
    """A site and one of its pages."""

    name: str
    folder: Path
    page: str


class Weight(NamedTuple):
    """Bytes over the wire (gzip), requests, and bytes of JavaScript of one first visit."""

    size: int
    requests: int
    script: int


def section(folder: Path, times: int) -> str:
    """The section of RESULTS.md, or a sentence on why there is none."""
    if missing := npm.missing():
        say(f"pages beside peers: skipped, {missing} missing")
        return f"Not measured: {missing} missing."
    say("making the same page three times")
    modules = npm.installed()
    contenders = _contenders(folder, modules)
    weights: dict[str, Weight] = {}
    verdicts: dict[str, Verdict] = {}
    later = 0
    for one in contenders:
        with hosted(one.folder, keep_alive=True) as host:
            url = f"{host.url}/{one.page}"
            weights[one.name] = _weight(host, url, one.page)
            if one is contenders[0]:
                later = _kept(host, url) - weights[one.name].size
            verdicts[one.name] = lighthouse.verdict(modules, url, times)
        say(f"{one.name}: {weights[one.name]}, {verdicts[one.name]}")
    return "\n".join(_lines(weights, later, verdicts, times))


def _contenders(folder: Path, modules: Path) -> tuple[Contender, ...]:
    """The demonstration county's services in one township, three ways."""
    ours, stock, gov = folder / "ours", folder / "stock", folder / "govuk"
    county.generate(ours, 1, SERVICES)
    project = Project.load(ours / "mkdocs.yml")
    loaded = catalog.load(project.guides)
    site.build(project, loaded, today=county.TODAY)
    content = contents.of(project, loaded, county.TODAY)
    page = next(page for page in content.pages if SERVICE in page.path)
    peers.markdown(project, stock)
    settings = stock / "mkdocs.yml"
    no_font = "  language: zh\n  font: false\n"  # it would be fetched from another host
    text = settings.read_text(encoding="utf-8").replace("  language: zh\n", no_font)
    settings.write_text(text, encoding="utf-8")
    subprocess.run([tool("mkdocs"), "build", "-q"], cwd=stock, check=True)
    return (
        Contender("ours", project.site, page.path),
        Contender("stock Material", stock / "site", page.path),
        Contender("GOV.UK's way", gov, govuk.write(content, page, modules / "govuk-frontend", gov)),
    )


def _weight(host: Host, url: str, page: str) -> Weight:
    """A first visit with an empty cache, without what a worker fetches afterwards."""
    _visit(host, url, workers=False)
    seen = {answer.path: answer.size for answer in host.answers}
    script = sum(size for path, size in seen.items() if urlsplit(path).path.endswith(".js"))
    if f"/{page}" not in seen:
        raise RuntimeError(f"{url} was not opened")
    return Weight(sum(seen.values()), len(host.answers), script)


def _kept(host: Host, url: str) -> int:
    """Bytes of a first visit with all that is kept for when there is no signal."""
    _visit(host, url, workers=True)
    return sum(answer.size for answer in host.answers)


def _visit(host: Host, url: str, *, workers: bool) -> None:
    host.answers.clear()
    with sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=BROWSER_FLAGS
        )
        context = browser.new_context(
            viewport={"width": 360, "height": 740},
            service_workers="allow" if workers else "block",
        )
        tab = context.new_page()
        tab.goto(url, wait_until="networkidle")
        if workers:
            tab.evaluate("navigator.serviceWorker.ready")
            tab.wait_for_timeout(2000)
        browser.close()


def _lines(
    weights: dict[str, Weight], later: int, verdicts: dict[str, Verdict], times: int
) -> Iterator[str]:
    yield (
        f"Lighthouse {npm.version('lighthouse')} (mobile preset, medians of {times}), "
        f"govuk-frontend {npm.version('govuk-frontend')}. A local server sends gzip -9.\n"
    )
    yield f"| one service page | target | {' | '.join(weights)} | met |"
    yield "|---|---|" + "---|" * len(weights) + "---|"
    for what, field, most in _WEIGHTS:
        sizes = [getattr(weight, field) for weight in weights.values()]
        shown = [f"{size:,} ({size / sizes[0]:.1f} ×)" for size in sizes]
        yield _line(what, f"≤ {most:,}", shown, sizes[0] <= most)
    for name, least in _SCORES.items():
        scores = [verdict.scores[name] for verdict in verdicts.values()]
        yield _line(f"Lighthouse: {name}", f"≥ {least}", map(str, scores), scores[0] >= least)
    for what, field in _TIMES:
        taken = [getattr(verdict, field) for verdict in verdicts.values()]
        yield _line(what, "< 2.5 s", [f"{one:.2f} s" for one in taken], taken[0] < WEAK_SECONDS)
    yield (
        f"\nAfterwards our page has the phone keep what costs {later:,} bytes more, for when there "
        "is no signal: the township's page, its list of what to bring, the search index.\n"
    )
    yield _ABOUT_LCP


def _line(what: str, target: str, shown: Iterable[str], met: bool) -> str:  # noqa: FBT001  (a value to show)
    return f"| {what} | {target} | {' | '.join(shown)} | {'yes' if met else '**no**'} |"
