"""Officials of a demonstration, one a role, who sign in with one password. Never of a county."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from feedback_api.officials import managing, passwords, store
from feedback_api.officials.roles import Role

NAMES: Mapping[str, Role] = {f"演示-{role.label}": role for role in Role}


def seat(connection: Connection, township: str, password: str, now: datetime) -> None:
    """Adds whoever is missing; all of them have this password from now on, and no other."""
    kept = passwords.hashed(password)
    for name, role in NAMES.items():
        if not store.by_name(connection, name):
            managing.add(connection, (name, role, township if role.has_township else None), now)
        who = store.by_name(connection, name)
        assert who  # noqa: S101  (it was just made)
        store.set_password(connection, who.id, kept)
