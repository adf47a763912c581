"""What a reader kept is compared with the log of now, all of it at once."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from archive import editorial
from archive.models import Event, LogCheckpoint, LogLeaf
from archive.transparency._checkpoints import get_checkpoint, get_latest_checkpoint
from archive.transparency._kept_proofs import (
    CheckpointCheck,
    RecordCheck,
    check_kept_checkpoint,
    check_record_hash,
)
from archive.transparency._log_key import load_signing_key
from archive.transparency._signed_notes import sign_checkpoint, write_checkpoint
from tests.factories import make_event

pytestmark = pytest.mark.django_db
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


@pytest.fixture
def log():
    """A log of three versions, signed after each."""
    for title in ("First", "Second", "Third"):
        entry = make_event(title=title)
        editorial.record_creation(entry, None)
        editorial.publish(entry, None)
    return get_latest_checkpoint()


def sign(size, root, origin=None, key=None):
    """A checkpoint like ours, by our key or another."""
    name = get_latest_checkpoint().origin
    head = write_checkpoint(origin or name, size, root)
    return sign_checkpoint(head, origin or name, key or load_signing_key())


def make_check(kept, log, *, is_continued, is_shorter=False):
    return CheckpointCheck(
        checkpoint=kept,
        latest=log,
        is_ours=True,
        signature="valid",
        is_continued=is_continued,
        is_shorter=is_shorter,
    )


def test_a_checkpoint_of_ours_is_continued_and_one_with_another_root_is_not(log):
    for size in (1, 2, 3):
        kept, forged = get_checkpoint(size), sign(size, bytes(32))
        assert kept.size == forged.size == size
        found = [check_kept_checkpoint(one) for one in (kept, forged)]
        assert found == [
            make_check(kept, log, is_continued=True),
            make_check(forged, log, is_continued=False),
        ]


def test_a_larger_checkpoint_shows_that_the_log_was_cut(log):
    kept = sign(4, log.root)
    found = check_kept_checkpoint(kept)
    assert found == make_check(kept, log, is_continued=False, is_shorter=True)


def test_whose_checkpoint_it_is_is_told_by_its_name_and_key(log):
    theirs = check_kept_checkpoint(sign(3, log.root, "b.example/log", OTHER_KEY))
    assert (theirs.is_ours, theirs.signature) == (False, "other")
    forged = check_kept_checkpoint(sign(3, log.root, key=OTHER_KEY))
    assert (forged.is_ours, forged.signature) == (True, "other")
    altered = replace(log, text=log.text.replace("\n3\n", "\n2\n"))
    assert check_kept_checkpoint(altered).signature == "wrong"


@pytest.mark.parametrize("place", [0, 2])
def test_a_log_that_lost_or_altered_a_leaf_continues_nothing(log, place):
    leaf = LogLeaf.objects.get(index=place)
    LogLeaf.objects.filter(pk=leaf.pk).update(statement="{}")
    assert check_kept_checkpoint(log).is_continued is False
    leaf.delete()
    assert check_kept_checkpoint(log).is_continued is False


def test_without_a_log_there_is_nothing_to_compare_with(log):
    LogCheckpoint.objects.all().delete()
    assert check_kept_checkpoint(log) is None
    digest = sha256(LogLeaf.objects.all()[0].record.encode()).hexdigest()
    assert check_record_hash(digest) is None


def test_a_record_is_found_by_its_hash(log):
    for leaf in LogLeaf.objects.all():
        digest = sha256(leaf.record.encode()).hexdigest()
        assert check_record_hash(digest) == RecordCheck(
            statement=json.loads(leaf.statement),
            index=leaf.index,
            size=3,
            is_included=True,
            alterations=[],
        )
        assert check_record_hash(digest[:-1]) is None
    assert check_record_hash("0" * 64) is None


def test_a_leaf_beyond_what_is_signed_is_not_there_yet(log):
    LogCheckpoint.objects.filter(size=3).delete()
    found = [
        check_record_hash(sha256(leaf.record.encode()).hexdigest())
        for leaf in LogLeaf.objects.order_by("index")
    ]
    assert [one and (one.index, one.size) for one in found] == [(0, 2), (1, 2), None]


def test_what_was_altered_since_is_told(log):
    leaf = LogLeaf.objects.get(index=1)
    digest = sha256(leaf.record.encode()).hexdigest()
    Event.objects.filter(id_code=leaf.id_code).update(status="withdrawn")
    assert check_record_hash(digest).alterations == []  # nothing of it is shown
    LogLeaf.objects.filter(index=1).update(record="{}")
    assert check_record_hash(digest).alterations == [
        "the record has another hash than its leaf"
    ]
    LogLeaf.objects.filter(index=0).delete()
    assert check_record_hash(digest).is_included is False
