"""Trees as in RFC 9162, with the vectors that Certificate Transparency's logs are tested with."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from feedback_api.seals import merkle

ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
LEAVES = [merkle.leaf_hash(entry) for entry in ENTRIES]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def test_roots_are_those_of_the_standard_s_vectors() -> None:
    assert merkle.root([]).hex() == sha256().hexdigest()
    assert [merkle.root(LEAVES[:size]).hex() for size in range(1, 9)] == list(ROOTS)


def test_proofs_are_those_of_the_standard_s_vectors() -> None:
    first, sixth = merkle.path(LEAVES, 0), merkle.path(LEAVES, 5)
    assert [one.hex() for one in first] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert [one.hex() for one in sixth] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def by_definition(leaves: list[bytes]) -> bytes:
    """The root as section 2.1.1 defines it, word by word."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = by_definition(leaves[:split]), by_definition(leaves[split:])
    return sha256(b"\x01" + left + right).digest()


TREES = st.lists(st.binary(max_size=4).map(merkle.leaf_hash), min_size=1, max_size=70)


@given(TREES, st.data())
def test_every_leaf_has_a_proof_and_no_other_fits(leaves: list[bytes], data: st.DataObject) -> None:
    root, size = by_definition(leaves), len(leaves)
    assert merkle.root(leaves) == root
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.path(leaves, index)
    assert merkle.root_from_path(leaves[index], index, size, proof) == root
    assert merkle.root_from_path(merkle.leaf_hash(b"other"), index, size, proof) != root
    assert merkle.root_from_path(leaves[index], index, size, [*proof, root]) is None
    assert merkle.root_from_path(leaves[index], size, size, proof) is None
    if proof:
        assert merkle.root_from_path(leaves[index], index, size, proof[:-1]) is None
        changed = [*proof[:-1], merkle.leaf_hash(b"other")]
        assert merkle.root_from_path(leaves[index], index, size, changed) != root
