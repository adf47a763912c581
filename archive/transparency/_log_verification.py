"""Checks that the log is what it was: leaves, tiles, checkpoints, key, and every
version that it covers."""

from __future__ import annotations

from collections.abc import Iterator

from archive.models import Entry, LogCheckpoint, LogLeaf, LogTile
from archive.versions import list_versions_by_entry

from ._log_key import LogKeyError, get_verifier_key
from ._log_leaves import find_leaf_alterations
from ._merkle_tree import hash_complete_subtree
from ._signed_notes import NoteError, find_valid_signature, parse_checkpoint
from ._tree_reader import TreeReader, count_leaves

ENTRIES_PER_BATCH = 200


def verify_log() -> Iterator[tuple[str, str]]:
    """What is wrong with the log: (where, what).

    Hashes every leaf, and compares every public version's fields with its record.
    """
    yield from _verify_leaves()
    yield from _verify_tiles()
    yield from _verify_checkpoints()
    yield from _find_missing_leaves()


def _verify_leaves() -> Iterator[tuple[str, str]]:
    expected = 0
    for leaf in LogLeaf.objects.order_by("index").iterator():
        where = f"log leaf {leaf.index} ({leaf.id_code} v{leaf.version})"
        if leaf.index != expected:
            yield where, f"leaf {expected} is missing"
        expected = leaf.index + 1
        for message in find_leaf_alterations(leaf):
            yield where, message


def _verify_tiles() -> Iterator[tuple[str, str]]:
    """Stored hashes of tiles are those of the hashes below them."""
    tree = TreeReader()
    for tile in LogTile.objects.order_by("level", "index").iterator():
        below = tree.load_tile(tile.level - 1, tile.index)
        if len(below) != 256 or hash_complete_subtree(below) != bytes(tile.tile_hash):
            yield f"log tile {tile.level}/{tile.index}", "is not the hash of its leaves"


def _verify_checkpoints() -> Iterator[tuple[str, str]]:
    """Every signed root is the tree's, the last one covers it, and the key is there."""
    try:
        key = get_verifier_key() if LogCheckpoint.objects.exists() else None
    except LogKeyError as error:
        yield "log key", str(error)
        key = None
    tree, size, signed = TreeReader(), count_leaves(), 0
    for row in LogCheckpoint.objects.order_by("size").iterator():
        where, signed = f"checkpoint of {row.size}", row.size
        try:
            checkpoint = parse_checkpoint(row.note)
            if key is not None and checkpoint.origin == key.name:
                find_valid_signature(checkpoint, key)
            if (
                checkpoint.size != row.size
                or tree.compute_root(row.size) != checkpoint.root
            ):
                yield where, "the tree has another root"
        except (NoteError, LookupError) as error:
            yield where, str(error)
    if signed != size:
        yield "log", f"has {size} leaves, and the last checkpoint is of {signed}"


def _find_missing_leaves() -> Iterator[tuple[str, str]]:
    """Public versions that the log lacks."""
    there = set(LogLeaf.objects.values_list("id_code", "version"))
    keys = list(Entry.objects.public().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), ENTRIES_PER_BATCH):
        batch = list(
            Entry.objects.filter(pk__in=keys[start : start + ENTRIES_PER_BATCH])
        )
        for versions in list_versions_by_entry(batch).values():
            for version in versions:
                if (version.entry.id_code, version.number) not in there:
                    where = f"{version.entry.id_code_display} v{version.number}"
                    yield where, "is public, and is not in the log"
