"""The tree as the database holds it: leaves, and the hashes of full tiles."""

from __future__ import annotations

from django.db.models import Max

from archive.models import LogLeaf, LogTile

from ._merkle_tree import hash_complete_subtree, hash_leaf, hash_range

TILE_HEIGHT = 8  # levels of the tree in a tile (C2SP tlog-tiles)
TILE_WIDTH = 1 << TILE_HEIGHT


class TreeReader:
    """Hashes of subtrees, with the tiles that were read kept for its own life."""

    def __init__(self) -> None:
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def find_hash(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree of 2**level leaves, the one with this index.
        Raises `LookupError` where the log has less."""
        tile_level, height = divmod(level, TILE_HEIGHT)
        first, count = index << height, 1 << height
        tile = self.load_tile(tile_level, first // TILE_WIDTH)
        start = first % TILE_WIDTH
        hashes = tile[start : start + count]
        if len(hashes) != count:
            raise LookupError(f"the log has no subtree {level}/{index}")
        return hash_complete_subtree(hashes)

    def load_tile(self, level: int, index: int) -> list[bytes]:
        """The hashes of a tile, up to 256; one query."""
        key = level, index
        if key not in self._tiles:
            start = index * TILE_WIDTH
            span = range(start, start + TILE_WIDTH)
            self._tiles[key] = _load_hashes(level, span)
        return self._tiles[key]

    def compute_root(self, size: int) -> bytes:
        """The root over the first `size` leaves. Raises `LookupError` as above."""
        return hash_range(self.find_hash, 0, size)


def count_leaves() -> int:
    """How many leaves the log has."""
    last: int | None = LogLeaf.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


def list_statements(index: int, width: int) -> list[bytes]:
    """The contents of the leaves of a tile, at most `width`; one query."""
    start = index * TILE_WIDTH
    rows = LogLeaf.objects.filter(index__gte=start, index__lt=start + width)
    statements = rows.order_by("index").values_list("statement", flat=True)
    return [statement.encode() for statement in statements]


def store_full_tiles(old: int, new: int) -> None:
    """Store the hashes of tiles that became full when the log grew; call inside the
    transaction that added the leaves."""
    level = 1
    while new >> (TILE_HEIGHT * level):
        first, end = (size >> (TILE_HEIGHT * level) for size in (old, new))
        for index in range(first, end):
            hashes = TreeReader().load_tile(level - 1, index)
            LogTile.objects.create(
                level=level, index=index, tile_hash=hash_complete_subtree(hashes)
            )
        level += 1


def _load_hashes(level: int, span: range) -> list[bytes]:
    """Hashes of the level from the start of `span`, as far as they are there."""
    limits = {"index__gte": span.start, "index__lt": span.stop}
    if level:
        tiles = LogTile.objects.filter(level=level, **limits).order_by("index")
        indexed_hashes = [
            (index, bytes(tile_hash))
            for index, tile_hash in tiles.values_list("index", "tile_hash")
        ]
    else:
        leaves = LogLeaf.objects.filter(**limits).order_by("index")
        indexed_hashes = [
            (index, hash_leaf(statement.encode()))
            for index, statement in leaves.values_list("index", "statement")
        ]
    hashes = []
    for index, (place, digest) in zip(span, indexed_hashes, strict=False):
        if place != index:
            break  # a gap: what follows is no part of the tree
        hashes.append(digest)
    return hashes
