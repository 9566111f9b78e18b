"""Addresses on paper: in a QR code, and typed out for those who type."""


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
