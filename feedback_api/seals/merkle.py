"""Merkle trees as in RFC 9162, section 2.1: roots, and proofs that a leaf is in a tree."""

from collections.abc import Sequence
from hashlib import sha256

Hash = bytes
"""32 bytes of SHA-256."""


def leaf_hash(entry: bytes) -> Hash:
    """The hash of what a leaf stands for."""
    return sha256(b"\x00" + entry).digest()


def _node(left: Hash, right: Hash) -> Hash:
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[Hash]) -> Hash:
    """The root over leaf hashes; that of no leaves is the hash of nothing."""
    if not leaves:
        return sha256().digest()
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0]


def _above(level: Sequence[Hash]) -> list[Hash]:
    """The next level: pairs joined, an odd one at the end taken up as it is."""
    joined = [_node(*pair) for pair in zip(level[::2], level[1::2], strict=False)]
    return joined if len(level) % 2 == 0 else [*joined, level[-1]]


def path(leaves: Sequence[Hash], index: int) -> list[Hash]:
    """What it takes beside the leaf at `index` to compute the root, from the leaf upwards."""
    level, found = list(leaves), []
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            found.append(level[beside])
        level, index = _above(level), index // 2
    return found


def root_from_path(leaf: Hash, index: int, size: int, proof: Sequence[Hash]) -> Hash | None:
    """The root that the proof leads to, or None when no tree of that size has such a proof."""
    if not 0 <= index < size:
        return None
    at, last, value = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return None
        if at % 2 or at == last:
            value = _node(beside, value)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            value = _node(value, beside)
        at, last = at // 2, last // 2
    return value if last == 0 else None
