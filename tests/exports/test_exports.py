"""Whole files, compared with what they should be: no field is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.exports import ENTRY_FORMATS, LIST_FORMATS
from archive.exports.loading import load_public_entries

from .records import make_records

pytestmark = pytest.mark.django_db
EXPECTED = Path(__file__).parent / "expected"


def read_expected(name):
    return (EXPECTED / name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("suffix", ["json", "jsonld", "txt"])
def test_a_file_of_an_entry_is_whole(suffix):
    for kind, entry in make_records().items():
        written = ENTRY_FORMATS[suffix].write(entry)
        assert written == read_expected(f"{kind}.{suffix}"), kind


@pytest.mark.parametrize("suffix", ["csv", "ics"])
def test_a_file_of_many_entries_is_whole(suffix):
    entries = load_public_entries([one.pk for one in make_records().values()])
    written = "".join(LIST_FORMATS[suffix].write([entries]))
    lines = written.split("\r\n")  # as RFC 4180 and RFC 5545 ask
    assert "\n".join(lines) == read_expected(f"list.{suffix}")
