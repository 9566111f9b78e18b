"""Characters that survive being read out on the phone: no 0 and O, no 1, I and L."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_BITS = 32
"""The power of two that is just above the number of our characters."""
_SIGNS = bytes(ord(f"{ALPHABET}-"[byte % _BITS]) for byte in range(256))
_NOT_OURS = bytes(byte for byte in range(256) if byte % _BITS == len(ALPHABET))
_NUMBER = {character: number for number, character in enumerate(ALPHABET)}


def written(number: int, length: int) -> str:
    """The last `length` digits of a number, in our characters."""
    found = []
    for _ in range(length):
        number, digit = divmod(number, len(ALPHABET))
        found.append(ALPHABET[digit])
    return "".join(reversed(found))


def number(character: str) -> int:
    """Which digit a character is. Raises KeyError for one that isn't ours."""
    return _NUMBER[character]


def drawn(length: int) -> str:
    """Characters that nobody can guess: 4.95 bits each."""
    found = b""
    while len(found) < length:
        # What falls beside our characters is left out, so that all are equally likely.
        found += secrets.token_bytes(2 * length).translate(_SIGNS, _NOT_OURS)
    return found[:length].decode()


def tidied(typed: str) -> str:
    """As somebody types it: spaces, hyphens, small and full-width letters don't matter."""
    narrow = "".join(
        chr(ord(one) - 0xFEE0) if "！" <= one <= "～" else one for one in typed.strip()
    )
    return "".join(one for one in narrow.upper() if one not in " -_\u3000\t")


def is_ours(code: str, length: int) -> bool:
    """Whether a code has the length and only our characters."""
    return len(code) == length and all(one in _NUMBER for one in code)


def in_fours(code: str) -> str:
    """As it is shown, and read out: four characters at a time."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
