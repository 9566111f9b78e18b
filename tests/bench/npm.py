"""npm packages that pages are measured with and beside, kept in a cache that git ignores."""

import json
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent / "npm"
CACHE = Path(__file__).parents[2] / ".cache" / "bench-npm"
_FILES = ("package.json", "package-lock.json")


def missing() -> str:
    """What can't be had on this machine, or an empty text."""
    return ", ".join(name for name in ("node", "npm", "chromium") if shutil.which(name) is None)


def installed() -> Path:
    """The folder of the packages, installed as pinned where they aren't."""
    modules = CACHE / "node_modules"
    if not (modules.is_dir() and all(_same(name) for name in _FILES)):
        CACHE.mkdir(parents=True, exist_ok=True)
        for name in _FILES:
            shutil.copy(HERE / name, CACHE)
        quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
        command = ["npm", "ci", "--ignore-scripts", *quiet]
        subprocess.run(command, cwd=CACHE, check=True)
    return modules


def version(package: str) -> str:
    """The version of an installed package."""
    text = (CACHE / "node_modules" / package / "package.json").read_text(encoding="utf-8")
    return str(json.loads(text)["version"])


def _same(name: str) -> bool:
    return (CACHE / name).is_file() and (CACHE / name).read_bytes() == (HERE / name).read_bytes()
