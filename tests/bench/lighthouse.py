"""Lighthouse, run often enough to trust its median."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.conftest import BROWSER_FLAGS

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_CHROMIUM = " ".join(["--headless", *BROWSER_FLAGS])
_MOBILE: tuple[str, ...] = ()
"""Its own preset: a mid-range phone on slow 4G, simulated."""
_WEAK = (
    "--only-categories=performance",
    "--throttling-method=simulate",
    "--throttling.rttMs=400",
    "--throttling.throughputKbps=400",
    "--throttling.cpuSlowdownMultiplier=4",
)
_WEAK_APPLIED = (
    "--only-categories=performance",
    "--throttling-method=devtools",
    "--throttling.requestLatencyMs=400",
    "--throttling.downloadThroughputKbps=400",
    "--throttling.uploadThroughputKbps=400",
    "--throttling.cpuSlowdownMultiplier=4",
)


class Verdict(NamedTuple):
    """Medians: scores of 100, and seconds until the largest piece is painted."""

    scores: dict[str, int]
    lcp: float
    weak_lcp: float
    weak_lcp_applied: float


def verdict(modules: Path, url: str, times: int) -> Verdict:
    """Opens the page `times` times as a phone does, and as often on each weak line."""
    runs = [_run(modules, url, _MOBILE) for _ in range(times)]
    scores = {
        name: round(median(100 * run["categories"][name]["score"] for run in runs))
        for name in CATEGORIES
    }
    weak, applied = (
        median(_lcp(_run(modules, url, how)) for _ in range(times))
        for how in (_WEAK, _WEAK_APPLIED)
    )
    return Verdict(scores, median(map(_lcp, runs)), weak, applied)


def _lcp(run: dict[str, dict[str, dict[str, float]]]) -> float:
    return run["audits"]["largest-contentful-paint"]["numericValue"] / 1000


def _run(
    modules: Path, url: str, options: tuple[str, ...]
) -> dict[str, dict[str, dict[str, float]]]:
    command = [
        str(modules / ".bin" / "lighthouse"),
        url,
        "--quiet",
        "--output=json",
        f"--chrome-flags={_CHROMIUM}",
        *options,
    ]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed:\n{done.stderr[-2000:]}")
    report: dict[str, dict[str, dict[str, float]]] = json.loads(done.stdout)
    return report
