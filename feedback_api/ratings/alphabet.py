"""Characters that survive being read out on the phone: no 0 and O, no 1, I and L."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
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
    return written(secrets.randbelow(len(ALPHABET) ** length), length)


def tidied(typed: str) -> str:
    """As somebody types it: spaces, hyphens, small and full-width letters don't matter."""
    narrow = "".join(
        chr(ord(one) - 0xFEE0) if "！" <= one <= "～" else one for one in typed.strip()
    )
    return "".join(one for one in narrow.upper() if one not in " -_\u3000\t")


def is_ours(code: str, length: int) -> bool:
    """Whether a code has the length and only our characters."""
    return len(code) == length and all(one in _NUMBER for one in code)
