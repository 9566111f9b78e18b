"""公开公示公议 on the site: a township's finished rounds, each with everything that was said."""

from collections.abc import Iterator

from generator.catalog import Township
from generator.pages.page import Page
from generator.pages.township import crumbs_to, filled_by, where_of
from generator.rounds import Round


def round_pages(township: Township, finished: tuple[Round, ...]) -> Iterator[Page]:
    """The list, also of nothing, so that links to it hold, and a page for each round."""
    where = where_of(township)
    crumbs = crumbs_to(where)
    shown = {"where": where, "filled": filled_by(township)}
    values = {"rounds": finished, **shown}
    yield Page(f"{where.slug}/rounds.html", "公开公示公议", "rounds.html", crumbs, values)
    trail = (*crumbs, ("公开公示公议", f"{where.slug}/rounds.html"))
    for one in finished:
        path = f"{where.slug}/round-{one.id}.html"
        yield Page(path, one.title, "round.html", trail, {"one": one, **shown})
