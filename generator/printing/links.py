"""Addresses on paper: in a QR code, and typed out for those who type."""

from urllib.parse import urljoin


def address(site_url: str, page: str, mark: str = "") -> str:
    """The URL of a page of the site, empty where it isn't known where the site is published.

    `mark` tells the page which words of it the sheet shows (`?v=…`).
    """
    if not site_url:
        return ""
    return f"{site_url}{page}?v={mark}" if mark else f"{site_url}{page}"


def rate(site_url: str, feedback: str, guide: str, version: str) -> str:
    """The URL at which a guide (`township/service`) is rated, empty where it can't be.

    `feedback` is the path of the feedback service on the site's own host.
    """
    if not (site_url and feedback):
        return ""
    return f"{urljoin(site_url, feedback)}rate/{guide}?v={version}"


def typed(url: str) -> str:
    """An address as one types it: without scheme and mark."""
    return url.partition("://")[2].partition("?")[0] or url
