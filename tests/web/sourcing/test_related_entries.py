"""Readers see what an entry says of others, and what others say of it."""

from __future__ import annotations

import json
import re

import pytest

from archive.exports import ENTRY_FORMATS
from archive.models import EntryRelation
from tests.factories import make_article, make_source, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db

# Relation: what the page of each end says, and what references to each end say.
TOLD = {
    "denies": ("Denies", "Denied by", "Denies entry", "Denied by entry"),
    "corrects": ("Corrects", "Corrected by", "Corrects entry", "Corrected by entry"),
    "supersedes": (
        "Supersedes",
        "Superseded by",
        "Supersedes entry",
        "Superseded by entry",
    ),
    "republished_from": (
        "Republished from",
        "Republished in",
        "Republished from entry",
        "",
    ),
    "issued_by": ("Issued by", "Issued", "Issued by entry", ""),
}
LINKED = {
    "denies": ("dcterms:relation", "dcterms:relation"),
    "corrects": ("dcterms:relation", "correction"),
    "supersedes": ("dcterms:replaces", "dcterms:isReplacedBy"),
    "republished_from": ("dcterms:source", "dcterms:relation"),
    "issued_by": ("dcterms:source", "dcterms:relation"),
}


@pytest.fixture
def ends():
    return (
        published(make_source(title="Answer of the ministry", date="2019-03-01")),
        published(make_article(title="Cameras at the gate", date="2019-02-20")),
    )


def relate(ends, relation):
    EntryRelation.objects.create(entry=ends[0], relation=relation, target=ends[1])


def read_relations(client, entry):
    """What the section says: how they are related, and the other's title."""
    page = page_text(client.get(entry.get_absolute_url()))
    section = re.search(r'<section class="note related".*?</section>', page, re.S)
    return section and " ".join(re.sub(r"<[^>]+>", " ", section[0]).split())


@pytest.mark.parametrize("relation", TOLD)
def test_both_pages_say_it_with_type_and_date(client, ends, relation):
    relate(ends, relation)
    of_own, of_other, _own, _other = TOLD[relation]
    assert read_relations(client, ends[0]) == (
        f"Related entries {of_own} Cameras at the gate Article · 20 February 2019"
    )
    assert read_relations(client, ends[1]) == (
        f"Related entries {of_other} Answer of the ministry Source · 1 March 2019"
    )


@pytest.mark.parametrize("hidden", [0, 1])
def test_a_hidden_end_leaves_no_trace(client, ends, hidden):
    relate(ends, "denies")
    ends[hidden].audience = "editors"
    ends[hidden].save()
    assert read_relations(client, ends[1 - hidden]) is None


@pytest.mark.parametrize("relation", TOLD)
def test_references_and_files_say_it(ends, relation):
    relate(ends, relation)
    for number, end in enumerate(ends):
        other = ends[1 - number]
        record = json.loads(ENTRY_FORMATS["json"].write(end))
        sentence = TOLD[relation][2 + number]
        told = f"{sentence} {other.id_code_display}." in record["reference"]
        assert told is bool(sentence), record["reference"]
        assert [row["id"] for row in record["relations"]] == [other.id_code_display]
        node = json.loads(ENTRY_FORMATS["jsonld"].write(end))
        address = f"http://127.0.0.1:8000/entries/{other.id_code}"
        assert node[LINKED[relation][number]] == [{"@id": address}]


def test_an_entry_without_relations_has_no_section(client, ends):
    assert read_relations(client, ends[0]) is None
