"""What `guides check` looks at: a whole county, a part of one, or services without a county."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator import catalog, review
from generator.problem import Problem

_COUNTY = "county.yaml"
_WHERE = "请写出 guides 目录或者事项文件的位置"
_DEEPEST = 3
"""So many folders up from a township's file are its guides."""


class NothingToCheckError(Exception):
    """There is nothing at a path that could be checked; the message says what to write."""


def problems(path: Path, today: date) -> list[Problem]:
    """Everything wrong at `path`, in reading it and by the rules of the standard.

    `path` is a `guides/`, a service file, a folder of service files, or any other file or folder
    inside a `guides/`, of which the county is read whole and the rest not told. Raises
    NothingToCheckError.
    """
    if not path.exists():
        raise NothingToCheckError(f"没有“{path}”这个文件或目录，{_WHERE}")
    if path.is_file() and path.suffix != ".yaml":
        raise NothingToCheckError(f"“{path}”不是事项文件（文件名要以 .yaml 结尾），{_WHERE}")
    if not _is_guides(path) and _is_guides(path / "guides"):
        path = path / "guides"
    guides = path if _is_guides(path) else _guides_around(path)
    if guides is None or not _is_of_a_county(path, guides):
        return _services(path, guides, today)
    found = review.everything(catalog.load(guides), today)
    wanted = _absolute(path)
    return [problem for problem in found if _absolute(Path(problem.file)).is_relative_to(wanted)]


def usual_place() -> Path:
    """What is checked where nothing is said: the folder's `guides`, or the folder itself."""
    guides = Path("guides")
    return Path() if not guides.exists() and _is_guides(Path()) else guides


def _is_guides(path: Path) -> bool:
    if any((path / name).exists() for name in (_COUNTY, "townships")):
        return True
    return (path / "services").is_dir() and not any(path.glob("*.yaml"))


def _guides_around(path: Path) -> Path | None:
    """The folder with a county's file that `path` lies in, said as `path` is."""
    around = _absolute(path).parents[:_DEEPEST]
    found = next((folder for folder in around if (folder / _COUNTY).is_file()), None)
    if found is None or path.is_absolute():
        return found
    return Path(os.path.relpath(found))


def _absolute(path: Path) -> Path:
    """Without dots, and links left as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100  (resolve would follow links)


def _is_of_a_county(path: Path, guides: Path) -> bool:
    """Whether `path` is the whole county, its file, or something of its townships."""
    here, county = _absolute(path), _absolute(guides)
    return here in {county, county / _COUNTY} or here.is_relative_to(county / "townships")


def _services(path: Path, guides: Path | None, today: date) -> list[Problem]:
    """Services on their own, by the levels and exceptions of the county around them."""
    if path.is_dir() and not any(path.glob("*.yaml")):
        raise NothingToCheckError(f"“{path}”里没有 YAML 文件，{_WHERE}")
    loaded = catalog.load_services(path)
    county = catalog.county_of(guides) if guides else None
    return list(review.everything(replace(loaded, county=county), today))
