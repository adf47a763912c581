"""The tree against published vectors of RFC 6962, and every proof of small trees."""

from __future__ import annotations

from functools import partial
from hashlib import sha256

import pytest

from archive.transparency import (
    check_consistency,
    check_inclusion,
    hash_leaf,
    hash_range,
    prove_consistency,
    prove_inclusion,
)

# From the tests of Certificate Transparency's reference implementation.
LEAVES = [
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
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
ROOTS = (
    EMPTY,
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
INCLUSION = {  # (index, size): the hashes
    (0, 1): (),
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
}
CONSISTENCY = {  # (old size, new size): the hashes
    (1, 1): (),
    (1, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
}


def find_in(leaves, level, index):
    """The hash of a complete subtree, from its leaves: slowly, by the definition."""
    if level == 0:
        return hash_leaf(leaves[index])
    halves = (find_in(leaves, level - 1, 2 * index + side) for side in (0, 1))
    return sha256(b"\x01" + b"".join(halves)).digest()


FIND = partial(find_in, LEAVES)


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones(size):
    assert hash_range(FIND, 0, size).hex() == ROOTS[size]


@pytest.mark.parametrize(("where", "hashes"), INCLUSION.items())
def test_inclusion_proofs_are_the_published_ones(where, hashes):
    assert [one.hex() for one in prove_inclusion(FIND, *where)] == list(hashes)


@pytest.mark.parametrize(("sizes", "hashes"), CONSISTENCY.items())
def test_consistency_proofs_are_the_published_ones(sizes, hashes):
    assert [one.hex() for one in prove_consistency(FIND, *sizes)] == list(hashes)


def spoil(hashes):
    """Each list that differs from `hashes` in one hash, or has one less or one more."""
    for place in range(len(hashes)):
        yield [*hashes[:place], bytes(32), *hashes[place + 1 :]]
    yield [*hashes, bytes(32)]
    if hashes:
        yield hashes[:-1]


def test_every_proof_of_a_small_tree_holds_and_no_spoilt_one():
    leaves = [bytes([number]) for number in range(70)]
    find = partial(find_in, leaves)
    for size in (1, 2, 3, 5, 8, 13, 31, 33, 64, 70):
        root = hash_range(find, 0, size)
        for index in range(size):
            leaf, proof = hash_leaf(leaves[index]), prove_inclusion(find, index, size)
            assert check_inclusion(leaf, index, size, proof, root)
            assert not check_inclusion(hash_leaf(b"x"), index, size, proof, root)
            for other in spoil(proof):
                assert not check_inclusion(leaf, index, size, other, root)
        for old in range(1, size + 1):
            before, proof = hash_range(find, 0, old), prove_consistency(find, old, size)
            assert check_consistency(old, before, size, root, proof)
            assert not check_consistency(old, bytes(32), size, root, proof)
            for other in spoil(proof):
                assert not check_consistency(old, before, size, root, other)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_leaf_that_is_not_there_has_no_proof(index, size):
    with pytest.raises(ValueError, match="has no leaf"):
        prove_inclusion(FIND, index, size)
    assert not check_inclusion(bytes(32), index, size, [], bytes(32))


@pytest.mark.parametrize("index", [-1, 0, 1])
def test_a_tree_of_one_leaf_is_its_hash_and_has_no_other(index):
    leaf = hash_leaf(b"x")
    assert check_inclusion(leaf, index, 1, [], leaf) is (index == 0)


def test_a_larger_tree_is_no_older_one():
    with pytest.raises(ValueError, match="has no older one"):
        prove_consistency(FIND, 4, 3)
    assert not check_consistency(4, bytes(32), 3, bytes(32), [])
    assert check_consistency(0, bytes.fromhex(EMPTY), 3, bytes(32), [])
    assert not check_consistency(0, bytes.fromhex(EMPTY), 3, bytes(32), [bytes(32)])
    assert not check_consistency(0, bytes(32), 3, bytes(32), [])
