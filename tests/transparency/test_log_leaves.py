"""Each public version has one leaf, from whose salts a field can be withheld."""

from __future__ import annotations

import pytest

from archive import editorial
from archive.models import LogLeaf
from archive.transparency import (
    NoteError,
    add_cosignatures,
    get_latest_checkpoint,
    withhold_disclosure,
)
from tests.factories import make_event

from .test_signed_notes import OTHER_KEY, VerifierKey, sign_checkpoint, write_checkpoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    entry = make_event(title="Opened", summary="A gate opened.")
    editorial.record_creation(entry, None)
    editorial.publish(entry, None)
    return entry


def test_a_field_is_withheld_once(event):
    before = LogLeaf.objects.get().salts
    assert withhold_disclosure(event.id_code, 1, "summary") is True
    after = LogLeaf.objects.get().salts
    assert before.keys() - after.keys() == {"summary"}
    assert withhold_disclosure(event.id_code, 1, "summary") is False
    assert withhold_disclosure(event.id_code, 2, "title") is False
    assert withhold_disclosure(event.id_code, 1, "titl") is False
    assert LogLeaf.objects.get().salts == after


@pytest.mark.parametrize(("size", "root"), [(1, bytes(32)), (2, None), (9, bytes(32))])
def test_a_witness_of_another_tree_is_refused(event, size, root):
    ours = get_latest_checkpoint()
    other = write_checkpoint(ours.origin, size, root or ours.root)
    key = VerifierKey("w.example", 4, OTHER_KEY.public_key().public_bytes_raw())
    note = str(sign_checkpoint(other, "w.example", OTHER_KEY))
    with pytest.raises(NoteError, match="has not signed that checkpoint"):
        add_cosignatures(note, str(key))
    assert get_latest_checkpoint() == ours
