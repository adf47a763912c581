"""A text to quote from says what kind of text it is."""

from __future__ import annotations

import pytest

from archive.exports import ENTRY_FORMATS
from tests.factories import make_article, make_event, published

pytestmark = pytest.mark.django_db


def read_blocks(entry):
    return ENTRY_FORMATS["txt"].write(published(entry)).rstrip("\n").split("\n\n")


@pytest.mark.parametrize(
    ("fields", "blocks"),
    [
        ({}, []),
        ({"summary": "In short."}, ["In short."]),
        ({"summary": "In short.", "lead": "A lead."}, ["A lead."]),
        (
            {"text_is": "own_words", "summary": "In short."},
            ["[Retold by the archive in its own words.]", "In short."],
        ),
        ({"issued_by": "Police"}, ["Issued by Police"]),
        ({"byline": "Anna", "date": "2019"}, ["Anna · 2019"]),
        ({"reply": "No."}, ["Reply: No."]),
        ({"is_demonstration": True}, ["[Demonstration entry.]"]),
    ],
)
def test_an_article_has_its_blocks_between_title_and_reference(fields, blocks):
    title, *between, _reference, proof = read_blocks(make_article(title="T", **fields))
    assert title == "T" and proof.startswith("Proof of publication: http")
    assert between == blocks


@pytest.mark.parametrize(
    ("fields", "blocks"),
    [
        ({"event_kind": "plan"}, ["[A plan: dated by its announcement.]"]),
        ({"event_kind": "call"}, ["[A call for something: dated by the call.]"]),
        ({"event_kind": "claim"}, ["[A claim: dated by when it was made.]"]),
        ({"summary": "S", "description": "D"}, ["D"]),
        ({"summary": "S"}, ["S"]),
    ],
)
def test_an_event_says_what_its_date_is_of(fields, blocks):
    _title, *between, _reference, _proof = read_blocks(make_event(**fields))
    assert between == blocks
