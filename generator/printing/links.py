"""Addresses on paper: in a QR code, and typed out for those who type."""

from urllib.parse import urljoin

from generator.rounds import Round

SERVICE = "/api/v1/"
"""Where the feedback service answers when the settings say nothing else."""


def address(site_url: str, page: str, mark: str = "") -> str:
    """The URL of a page of the site, empty where it isn't known where the site is published.

    `mark` tells the page which words of it the sheet shows (`?v=…`).
    """
    if not site_url:
        return ""
    return f"{site_url}{page}?v={mark}" if mark else f"{site_url}{page}"


def typed(url: str) -> str:
    """An address as one types it: without scheme and mark."""
    return url.partition("://")[2].partition("?")[0] or url


def answered(site_url: str, feedback: str, path: str) -> str:
    """The URL of something that the feedback service answers, empty where it can't be known.

    `feedback` is the service's path on the site's own host.
    """
    return f"{urljoin(site_url, feedback)}{path}" if site_url and feedback else ""


def round_page(site_url: str, feedback: str, one: Round) -> str:
    """The URL of a round: with its result it is a page of the site, before that one can answer."""
    if one.is_finished:
        return address(site_url, f"{one.township}/round-{one.id}.html")
    return answered(site_url, feedback, f"rounds/{one.id}")
