"""A county's folder as it was on an earlier day, read from git without touching the folder."""

import io
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZipFile

from generator.project import Project

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHORT = 10
"""So many digits of a revision are shown."""


class Past(NamedTuple):
    """A project of an earlier day, and the revision (版本) it was read from."""

    project: Project
    revision: str
    day: date


class HistoryError(Exception):
    """What was asked for isn't in git; the message says so in Chinese, and what to do."""


@contextmanager
def past(project: Project, since: str) -> Iterator[Past]:
    """The project as it was at a revision, or before anything that was done on a day.

    It lies in a folder that is gone after the body. Raises HistoryError.
    """
    folder = project.settings.parent.resolve()
    _refuse_without_git(folder)
    revision, day = (_before if _DAY.fullmatch(since) else _named)(folder, since)
    names = project.settings.name, os.path.relpath(project.guides, project.settings.parent)
    with TemporaryDirectory(prefix="guides-") as target:
        _extract(folder, revision, names, Path(target))
        yield Past(Project.load(Path(target) / names[0]), revision[:_SHORT], day)


def _refuse_without_git(folder: Path) -> None:
    try:
        _git(folder, "rev-parse", "--show-toplevel")
    except FileNotFoundError:
        raise HistoryError("这台电脑上没有 git，看不到以前的内容。请先装 git") from None
    except subprocess.CalledProcessError as error:
        if b"not a git repository" not in error.stderr:
            raise HistoryError(f"git 用不了：{_last(error)}") from None
        raise HistoryError(
            f"{folder} 没有用 git 管理，看不到以前的内容。可以改用 --person，或者先运行 git init"
        ) from None


def _named(folder: Path, since: str) -> tuple[str, date]:
    """A revision by any name that git knows it by, and its day."""
    try:
        found = _git(folder, "rev-parse", "--verify", "--end-of-options", since + "^{commit}")
        return found, date.fromisoformat(_git(folder, "show", "-s", "--format=%cs", found))
    except subprocess.CalledProcessError:
        raise HistoryError(
            f"git 里没有“{since}”这个版本。请写日期，例如 2026-11-01，或者 git log 里看到的版本号"
        ) from None


def _before(folder: Path, since: str) -> tuple[str, date]:
    """The last revision of an earlier day, and the day itself."""
    try:
        day = date.fromisoformat(since)
    except ValueError:
        raise HistoryError(f"没有“{since}”这一天，请核对月份和日期") from None
    try:
        found = _git(folder, "rev-list", "-1", f"--before={since}T00:00:00", "HEAD")
        first = _git(folder, "log", "--reverse", "--format=%cs", "HEAD").partition("\n")[0]
    except subprocess.CalledProcessError:
        raise HistoryError("git 里还什么也没有存过，请先 git commit") from None
    if not found:
        raise HistoryError(f"git 里最早的内容是 {first} 存的，{since} 以前的看不到")
    return found, day


def _extract(folder: Path, revision: str, names: tuple[str, ...], target: Path) -> None:
    try:
        packed = _run(folder, "archive", "--format=zip", revision, "--", *names)
    except subprocess.CalledProcessError as error:
        shown = "、".join(names)
        raise HistoryError(f"{revision[:_SHORT]} 那时候还没有 {shown}（{_last(error)}）") from None
    with ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(target)


def _git(folder: Path, *arguments: str) -> str:
    return _run(folder, *arguments).decode(errors="replace").strip()


def _run(folder: Path, *arguments: str) -> bytes:
    """What git says; its complaints are English everywhere, because they are looked at."""
    command = ["git", "-C", str(folder), *arguments]
    settings = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(command, capture_output=True, check=True, env=settings).stdout  # noqa: S603  (the county's own git)


def _last(error: subprocess.CalledProcessError) -> str:
    """The last line of git's complaint."""
    return str(error.stderr.decode(errors="replace")).strip().rpartition("\n")[2]
