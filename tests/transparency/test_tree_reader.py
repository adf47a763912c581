"""The tree as the database holds it, at the limits of its tiles."""

from __future__ import annotations

import pytest

from archive.models import LogLeaf, LogTile
from archive.transparency import hash_leaf, hash_range
from archive.transparency._tree_reader import (
    TreeReader,
    count_leaves,
    list_statements,
    store_full_tiles,
)

from .test_merkle_tree import find_in

pytestmark = pytest.mark.django_db


def add_leaves(start, end):
    LogLeaf.objects.bulk_create(
        LogLeaf(
            index=number,
            id_code=f"{number:08}",
            version=1,
            statement=f"leaf {number}",
            record="{}",
            salts={},
        )
        for number in range(start, end)
    )


def compute_root(size):
    """By the definition, from the leaves alone."""
    leaves = [f"leaf {number}".encode() for number in range(size)]
    return hash_range(lambda level, index: find_in(leaves, level, index), 0, size)


@pytest.mark.parametrize("size", [0, 1, 2, 5])
def test_leaves_are_counted_and_no_more_are_read(size):
    add_leaves(0, size)
    assert count_leaves() == size
    reader = TreeReader()
    assert reader.compute_root(size) == compute_root(size)
    with pytest.raises(LookupError, match=f"no subtree 0/{size}"):
        reader.find_hash(0, size)
    with pytest.raises(LookupError, match="no subtree"):
        reader.compute_root(size + 1)


@pytest.mark.parametrize(
    ("old", "new", "stored"),
    [
        (0, 255, []),
        (0, 256, [(1, 0)]),
        (255, 257, [(1, 0)]),
        (256, 300, []),
        (300, 513, [(1, 1)]),
        (0, 513, [(1, 0), (1, 1)]),
    ],
)
def test_a_tile_is_stored_when_it_is_full(old, new, stored):
    add_leaves(0, new)
    store_full_tiles(old, new)
    assert list(LogTile.objects.values_list("level", "index")) == stored


def test_roots_of_large_trees_are_read_from_full_tiles(django_assert_num_queries):
    add_leaves(0, 258)
    store_full_tiles(0, 258)
    reader = TreeReader()
    with django_assert_num_queries(2):  # the tile of leaves in part, and that above it
        root = reader.compute_root(258)
    assert root == compute_root(258)
    assert reader.compute_root(255) == compute_root(255)
    assert reader.load_tile(0, 1) == [hash_leaf(b"leaf 256"), hash_leaf(b"leaf 257")]
    assert reader.load_tile(0, 2) == [] == reader.load_tile(1, 1)


def test_what_comes_after_a_gap_is_no_part_of_the_tree():
    add_leaves(0, 5)
    LogLeaf.objects.filter(index=2).delete()
    assert TreeReader().load_tile(0, 0) == [hash_leaf(b"leaf 0"), hash_leaf(b"leaf 1")]
    LogLeaf.objects.filter(index=0).delete()
    assert TreeReader().load_tile(0, 0) == []


@pytest.mark.parametrize(
    ("index", "width", "numbers"),
    [
        (0, 256, range(256)),
        (0, 3, range(3)),
        (0, 0, ()),
        (1, 256, (256, 257)),
        (1, 1, (256,)),
        (2, 256, ()),
    ],
)
def test_the_statements_of_a_tile_are_as_many_as_wanted(index, width, numbers):
    add_leaves(0, 258)
    wanted = [f"leaf {number}".encode() for number in numbers]
    assert list_statements(index, width) == wanted
