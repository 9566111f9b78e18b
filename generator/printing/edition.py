"""What every kind of sheet is made from: a catalog on a day, and what was chosen of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator import privacy
from generator.catalog import Catalog, Guide, Township
from generator.models.place import County, Village
from generator.printing import links
from generator.standard.verdict import Verdicts, verdicts


@dataclass(frozen=True)
class Choice:
    """What is to be printed, by slug, name and identifier; of what is empty, everything."""

    townships: frozenset[str] = frozenset()
    villages: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()

    def has(self, township: str, subject: str) -> bool:
        """Whether a sheet of this township about this subject is among it."""
        about = self.villages | self.services
        return (not self.townships or township in self.townships) and (
            not about or subject in about
        )


EVERYTHING = Choice()


@dataclass(frozen=True)
class Edition:
    """A county on `today`, as it is printed. `site_url` ends with a slash or is empty.

    So does `feedback`, the path of the feedback service on the same host.

    `paper` is a size, or empty for each kind's usual one. `catalog` is whole: what may stand on a
    wall is in `townships`, without private numbers that may not be shown there and without leave
    that is nobody's business.
    """

    catalog: Catalog
    today: date
    site_url: str = ""
    choice: Choice = EVERYTHING
    is_large: bool = False
    paper: str = ""
    feedback: str = ""

    @cached_property
    def county(self) -> County:
        """The county; raises ValueError where the catalog has none."""
        if self.catalog.county is None:
            message = "a catalog without a county cannot be printed"
            raise ValueError(message)
        return self.catalog.county

    @cached_property
    def townships(self) -> tuple[Township, ...]:
        """The townships chosen, as they may be shown to everybody."""
        shown = privacy.for_web(self.catalog, self.today).townships
        wanted = self.choice.townships
        return tuple(one for one in shown if not wanted or one.slug in wanted)

    @cached_property
    def verdicts(self) -> Verdicts:
        """What the standard says of each guide."""
        return verdicts(self.catalog, self.today)

    def guides(self, township: Township) -> Iterator[Guide]:
        """The township's guides that are chosen."""
        wanted = self.choice.services
        return (one for one in township.guides if not wanted or one.identifier in wanted)

    def villages(self, township: Township) -> Iterator[Village]:
        """The township's villages that are chosen."""
        wanted = self.choice.villages
        return (one for one in township.villages if not wanted or one.code in wanted)

    def variant(self, usual: str) -> str:
        """What tells these sheets apart from those of the usual size, in their paths."""
        paper = f"-{self.paper}" if self.paper not in {"", usual} else ""
        return f"-large{paper}" if self.is_large else paper

    def address(self, page: str, mark: str = "") -> str:
        """The URL of a page, empty where it isn't known where the site is published."""
        return links.address(self.site_url, page, mark)

    def rating_code(self, guide: str, version: str) -> dict[str, str] | None:
        """As `code`, for the page on which a guide is rated."""
        url = links.rate(self.site_url, self.feedback, guide, version)
        return {"url": url, "typed": links.typed(url)} if url else None

    def frame(self, version: str, until: date | None) -> dict[str, object]:
        """What stands around every sheet: whose it is, which version, and how long it is valid."""
        return {
            "county": self.county.name,
            "demo": self.county.is_demo,
            "sponsor": self.county.footer.sponsor or self.county.name,
            "version": version,
            "until": until.isoformat() if until else "",
        }

    def code(self, page: str, mark: str = "") -> dict[str, str] | None:
        """What a template needs for a QR code: the URL, and the address typed out."""
        url = self.address(page, mark)
        return {"url": url, "typed": links.typed(url)} if url else None
