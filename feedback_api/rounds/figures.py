"""The numbers that a round begins with (实绩): indicators of its period, as everybody may see."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection


def of(conn: Connection, township: str, first: date, last: date) -> list[Mapping[str, Any]]:
    """Name, value and how it comes about, for each indicator."""
    return []
