"""The CSL-JSON of every entry of the demonstration, by its schema."""

from __future__ import annotations

import json

import pytest

from archive.citations import export_reference
from archive.models import Entry
from tests.citations.csl_schema import ITEMS


@pytest.mark.parametrize("of", ["record", "original"])
def test_the_file_of_an_entry_is_csl_json(demonstration, of):
    entries = list(Entry.objects.public())
    assert len(entries) > 100
    for entry in entries:
        ITEMS.validate(json.loads(export_reference(entry, "csl.json", of)))
