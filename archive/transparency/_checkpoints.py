"""Signed checkpoints: made when the log grows, kept for ever, cosigned by witnesses."""

from __future__ import annotations

import base64
import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from archive.models import LogCheckpoint

from ._log_key import LogKeyError, load_signing_key, make_signing_key
from ._signed_notes import (
    COSIGNATURE,
    Checkpoint,
    NoteError,
    find_valid_signature,
    parse_checkpoint,
    parse_verifier_key,
    sign_checkpoint,
    write_checkpoint,
)
from ._tree_reader import TreeReader, count_leaves


def get_latest_checkpoint() -> Checkpoint | None:
    """The checkpoint of the largest tree, with all its signature lines; one query."""
    note = LogCheckpoint.objects.values_list("note", flat=True).first()
    return parse_checkpoint(note) if note else None


def get_checkpoint(size: int) -> Checkpoint | None:
    """The checkpoint of a tree of this size, or None where none was signed."""
    notes = LogCheckpoint.objects.filter(size=size).values_list("note", flat=True)
    note = notes.first()
    return parse_checkpoint(note) if note else None


@dataclass(frozen=True)
class SignedCheckpoint:
    """A checkpoint that was signed at a moment."""

    checkpoint: Checkpoint
    at: datetime

    @property
    def root(self) -> str:
        """The root in base64, as the checkpoint has it."""
        return base64.b64encode(self.checkpoint.root).decode()

    @property
    def signers(self) -> list[str]:
        """The names in its signature lines, the log's own among them."""
        return [line.name for line in self.checkpoint.signatures]


def list_latest_checkpoints(most: int) -> list[SignedCheckpoint]:
    """The latest checkpoints, at most so many, the largest tree first; one query."""
    rows = LogCheckpoint.objects.values_list("note", "at")[:most]
    return [SignedCheckpoint(parse_checkpoint(note), at) for note, at in rows]


def sign_tree_head() -> Checkpoint | None:
    """Sign the tree as it is now, where it grew; call inside the transaction that added
    the leaves, with the log locked.

    The first time, the key is made. A tree that contradicts what was signed before is
    never signed, and without its key nothing is: the leaves stay, `verify` reports it,
    and None comes back.
    """
    tree, size = TreeReader(), count_leaves()
    last = get_latest_checkpoint()
    if last is not None and last.size == size:
        return last
    if last is not None and not _is_continued(tree, last, size):
        logging.getLogger("archive.transparency").error(
            "the log contradicts its checkpoint of %d leaves: not signed", last.size
        )
        return None
    try:
        if last is None:
            make_signing_key()
        key = load_signing_key()
    except LogKeyError as error:
        logging.getLogger("archive.transparency").error("%s", error)
        return None
    head = write_checkpoint(settings.LOG_ORIGIN, size, tree.compute_root(size))
    checkpoint = sign_checkpoint(head, settings.LOG_ORIGIN, key)
    LogCheckpoint.objects.create(size=size, note=str(checkpoint), at=timezone.now())
    return checkpoint


@transaction.atomic
def add_cosignatures(note: str, witness_key: str) -> Checkpoint:
    """Add a witness's line to our checkpoint of the same tree; returns it with all.

    `note` is the checkpoint as the witness gave it back, `witness_key` its verifier
    key. Raises `NoteError` where the line is missing or does not hold, or where the
    tree isn't one that we signed.
    """
    cosigned, key = parse_checkpoint(note), parse_verifier_key(witness_key)
    if key.kind != COSIGNATURE:
        raise NoteError("the key isn't one for cosignatures (type 04)")
    row = LogCheckpoint.objects.select_for_update().filter(size=cosigned.size).first()
    if row is None or parse_checkpoint(row.note).text != cosigned.text:
        raise NoteError("this log has not signed that checkpoint")
    line = find_valid_signature(cosigned, key)
    if line is None:
        raise NoteError(f"no signature line of {key.name}")
    checkpoint = parse_checkpoint(row.note).add_signatures(line)
    row.note = str(checkpoint)
    row.save(update_fields=["note"])
    return checkpoint


def _is_continued(tree: TreeReader, last: Checkpoint, size: int) -> bool:
    """Whether the tree's first leaves are still those that were signed."""
    return last.size <= size and tree.compute_root(last.size) == last.root
