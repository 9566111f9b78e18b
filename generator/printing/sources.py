"""What sheets are made with: templates, fonts, and the programs that set them."""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import version as installed
from importlib.util import find_spec
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
_FONTS = "justmytype-intl-cjk"
_PROGRAMS = ("typst", "segno", "pikepdf", _FONTS)
_IMPORT = re.compile(r'#(?:import|include) "([^"]+)"')


def fonts() -> Path:
    """The folder of Noto Sans SC, and of its sisters for characters it lacks."""
    found = find_spec(_FONTS.replace("-", "_"))
    if found is None or found.origin is None:
        message = f"{_FONTS} is not installed"
        raise ModuleNotFoundError(message)
    return Path(found.origin).parent / "fonts"


@cache
def version(template: str) -> str:
    """Changes with a template, with those it imports, and with fonts and programs."""
    digest = blake2b(digest_size=8)
    for name in sorted(_with_imports(template)):
        digest.update(name.encode() + b"\0" + (TEMPLATES / name).read_bytes())
    digest.update(repr([(name, installed(name)) for name in _PROGRAMS]).encode())
    return digest.hexdigest()


def _with_imports(template: str) -> set[str]:
    found, waiting = set[str](), [template]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_imports(name))
    return found


def _imports(template: str) -> Iterator[str]:
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    return (match[1] for match in _IMPORT.finditer(text))
