"""The files that a row names go into a backup, and are compared with its checksum."""

from __future__ import annotations

from hashlib import sha256

import pytest

from archive.backups._bag import BagWriter
from archive.backups._media import collect_file_names, copy_media
from archive.models import Article, Capture

KNOWN = {"originals/known": "a1"}


@pytest.mark.parametrize(
    ("model", "row", "added"),
    [
        (Article, {"original_file": "", "sha256": "b2"}, {}),
        (Article, {"original_file": "originals/x", "sha256": "b2"}, "b2"),
        (Article, {"original_file": "originals/x", "sha256": ""}, ""),
        (Article, {"original_file": "originals/known", "sha256": ""}, "a1"),
        (Article, {"original_file": "originals/known", "sha256": "b2"}, "b2"),
        (Capture, {"file": "originals/x", "sha256": "b2"}, "b2"),
        (Capture, {"file": "originals/x"}, ""),
    ],
)
def test_a_file_is_known_by_the_checksum_of_any_row_that_names_it(model, row, added):
    digests = dict(KNOWN)
    collect_file_names(model, row, digests)
    name = row.get("original_file") or row.get("file")
    assert digests == (KNOWN | {name: added} if name else KNOWN)


def test_files_are_copied_and_damaged_ones_are_named(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    for name in ("right", "altered", "unknown"):
        (settings.MEDIA_ROOT / name).write_bytes(name.encode())
    names = {
        "right": sha256(b"right").hexdigest(),
        "altered": "a1" * 32,
        "missing": "b2" * 32,
        "unknown": "",  # no record says its checksum
    }
    bag, told = BagWriter(tmp_path / "bag"), []
    damaged = copy_media(bag, names, lambda done, of: told.append((done, of)))
    assert damaged == {
        "altered": f"the file has another SHA-256 than {'a1' * 32}",
        "missing": "the file is missing",
    }
    assert set(bag.hashes) == {"data/media/right", "data/media/unknown"}
    assert (tmp_path / "bag/data/media/right").read_bytes() == b"right"
    assert told == [(3, 4), (4, 4)]
