"""A generated county, of any size, in the catalog format. Its data is for measuring only."""

import re
from datetime import date
from pathlib import Path
from shutil import copy, copytree, rmtree

REPOSITORY = Path(__file__).parents[2]
GUIDES = REPOSITORY / "guides"
TODAY = date(2026, 11, 24)


def generate(folder: Path, townships: int, services: int) -> Path:
    """Writes `townships` townships that each offer `services` services; gives the guides folder.

    Townships take their villages and people in turn from the demonstration county's sixteen,
    services theirs from its 46; prose and settings are the demonstration county's own.
    """
    if folder.exists():
        rmtree(folder)
    guides = folder / "guides"
    copytree(GUIDES, guides, ignore=lambda *_: {"services", "townships"})
    copy(REPOSITORY / "mkdocs.yml", folder)
    _settings(folder / "mkdocs.yml")
    names = _services(guides / "services", services)
    originals = sorted((GUIDES / "townships").iterdir())
    for number in range(townships):
        _township(guides / "townships", originals[number % len(originals)], number, names)
    return guides


def without_prose(folder: Path) -> None:
    """Leaves a generated county with its catalog alone, as the peers have it."""
    for name in ("about", "handbook"):
        rmtree(folder / "guides" / name)


def _settings(path: Path) -> None:
    """The theme files are found beside the package; a copied county has no folder of them."""
    text = path.read_text(encoding="utf-8").replace("  custom_dir: site_overrides\n", "")
    path.write_text(text, encoding="utf-8")


def _services(folder: Path, count: int) -> list[str]:
    folder.mkdir()
    originals = sorted((GUIDES / "services").glob("*.yaml"))
    names = []
    for number in range(count):
        original = originals[number % len(originals)]
        name = f"{original.stem[:32]}-{number:04d}"
        text = original.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^(事项名称|日常用语): (.*)$", rf"\1: \2（演示{number:04d}）", text)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        names.append(name)
    return names


def _township(folder: Path, original: Path, number: int, services: list[str]) -> None:
    target = folder / f"town{number:03d}"
    copytree(original, target)
    catalog = target / "catalog.yaml"
    head = catalog.read_text(encoding="utf-8").partition("事项:\n")[0]
    entries = "".join(f"- {name}\n" for name in services)
    catalog.write_text(f"{head}事项:\n{entries}", encoding="utf-8")
    _new_codes(target, number)


def _new_codes(township: Path, number: int) -> None:
    """Codes of townships and villages are unique: 9 digits of the township, 3 of the village."""
    for name in ("township.yaml", "villages.yaml"):
        path = township / name
        text = re.sub(
            r'代码: "361025\d{3}(\d{3})"',
            lambda match: f'代码: "361025{number:03d}{match[1]}"',
            path.read_text(encoding="utf-8"),
        )
        path.write_text(text, encoding="utf-8")
