"""Signing in: everything looked at in the same order and time, whether the name exists or not."""

from typing import NamedTuple

from feedback_api import db
from feedback_api.officials import attempts, passwords, sessions, store
from feedback_api.officials.roles import Official
from feedback_api.services import Services


class Result(NamedTuple):
    """A session's token, or how many seconds to wait, or neither: something was wrong."""

    token: str | None = None
    wait: int = 0


def sign_in(here: Services, name: str, password: str, code: str, address: str) -> Result:
    """Tries to sign in from an address. Which of the three was wrong isn't told."""
    now = here.now()
    seconds = int(now.timestamp())
    key = attempts.key(here.settings.secret_key, name, address)
    with db.writing(here.engine) as connection:
        if wait := attempts.attempt(connection, key, seconds):
            return Result(wait=wait)
        who = store.by_name(connection, name)
    # Outside of any transaction: hashing takes long on purpose.
    is_right = passwords.fits(who.password_hash if who else None, password)
    if who is None or not is_right or not who.active:
        return Result()
    step = passwords.step(who.totp_secret, code, now) if who.totp_secret else None
    if who.totp_secret and step is None:
        return Result()
    return _begin(here, who, key, step, password)


def _begin(here: Services, who: Official, key: str, step: int | None, password: str) -> Result:
    now = int(here.now().timestamp())
    assert who.password_hash  # noqa: S101  (it fitted)
    fresh = passwords.hashed(password) if passwords.is_dated(who.password_hash) else None
    with db.writing(here.engine) as connection:
        current = store.by_id(connection, who.id)
        if current != who or (step is not None and not store.use_totp(connection, who.id, step)):
            return Result()
        if fresh:
            store.rehash(connection, who.id, fresh)
        attempts.succeeded(connection, key)
        hours = here.settings.session_hours
        return Result(sessions.begin(connection, who.id, now, hours * 3600))
