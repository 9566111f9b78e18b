"""What is sealed of a rating: bytes that anyone with its public fields can make again."""

import json
from hashlib import sha256
from typing import Any

from sqlalchemy import RowMapping

FIELDS = (
    "seq",
    "township",
    "service",
    "version",
    "week",
    "grade",
    "tags",
    "trips",
    "promised",
    "missing",
    "open",
    "verified",
    "channel",
    "village",
    "window",
    "follows",
    "text_hash",  # salted: the text can be struck out, and nobody can guess it from this
)
"""Columns of a rating that are sealed as they are."""

Leaf = dict[str, Any]


def rater(identifier: str, receipt: str) -> str:
    """What ties a leaf to whoever holds the receipt, and tells nobody else who that is.

    Both are random, so that the leaf's hash can be published and not be guessed.
    """
    return sha256(f"{identifier}|{receipt}".encode()).hexdigest()


def of_rating(row: RowMapping, by: str | None = None) -> Leaf:
    """The leaf of a row of `ratings`: no identifier, no receipt, no text.

    `by` is the `rater` where it is known already.
    """
    return {
        "rater": by or rater(row["id"], row["receipt"]),
        **{name: row[name] for name in FIELDS},
    }


def entry(leaf: Leaf) -> bytes:
    """The canonical bytes: JSON with sorted keys, without spaces, in UTF-8."""
    text = json.dumps(leaf, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()
