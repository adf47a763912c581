"""Files of the log for outsiders: proofs (C2SP tlog-proof), tiles and bundles of
entries (C2SP tlog-tiles)."""

from __future__ import annotations

import base64

import rfc8785

from ._checkpoints import get_latest_checkpoint
from ._log_leaves import LoggedVersion
from ._merkle_tree import prove_inclusion
from ._tree_reader import (
    TILE_HEIGHT,
    TILE_WIDTH,
    TreeReader,
    list_statements,
)

PROOF_FORMAT = "c2sp.org/tlog-proof@v1"


def write_proof(logged: LoggedVersion) -> str | None:
    """The proof of a version against the latest checkpoint; its `extra` line is the
    statement that the leaf holds. None while no checkpoint covers it."""
    checkpoint = get_latest_checkpoint()
    if checkpoint is None or logged.index >= checkpoint.size:
        return None
    tree = TreeReader()
    hashes = prove_inclusion(tree.find_hash, logged.index, checkpoint.size)
    lines = [
        PROOF_FORMAT,
        f"extra {_encode_base64(rfc8785.dumps(logged.statement))}",
        f"index {logged.index}",
        *map(_encode_base64, hashes),
        "",
        str(checkpoint),
    ]
    return "\n".join(lines)


def read_tile(level: int, index: int, width: int) -> bytes | None:
    """A tile of `width` hashes, or None where the signed tree has not as many.

    A partial tile may be asked for after the full one is there.
    """
    if not _is_signed(level, index, width):
        return None
    hashes = TreeReader().load_tile(level, index)[:width]
    return b"".join(hashes) if len(hashes) == width else None


def read_entry_bundle(index: int, width: int) -> bytes | None:
    """The contents of a tile's leaves, each behind its length in two bytes; None as
    above."""
    if not _is_signed(0, index, width):
        return None
    entries = list_statements(index, width)
    return b"".join(len(one).to_bytes(2, "big") + one for one in entries)


def _is_signed(level: int, index: int, width: int) -> bool:
    checkpoint = get_latest_checkpoint()
    size = checkpoint.size if checkpoint else 0
    return index * TILE_WIDTH + width <= size >> (TILE_HEIGHT * level)


def _encode_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
