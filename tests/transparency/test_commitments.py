"""Digests hold for a salt, a name and a value together, and for nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from archive.models import Event
from archive.transparency._commitments import (
    disclose_fields,
    find_altered_fields,
    hash_disclosure,
    make_record,
)
from archive.versions import Version, VersionFields

FIELDS = {"title": "Opened", "outlet": "The Paper"}
LISTS = {"tags": ["a", "b"], "regions": []}
NAMES = ["outlet", "tags.1", "tags.2", "title"]


def fields_of(lists=None, passages=(), **fields):
    return VersionFields(
        fields={**FIELDS, **fields},
        lists={**LISTS, **(lists or {})},
        passages=list(passages),
    )


SALTS = {name: f"salt of {name}" for name in NAMES}
VALUES = {**FIELDS, "tags.1": "a", "tags.2": "b"}
DIGESTS = {name: hash_disclosure(SALTS[name], name, VALUES[name]) for name in NAMES}


def test_a_digest_is_of_canonical_json():
    text = '["s","title",{"a":1,"b":"ü"}]'.encode()
    found = hash_disclosure("s", "title", {"b": "ü", "a": 1})
    assert found == sha256(text).hexdigest()


def test_a_record_has_a_digest_for_each_field_and_item():
    entry = Event(title="Opened", id_code="4f7k9q2t", kind="event")
    at = datetime(2026, 1, 2, tzinfo=UTC)
    version = Version(entry, number=3, at=at, until=None, state={})
    visible = fields_of(passages=["p1", "p2"])
    record, salts = make_record(version, visible, "2026-01-02T00:00:00Z")
    assert sorted(salts) == NAMES and len(set(salts.values())) == 4
    assert all(len(bytes.fromhex(salt)) == 16 for salt in salts.values())
    assert record == {
        "id": "4f7k9q2t",
        "kind": "event",
        "version": 3,
        "published_at": "2026-01-02T00:00:00Z",
        "passages": ["p1", "p2"],
        "digests": {
            name: hash_disclosure(salts[name], name, VALUES[name]) for name in NAMES
        },
    }


@pytest.mark.parametrize(
    ("shown", "stored", "disclosed", "altered"),
    [
        ({}, {}, NAMES, []),
        # altered behind the archive's back: shown as it is now
        ({"title": "X"}, {"title": "X"}, NAMES, ["title"]),
        # withheld by a rule: left out
        ({"title": ""}, {}, ["outlet", "tags.1", "tags.2"], []),
        # named otherwise by the vocabulary of today
        ({"outlet": "X"}, {"outlet": "X"}, ["tags.1", "tags.2", "title"], []),
        ({"lists": {"tags": ["b"]}}, {}, ["outlet", "tags.2", "title"], []),
        ({"lists": {"tags": ["b", "a", "a"]}}, {}, NAMES, []),
        (
            {"lists": {"tags": ["c"]}},
            {"lists": {"tags": ["c", "b"]}},
            ["outlet", "title"],
            ["tags.1"],
        ),
        ({"new": "not committed"}, {}, NAMES, []),
    ],
)
def test_what_fits_is_disclosed_and_what_fits_nowhere_is_told(
    shown, stored, disclosed, altered
):
    visible, held = fields_of(**shown), fields_of(**stored)
    found = disclose_fields(DIGESTS, SALTS, visible, held)
    assert [name for _salt, name, _value in found] == disclosed
    assert all(salt == SALTS[name] for salt, name, _value in found)
    values = {**VALUES, **{k: v for k, v in shown.items() if k != "lists"}}
    assert {n: v for _s, n, v in found} == {n: values[n] for n in disclosed}
    assert find_altered_fields(DIGESTS, SALTS, visible, held) == altered


@pytest.mark.parametrize("name", NAMES)
def test_what_has_no_salt_any_more_is_neither_disclosed_nor_altered(name):
    salts = {key: salt for key, salt in SALTS.items() if key != name}
    found = disclose_fields(DIGESTS, salts, fields_of(), fields_of())
    assert [one[1] for one in found] == [one for one in NAMES if one != name]
    other = fields_of({"tags": ["x", "y"]}, title="X", outlet="X")
    altered = find_altered_fields(DIGESTS, salts, other, other)
    assert altered == sorted({"tags.1", "tags.2", "title"} - {name})
