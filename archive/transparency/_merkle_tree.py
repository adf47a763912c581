"""The Merkle tree of RFC 6962, section 2.1, over SHA-256: roots, proofs, and checks.

The checks follow RFC 9162, sections 2.1.3.2 and 2.1.4.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
SubtreeHash = Callable[[int, int], bytes]  # of the complete subtree (level, index)


def hash_leaf(data: bytes) -> bytes:
    """The hash of a leaf with this content."""
    return sha256(b"\0" + data).digest()


def hash_children(left: bytes, right: bytes) -> bytes:
    """The hash of the node above two hashes."""
    return sha256(b"\1" + left + right).digest()


def hash_complete_subtree(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of hashes."""
    row = list(hashes)
    while len(row) > 1:
        pairs = zip(row[::2], row[1::2], strict=True)
        row = [hash_children(left, right) for left, right in pairs]
    return row[0]


def hash_range(find: SubtreeHash, start: int, end: int) -> bytes:
    """The hash of the leaves from `start` to before `end`, where `start` is a multiple
    of the largest power of two below the number of leaves."""
    count = end - start
    if count == 0:
        return EMPTY_ROOT
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return find(level, start >> level)
    middle = start + _split_size(count)
    return hash_children(hash_range(find, start, middle), hash_range(find, middle, end))


def prove_inclusion(find: SubtreeHash, index: int, size: int) -> list[bytes]:
    """The hashes beside the path from leaf `index` to the root, the leaf's sibling
    first. Raises `ValueError` where the tree has no leaf of that index."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    return _prove_in_range(find, index, 0, size)


def prove_consistency(find: SubtreeHash, old: int, new: int) -> list[bytes]:
    """The hashes that show that the first `old` of `new` leaves are the older tree.

    Raises `ValueError` where the older tree is larger.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves has no older one of {old}")
    if old in (0, new):
        return []
    return _prove_older(find, old, 0, new, is_whole=True)


def check_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether the proof leads from the hash of leaf `index` to the root."""
    if not 0 <= index < size:
        return False
    place, last, node_hash = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            node_hash = hash_children(each, node_hash)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node_hash = hash_children(node_hash, each)
        place, last = place >> 1, last >> 1
    return last == 0 and node_hash == root


def check_consistency(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof leads from the root over `old` leaves to that over `new`."""
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    if old > new or not proof:
        return False
    steps = iter(proof)
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = old_root if place == 0 else next(steps)
    return _follow_consistency(steps, place, last, first, (old_root, new_root))


def _follow_consistency(
    steps: Iterator[bytes],
    place: int,
    last: int,
    first: bytes,
    roots: tuple[bytes, bytes],
) -> bool:
    older = newer = first
    for each in steps:
        if last == 0:
            return False
        if place & 1 or place == last:
            older, newer = hash_children(each, older), hash_children(each, newer)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            newer = hash_children(newer, each)
        place, last = place >> 1, last >> 1
    return last == 0 and (older, newer) == roots


def _split_size(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def _prove_in_range(find: SubtreeHash, index: int, start: int, end: int) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + _split_size(end - start)
    if index < middle:
        beside = hash_range(find, middle, end)
        return [*_prove_in_range(find, index, start, middle), beside]
    beside = hash_range(find, start, middle)
    return [*_prove_in_range(find, index, middle, end), beside]


def _prove_older(
    find: SubtreeHash, old: int, start: int, end: int, *, is_whole: bool
) -> list[bytes]:
    """SUBPROOF of RFC 6962 for the leaves from `start`; `old` is an index of the tree,
    `is_whole` whether the verifier knows the hash of this range already."""
    if old == end:
        return [] if is_whole else [hash_range(find, start, end)]
    middle = start + _split_size(end - start)
    if old <= middle:
        beside = hash_range(find, middle, end)
        return [*_prove_older(find, old, start, middle, is_whole=is_whole), beside]
    beside = hash_range(find, start, middle)
    return [*_prove_older(find, old, middle, end, is_whole=False), beside]
