"""我家有…: what is offered to a kind of family, what comes without asking, and who helps."""

from collections.abc import Iterable, Iterator

from generator.models.words import Channel, Topic
from generator.pages.county import Offered
from generator.pages.groups import Group, groups
from generator.pages.page import Page
from generator.pages.township import HOME

_FINDER = ("我家有…", "for/index.html")
_HELPED = {Channel.AGENT, Channel.VILLAGE}
Places = tuple[tuple[str, str], ...]


def finder_pages(offers: tuple[Offered, ...], townships: Places) -> Iterator[Page]:
    """The page to choose from, and a page a group; `townships` are (slug, name)."""
    words = (word for one in offers for word in one.service.target_groups)
    chosen = [(group, tuple(_for(group, offers))) for group in groups(words)]
    counts = tuple((group, len(found)) for group, found in chosen)
    yield Page(_FINDER[1], _FINDER[0], "families.html", (HOME,), {"groups": counts})
    for group, found in chosen:
        yield _page(group, found, townships)


def _for(group: Group, offers: Iterable[Offered]) -> Iterator[Offered]:
    return (one for one in offers if {*group.words} & {*one.service.target_groups})


def _page(group: Group, found: tuple[Offered, ...], townships: Places) -> Page:
    services = [one.service for one in found]
    values = {
        "areas": tuple(_by_area(found)),
        "unasked": tuple(s for s in services if s.outreach or Channel.AUTOMATIC in s.channels),
        "helped": tuple(s.short_name for s in services if _HELPED & {*s.channels}),
        "visited": tuple(s.short_name for s in services if Channel.HOME_VISIT in s.channels),
        "total": len(found),
        "townships": townships,
    }
    return Page(f"for/{group.slug}.html", group.title, "family.html", (HOME, _FINDER), values)


def _by_area(found: Iterable[Offered]) -> Iterator[tuple[Topic, tuple[Offered, ...]]]:
    for topic in Topic:
        if here := tuple(one for one in found if one.service.topic is topic):
            yield topic, here
