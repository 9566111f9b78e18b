"""Recomputes seals from ratings, and says in Chinese what isn't as it was sealed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping

from feedback_api.ratings.store import text_hash
from feedback_api.seals import leaves, merkle, store
from feedback_api.seals.sealing import NOTHING, chained
from feedback_api.seals.store import Seal

BEFORE_ALL = -(2**63) + 1
"""No rating has a smaller number, not even one that was smuggled in."""
Rater = Callable[[RowMapping], str]
"""What a leaf says of who gave the rating: computed from a row, or read from an export."""


def seals(connection: Connection, rater: Rater, say: Callable[[str, int], None]) -> Iterator[str]:
    """What is wrong with the seals and with the ratings in them, a sentence each."""
    chain, number, last = NOTHING, 0, BEFORE_ALL
    for seal in store.every(connection):
        number += 1
        if seal.number != number:
            yield f"第 {number} 批封存记录不见了"
            number, last = seal.number, seal.first - 1
        elif seal.previous != chain or seal.first <= last:
            yield f"第 {number} 批封存记录接不上前一批"
        if chained(seal).chain != seal.chain:
            yield f"第 {number} 批封存记录被改过"
        yield from _batch(connection, seal, rater, last)
        say("已核对", seal.last)
        chain, last = seal.chain, seal.last


def _batch(connection: Connection, seal: Seal, rater: Rater, before: int) -> Iterator[str]:
    sealed = store.leaves(connection, seal.number)
    if merkle.root(sealed).hex() != seal.root or len(sealed) != seal.size:
        yield f"第 {seal.number} 批封存的指纹被改过"
        return
    rows = list(store.rows(connection, before + 1, seal.last))
    hashes = [merkle.leaf_hash(leaves.entry(leaves.of_rating(row, rater(row)))) for row in rows]
    if hashes != sealed:
        yield from _differing(seal, sealed, rows, hashes)


def _differing(
    seal: Seal, sealed: list[bytes], rows: list[RowMapping], hashes: list[bytes]
) -> Iterator[str]:
    """Names each row that isn't what was sealed, and how many are gone."""
    known = set(sealed)
    strange = [row for row, found in zip(rows, hashes, strict=True) if found not in known]
    gone = len(known - set(hashes))
    for row in strange:
        what = "在封存以后被改过" if gone else "是封存以后加进来的"
        gone -= 1 if gone else 0
        yield f"第 {seal.number} 批：{called(row)}{what}"
    if gone:
        yield f"第 {seal.number} 批（第 {seal.first} 号到第 {seal.last} 号）少了 {gone} 条评价"
    if not strange and not gone:
        yield f"第 {seal.number} 批：评价的顺序被改过"


def called(row: RowMapping) -> str:
    """A rating by its number and place, so that it can be found."""
    return f"第 {row['seq']} 号评价（{row['township']}，{row['service']}，{row['week']}）"


def texts(connection: Connection) -> Iterator[str]:
    """Texts that aren't those that were given, and those that are gone without a record."""
    for words in store.words(connection):
        if words.masked is not None:
            if text_hash(words.salt or "", words.masked) != words.text_hash:
                yield f"第 {words.seq} 号评价的文字被改过"
        elif words.struck is None:
            yield f"第 {words.seq} 号评价的文字不见了，也没有依法删除的记录"


def published(kept: Iterable[Mapping[str, Any]], connection: Connection) -> Iterator[str]:
    """Seals that differ from those which somebody kept when they were published."""
    now = {seal.number: seal.chain for seal in store.every(connection)}
    for seal in kept:
        number = seal["number"]
        if now.get(number) != seal["chain"]:
            yield f"第 {number} 批和公布过的不一样"
