"""Files say what denies, corrects or replaces a work, each in its own fields."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from archive.citations import (
    REFERENCE_FORMATS,
    cite,
    export_references,
)
from archive.editorial import record_revision
from archive.exports import ENTRY_FORMATS, LIST_FORMATS
from archive.exports.loading import load_public_entries
from archive.models import EntryRelation
from archive.models.entries.relation import INVERSE_RELATIONS
from tests.citations.foreign import MODS, READERS
from tests.factories import make_article, make_source, published

pytestmark = pytest.mark.django_db
HOME = "http://127.0.0.1:8000"

# Relation, the sentence of references in words, MODS's type, property of linked data.
RELATIONS = [
    ("denied_by", "Denied by entry {}.", "denied by", "dcterms:relation"),
    ("corrected_by", "Corrected by entry {}.", "corrected by", "correction"),
    ("superseded_by", "Superseded by entry {}.", "succeeding", "dcterms:isReplacedBy"),
    ("denies", "Denies entry {}.", "denies", "dcterms:relation"),
    ("corrects", "Corrects entry {}.", "corrects", "dcterms:relation"),
    ("supersedes", "Supersedes entry {}.", "preceding", "dcterms:replaces"),
    ("republished_from", "Republished from entry {}.", "original", "dcterms:source"),
    ("issued_by", "Issued by entry {}.", "issued by", "dcterms:source"),
    ("republished_in", "", "otherVersion", "dcterms:relation"),
    ("issued", "", "issued", "dcterms:relation"),
]


def relate(relation, kind="report"):
    """A source that has the relation to another entry, and that entry."""
    one = published(make_source(title="One", source_kind=kind))
    other = published(make_article(title="Other"))
    own = {inverse: name for name, inverse in INVERSE_RELATIONS.items()}
    if name := own.get(relation):
        EntryRelation.objects.create(entry=other, relation=name, target=one)
    else:
        EntryRelation.objects.create(entry=one, relation=relation, target=other)
    return one, other


def read_fields(entry, suffix):
    (row,) = READERS[suffix](ENTRY_FORMATS[suffix].write(entry))
    return row["fields"]


def test_each_relation_is_in_the_table():
    known = {*INVERSE_RELATIONS, *INVERSE_RELATIONS.values()}
    assert {row[0] for row in RELATIONS} == known


@pytest.mark.parametrize(("relation", "sentence", "mods", "linked"), RELATIONS)
def test_each_file_has_the_sentence_and_the_address(relation, sentence, mods, linked):
    one, other = relate(relation)
    address = f"{HOME}/entries/{other.id_code}"
    said = sentence.format(other.id_code_display)
    line = f"{said} {address}" if said else ""
    printed = said.rstrip(".")

    ris = read_fields(one, "ris")
    assert (line in ris["notes"]) == bool(line)
    assert "original_publication" not in ris
    csl = read_fields(one, "csl.json")
    assert csl.get("references", "") == line
    assert (line in csl["note"].split("\n")) == bool(line)
    assert read_fields(one, "biblatex.bib").get("addendum", "") == printed
    assert read_fields(one, "bib")["note"].endswith(printed or "version 1")
    for suffix in ("bib", "biblatex.bib", "endnote.xml"):
        text = ENTRY_FORMATS[suffix].write(one).replace("\\", "")
        assert (address in text) == (f"{said} {address}" in text) == bool(said)
    in_words = str(cite(one, "en"))
    assert (other.id_code_display in in_words) == bool(said) and said in in_words

    tree = etree.fromstring(ENTRY_FORMATS["mods.xml"].write(one).encode())
    (item,) = tree.iterfind(".//m:relatedItem", MODS)
    assert (item.get("type") or item.get("otherType")) == mods
    assert item.findtext("m:location/m:url", "", MODS) == address
    node = json.loads(ENTRY_FORMATS["jsonld"].write(one))
    assert node[linked] == [{"@id": address}]


@pytest.mark.parametrize("kind", ["law", "judgment"])
def test_a_law_has_its_history_where_ris_and_zotero_have_it(kind):
    one, other = relate("superseded_by", kind)
    fields = read_fields(one, "ris")
    assert fields["original_publication"] == (
        f"Superseded by entry {other.id_code_display}. {HOME}/entries/{other.id_code}"
    )


def test_pages_and_what_they_offer_say_it_too(client):
    one, other = relate("denied_by")
    record_revision(one, "publish", None)
    one.revisions.update(public_version=1)
    address = f"{HOME}/entries/{other.id_code}"
    for path in (f"/entries/{one.id_code}/v1/", f"/entries/{one.id_code}/cite/"):
        page = client.get(path).content.decode()
        assert f"rft.relation={quote(address, safe='')}" in page
    page = client.get(one.get_absolute_url()).content.decode()
    block = page.partition('application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(block)["dcterms:relation"] == [{"@id": address}]
    for code in (one.id_code, f"{one.id_code}/v1"):
        given = client.get("/unapi", {"id": code, "format": "ris"}).content.decode()
        assert f"N1  - Denied by entry {other.id_code_display}. {address}" in given


@pytest.mark.parametrize("suffix", REFERENCE_FORMATS)
def test_what_readers_may_not_see_is_in_no_file(suffix):
    one, draft = published(make_source(title="One")), make_article(title="Draft")
    before = ENTRY_FORMATS[suffix].write(one)
    EntryRelation.objects.create(entry=draft, relation="denies", target=one)
    EntryRelation.objects.create(entry=one, relation="corrects", target=draft)
    again = type(one).objects.get(pk=one.pk)
    assert ENTRY_FORMATS[suffix].write(again) == before


def test_a_table_has_relation_and_id():
    one, other = relate("superseded_by")
    entries = load_public_entries([one.pk, other.pk])
    text = "".join(LIST_FORMATS["csv"].write([entries])).removeprefix("\ufeff")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows[one.id_code_display]["relations"] == (
        f"superseded_by {other.id_code_display}"
    )
    assert rows[other.id_code_display]["relations"] == (
        f"supersedes {one.id_code_display}"
    )


def test_a_file_of_many_reads_relations_once():
    pairs = [relate("denied_by") for _ in range(3)]
    entries = [entry for pair in pairs for entry in pair]
    with CaptureQueriesContext(connection) as asked:
        text = "".join(export_references([entries], "ris"))
    assert text.count("Denied by entry") == text.count("Denies entry") == 3
    assert sum("entryrelation" in row["sql"] for row in asked) == 1
