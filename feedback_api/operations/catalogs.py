"""Puts a newly published catalog in the place of the old one, and tells what is different."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from feedback_api.published import Published


class Changes(NamedTuple):
    """Guides by township and service, in words: what came, what left, what was edited."""

    come: tuple[str, ...]
    left: tuple[str, ...]
    edited: tuple[str, ...]


def between(old: Published | None, new: Published) -> Changes:
    """What is different in the new catalog."""
    before, after = dict(_guides(old) if old else ()), dict(_guides(new))
    return Changes(
        come=tuple(_named(new, key) for key in after if key not in before),
        left=tuple(_named(old, key) for key in before if old and key not in after),
        edited=tuple(
            _named(new, key)
            for key, version in after.items()
            if before.get(key, version) != version
        ),
    )


_Key = tuple[str, str]


def _guides(catalog: Published) -> Iterator[tuple[_Key, str]]:
    for township in catalog.townships:
        for identifier, offer in township.services.items():
            yield (township.slug, identifier), offer.version


def _named(catalog: Published, key: _Key) -> str:
    guide = catalog.guide(*key)
    return f"{guide.township.name}·{guide.service.name}" if guide else "·".join(key)


def put(content: bytes, target: Path) -> None:
    """Writes a file in place: whoever reads at that moment sees the old or the new one."""
    part = target.with_name(f"{target.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
