"""Passwords and second factors."""

import functools
from datetime import datetime

import pyotp
import segno
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST = 10
"""Characters of a password (NIST SP 800-63B asks for 8 at least; no rules on kinds of them)."""
MOST = 128
_COMMON = ("password", "admin", "qwerty", "woaini", "12345", "abc123", "letmein", "111111")
# OWASP's second choice: 19 MiB, so that a few people signing in at once don't fill a small machine.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_STEP_SECONDS = 30


def hashed(password: str) -> str:
    """The password as it is kept (argon2id)."""
    return _HASHER.hash(password)


@functools.cache
def _nobody() -> str:
    return hashed("nobody has this one")


def fits(password_hash: str | None, password: str) -> bool:
    """Whether it is the password; takes as long when there is none to compare with."""
    try:
        return _HASHER.verify(password_hash or _nobody(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_dated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


def weakness(password: str, name: str) -> str | None:
    """What is wrong with a new password, in Chinese."""
    if not LEAST <= len(password) <= MOST:
        return f"密码要 {LEAST} 到 {MOST} 个字，可以是一句自己记得住的话"
    low = password.lower()
    if name.lower() in low or low in name.lower():
        return "密码里不要有登录名"
    if len(set(low)) < LEAST // 2 or any(word in low for word in _COMMON):
        return "这样的密码太常见，容易被猜到，请换一个"
    return None


def new_secret() -> str:
    """A secret for a second factor."""
    return pyotp.random_base32()


def step(secret: str, code: str, now: datetime) -> int | None:
    """The half minute a code belongs to (the last, this or the next), or None if to none."""
    this = int(now.timestamp()) // _STEP_SECONDS
    totp = pyotp.TOTP(secret)
    digits = "".join(code.split())
    fitting = (
        one
        for one in (this, this - 1, this + 1)
        if pyotp.utils.strings_equal(totp.generate_otp(one), digits)
    )
    return next(fitting, None)


def drawing(secret: str, name: str, county: str) -> str:
    """The secret as a QR code for an authenticator, as an address of an SVG picture."""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=county)
    return segno.make(address, error="m").svg_data_uri(scale=5, border=4)
