"""Keys for one purpose each, from the one secret; and hashes that only who has it can make."""

import hmac
from functools import lru_cache


@lru_cache(maxsize=64)
def derived(secret: str, purpose: str) -> bytes:
    """A key for the purpose. One key's use says nothing about another's."""
    return hmac.digest(secret.encode(), purpose.encode(), "sha256")


def keyed(key: bytes, *parts: str) -> bytes:
    """The keyed hash of some texts; none of which may hold a NUL, which keeps them apart."""
    return hmac.digest(key, "\0".join(parts).encode(), "sha256")
