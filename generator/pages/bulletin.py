"""What a township tells everybody: what changed lately, and what is read out over loudspeakers."""

from collections.abc import Iterator
from datetime import date

from generator.catalog import Township
from generator.pages.loud import script
from generator.pages.news import news
from generator.pages.page import Page
from generator.pages.township import crumbs_to, filled_by, where_of


def bulletin_pages(township: Township, today: date) -> Iterator[Page]:
    """The two pages, as of `today`."""
    where = where_of(township)
    shown = {"where": where, "filled": filled_by(township)}
    changes = {"news": news(township, today), **shown}
    yield Page(f"{where.slug}/news.html", "最近变化", "news.html", crumbs_to(where), changes)
    scripts = tuple(
        (guide.service, guide.window, guide.lowest_tier, script(guide))
        for guide in township.guides
        if guide.service.is_active
    )
    read_out = {"scripts": scripts, **shown}
    yield Page(f"{where.slug}/loud.html", "大喇叭稿", "loud.html", crumbs_to(where), read_out)
