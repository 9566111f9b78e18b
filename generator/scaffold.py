"""`guides new county`: a small working county to begin from."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy, copytree

from generator import schema

TEMPLATE = Path(__file__).parent / "new_county"
_SHARED = (
    "about",
    "handbook",
    "services/cu-library-card.yaml",
    "services/sa-minimum-living.yaml",
    "services/si-resident-pension-enroll.yaml",
)
"""Taken from our own demonstration county, so that they stand in one place only."""


def new_county(folder: Path, name: str) -> list[Path]:
    """Writes a small county called `name` into `folder`; gives the files in it.

    Raises FileExistsError when there is anything in the folder already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    copytree(TEMPLATE, folder, dirs_exist_ok=True)
    for source, target in _shared_files(folder / "guides"):
        target.parent.mkdir(parents=True, exist_ok=True)
        copy(source, target)
    _rename(folder, name)
    schema.write(folder / "guides" / "schema")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _shared_files(guides: Path) -> Iterator[tuple[Path, Path]]:
    base = _demonstration_county()
    for name in _SHARED:
        found = base / name
        for path in [found] if found.is_file() else sorted(found.rglob("*.*")):
            yield path, guides / path.relative_to(base)


def _demonstration_county() -> Path:
    """Inside the package once installed, at the top of a checkout before."""
    installed = TEMPLATE / "guides"
    return installed if (installed / "about").is_dir() else TEMPLATE.parents[1] / "guides"


def _rename(folder: Path, name: str) -> None:
    for pattern in ("mkdocs.yml", "guides/county.yaml", "guides/index.md"):
        path = folder / pattern
        path.write_text(path.read_text(encoding="utf-8").replace("某某县", name), encoding="utf-8")
