"""Names that become addresses: of services and of townships' folders."""

import re

NAME = re.compile(r"[a-z][a-z0-9-]{1,40}")
NAME_HINT = (
    "请用小写字母开头的字母、数字和连字符，2 到 41 个字，且不是保留的名字，例如 sa-minimum-living"
)
_OTHER_PAGES = re.compile(
    r"index|hall|staff|duty|open|bring|loud|news|rounds|round-\d+|v\d+|search|404"
)
_OTHER_FOLDERS = {
    "about",
    "area",
    "api",
    "assets",
    "elder",
    "for",
    "handbook",
    "schema",
    "services",
}


def is_service_name(name: str) -> bool:
    """Whether a service may be called so: no other page of a township has the name."""
    return bool(NAME.fullmatch(name)) and not _OTHER_PAGES.fullmatch(name)


def is_township_name(name: str) -> bool:
    """Whether a township's folder may be called so: no other folder of the site has the name."""
    return bool(NAME.fullmatch(name)) and name not in _OTHER_FOLDERS
