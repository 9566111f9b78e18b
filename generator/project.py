"""Where a county's things are, read from its `mkdocs.yml` without starting MkDocs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from generator import source

PACKAGE = Path(__file__).parent
OVERRIDES = PACKAGE.parent / "site_overrides"
"""Our theme files: beside the package in a checkout and in an installation alike."""
PLUGIN = "township-guides"

_LIBRARIES = (
    "chinesecalendar",
    "jinja2",
    "markdown",
    "mkdocs",
    "mkdocs-material",
    "pydantic",
    "pypinyin",
)


class SettingError(Exception):
    """A setting in `mkdocs.yml` can't be used; the message says in Chinese which, and the cure."""


@dataclass(frozen=True)
class Project:
    """A county's folder. `site_url` ends with a slash, and is empty where it isn't set.

    `feedback` is the path of the feedback service on the site's host, `ratings` the file or the
    address of what it publishes; both are empty where a county has none.
    """

    settings: Path
    guides: Path
    site: Path
    overrides: tuple[Path, ...]
    site_url: str
    feedback: str = ""
    ratings: str = ""

    @classmethod
    def load(cls, settings: Path, site: Path | None = None) -> "Project":
        """The project of a `mkdocs.yml`, with MkDocs' defaults; `site` overrules its `site_dir`.

        Raises SettingError.
        """
        read = source.read(settings, settings.parent).value if settings.is_file() else None
        said = read if isinstance(read, dict) else {}
        folder = settings.parent
        theme = said.get("theme")
        custom = theme.get("custom_dir") if isinstance(theme, dict) else None
        own = (folder / custom,) if isinstance(custom, str) else ()
        options = _options(said.get("plugins"))
        shared = () if any(path.resolve() == OVERRIDES.resolve() for path in own) else (OVERRIDES,)
        return cls(
            settings,
            folder / str(said.get("docs_dir", "docs")),
            site or folder / str(said.get("site_dir", "site")),
            (*own, *shared),
            _with_slash(str(said.get("site_url", ""))),
            _own_path(options.get("feedback", "")),
            _beside(folder, options.get("ratings", "")),
        )

    @property
    def site_path(self) -> str:
        """The folder the site is published under (`/guides/`), empty where it isn't known."""
        return urlsplit(self.site_url).path

    @property
    def kept_ratings(self) -> Path:
        """Where ratings that were fetched are kept for when they can't be."""
        return self.cache / "ratings.json"

    @property
    def cache(self) -> Path:
        """Where builds remember what they made; may be deleted at any time."""
        return self.settings.parent / ".cache" / "guides"

    def assets_version(self) -> str:
        """Changes with any style sheet or script, so that no phone keeps an old one."""
        return digest_files(
            path for folder in self.overrides for path in _files(folder / "assets")
        )[:8]

    def prose_version(self) -> str:
        """Changes with anything MkDocs makes prose pages from."""
        prose = [path for path in _files(self.guides) if path.suffix != ".yaml"]
        themes = [path for folder in self.overrides for path in _files(folder)]
        return digest_files([self.settings, *prose, *themes])


def code_version() -> str:
    """Changes with our own code and templates, and with the libraries that make pages."""
    files = (*_files(PACKAGE), *_files(OVERRIDES / "rating"))
    own = digest_files(path for path in files if path.suffix in {".py", ".html", ".js"})
    return "-".join([own, *map(version, _LIBRARIES)])


def digest_files(paths: Iterable[Path]) -> str:
    """Names and contents of files as 32 hexadecimal digits."""
    digest = blake2b(digest_size=16)
    for path in paths:
        digest.update(path.name.encode() + b"\0" + blake2b(path.read_bytes()).digest())
    return digest.hexdigest()


def _options(plugins: object) -> dict[str, str]:
    """What `mkdocs.yml` says to our plugin."""
    for one in plugins if isinstance(plugins, list) else ():
        said = one.get(PLUGIN) if isinstance(one, dict) else None
        if isinstance(said, dict):
            return {name: value for name, value in said.items() if isinstance(value, str)}
    return {}


def _own_path(path: str) -> str:
    """A path on the site's own host: no request leaves a site. Raises SettingError."""
    if path and not re.fullmatch(r"(/[\w.~-]+)*/", path):
        raise SettingError(
            f"mkdocs.yml 里 {PLUGIN} 的 feedback 不能写“{path}”："
            "要写本网站上的路径，以 / 开头和结尾，例如 /api/v1/"
        )
    return path


def _beside(folder: Path, place: str) -> str:
    """A file's place as seen from the county's folder; an address as it is."""
    return place if not place or "://" in place else str(folder / place)


def _with_slash(url: str) -> str:
    return f"{url.rstrip('/')}/" if url else ""


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
