"""Sheets that lie in the site beside the pages they belong to, so that residents can print them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.catalog import Catalog, Township
from generator.pages import Printed
from generator.pages.township import village_file
from generator.printing import choosing, press
from generator.printing.edition import EVERYTHING, Edition
from generator.printing.kinds import KINDS, About, Kind, slip
from generator.printing.sheet import Sheet
from generator.project import Project

_STRAYS = {slip.LETTER}
"""Subjects that are no service, among kinds about services."""

_COUNTY = "overview.html"
"""The county's page that lists what there is one of for each township."""

FOLDER = "print"
"""In each township's folder of the site."""


class Printing(NamedTuple):
    """Which kinds a build lays out, None for those of the settings or of the last build."""

    kinds: tuple[str, ...] | None = None
    progress: press.Progress = lambda *_: None


class ShelfError(Exception):
    """Sheets that can't be laid out; the message says in Chinese which and why."""


@dataclass(frozen=True)
class Shelf:
    """Sheets by their path in the site, and for each page's path the links to its sheets."""

    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    links: Mapping[str, tuple[Printed, ...]] = field(default_factory=dict)

    def keys(self) -> dict[str, str]:
        """For each path a word that changes with the sheet."""
        return {path: sheet.key for path, sheet in self.sheets.items()}


def of(catalog: Catalog, today: date, project: Project, names: Collection[str]) -> Shelf:
    """All sheets of the kinds named. Raises ShelfError for a name that is no kind's."""
    try:
        kinds = choosing.kinds(names, EVERYTHING, "", is_large=False) if names else ()
    except choosing.NotFoundError as error:
        raise ShelfError(str(error)) from None
    edition = Edition(catalog, today, project.site_url, feedback=project.feedback)
    pages = _pages(catalog.townships)
    names_of = {township.slug: township.name for township in catalog.townships}
    sheets: dict[str, Sheet] = {}
    links: dict[str, list[Printed]] = {}
    for kind in kinds:
        for page, found in _by_page(kind, pages, kind.sheets(edition)).items():
            sheets |= {_path(sheet): sheet for sheet in found}
            links.setdefault(page, []).extend(_links(kind, found))
            if kind.about is About.TOWNSHIP and page.endswith("/index.html"):
                name = names_of[found[0].township]
                links.setdefault(_COUNTY, []).extend(_links(kind, found, name))
    return Shelf(sheets, {page: tuple(found) for page, found in links.items()})


def kinds_in(paths: Iterable[str]) -> tuple[str, ...]:
    """The kinds that lie at some paths of a site, in their order."""
    folders = {path.split("/")[2] for path in paths if _is_sheet(path)}
    return tuple(kind.name for kind in KINDS if kind.name in folders)


def lay_out(folder: Path, sheets: Mapping[str, Sheet], today: date, say: press.Progress) -> None:
    """Makes sheets under `folder`, at their paths in the site. Raises ShelfError."""
    draft = folder.with_name(f"{folder.name}-draft")
    failures = press.make(sheets.values(), draft, today, say)
    if failures:
        first = failures[0]
        raise ShelfError(f"{first.title}（{first.path}）印不出来：{first.reason}")
    for path, sheet in sheets.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (draft / sheet.path).rename(target)


def _is_sheet(path: str) -> bool:
    township, _, rest = path.partition("/")
    return bool(township) and rest.startswith(f"{FOLDER}/") and rest.count("/") > 1


def _path(sheet: Sheet) -> str:
    township, _, rest = sheet.path.partition("/")
    return f"{township}/{FOLDER}/{rest}"


def _pages(townships: Iterable[Township]) -> dict[tuple[str, str], str]:
    """The page of what a sheet is about: by township and service or village."""
    return {
        (township.slug, subject): f"{township.slug}/{page}"
        for township in townships
        for subject, page in _subjects(township)
    }


def _subjects(township: Township) -> Iterator[tuple[str, str]]:
    for guide in township.guides:
        yield guide.identifier, f"{guide.identifier}.html"
    for village in township.villages:
        yield village.code, village_file(village)


def _by_page(
    kind: Kind, pages: Mapping[tuple[str, str], str], sheets: Iterable[Sheet]
) -> dict[str, list[Sheet]]:
    """Sheets by the page they belong to.

    What is about no service and no village belongs to the hall's page or the township's home.
    """
    home = "hall.html" if kind.name == "hall" else "index.html"
    found: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        page = pages.get((sheet.township, sheet.subject), f"{sheet.township}/{home}")
        found.setdefault(page, []).append(sheet)
    return found


def _links(kind: Kind, sheets: list[Sheet], of: str = "") -> Iterator[Printed]:
    """Links by the kind's name; by a sheet's own where a page has several, or it is a stray."""
    for sheet in sheets:
        is_the_one = len(sheets) == 1 and sheet.subject not in _STRAYS
        words = of + kind.title if is_the_one else sheet.title
        yield Printed(words, _path(sheet), sheet.suffix.upper())
