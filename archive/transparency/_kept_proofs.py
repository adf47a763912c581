"""Checks of what a reader kept, a checkpoint or the hash of a record: computed from the
log as it is now, with what was checked and what was not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from archive.models import LogLeaf

from ._checkpoints import get_latest_checkpoint
from ._log_key import LogKeyError, get_verifier_key
from ._log_leaves import find_leaf_alterations
from ._merkle_tree import (
    check_consistency,
    check_inclusion,
    hash_leaf,
    prove_consistency,
    prove_inclusion,
)
from ._signed_notes import Checkpoint, NoteError, find_valid_signature
from ._tree_reader import TreeReader

SignatureState = Literal["valid", "wrong", "other"]


@dataclass(frozen=True)
class CheckpointCheck:
    """A kept checkpoint against the log of now.

    `signature` is of our key of today: "other" where only other keys signed.
    `is_continued` where a consistency proof leads from its root to that of `latest`;
    `is_shorter` where the log has fewer versions now than it had then.
    """

    checkpoint: Checkpoint
    latest: Checkpoint
    is_ours: bool
    signature: SignatureState
    is_continued: bool
    is_shorter: bool


@dataclass(frozen=True)
class RecordCheck:
    """The version whose record has a hash: whether the signed tree includes it, and
    what of it was altered since, as far as readers may see it."""

    statement: dict[str, Any]
    index: int
    size: int
    is_included: bool
    alterations: list[str]


def check_kept_checkpoint(checkpoint: Checkpoint) -> CheckpointCheck | None:
    """Compute whether the log of today continues a checkpoint; None without a log."""
    latest = get_latest_checkpoint()
    if latest is None:
        return None
    is_shorter = checkpoint.size > latest.size
    holds = False
    if not is_shorter:
        tree = TreeReader()
        try:
            proof = prove_consistency(tree.find_hash, checkpoint.size, latest.size)
            holds = check_consistency(
                checkpoint.size,
                checkpoint.root,
                latest.size,
                tree.compute_root(latest.size),
                proof,
            )
            holds = holds and tree.compute_root(latest.size) == latest.root
        except LookupError:  # leaves are missing
            holds = False
    return CheckpointCheck(
        checkpoint=checkpoint,
        latest=latest,
        is_ours=checkpoint.origin == latest.origin,
        signature=_check_signature(checkpoint),
        is_continued=holds,
        is_shorter=is_shorter,
    )


def check_record_hash(record_sha256: str) -> RecordCheck | None:
    """Find the version whose record has this hash, and compute its inclusion in the
    signed tree; None where the log has none. Reads statements until it is found."""
    hash_member = f'"record_sha256":"{record_sha256}"'
    leaf = LogLeaf.objects.filter(statement__contains=hash_member).first()
    latest = get_latest_checkpoint()
    if leaf is None or latest is None or leaf.index >= latest.size:
        return None
    tree = TreeReader()
    try:
        proof = prove_inclusion(tree.find_hash, leaf.index, latest.size)
    except LookupError:
        proof = []
    digest = hash_leaf(leaf.statement.encode())
    return RecordCheck(
        statement=json.loads(leaf.statement),
        index=leaf.index,
        size=latest.size,
        is_included=check_inclusion(
            digest, leaf.index, latest.size, proof, latest.root
        ),
        alterations=list(find_leaf_alterations(leaf)),
    )


def _check_signature(checkpoint: Checkpoint) -> SignatureState:
    try:
        signature = find_valid_signature(checkpoint, get_verifier_key())
    except (NoteError, LogKeyError):
        return "wrong"
    return "valid" if signature else "other"
