"""The files that a row names go into a backup, and are compared with its checksum."""

from __future__ import annotations

import pytest

from archive.backups._media import collect_file_names
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
