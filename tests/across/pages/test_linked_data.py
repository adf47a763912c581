"""The page of an entry says in schema.org's words what its JSON-LD file says."""

from __future__ import annotations

import json
import re

import pytest

from archive.models import Entry
from archive.web.middleware.security_headers import CONTENT_SECURITY_POLICY

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on_sqlite("the data is that of the files, tested on both"),
]
BLOCK = re.compile(r'<script type="application/ld\+json">([^<]*)</script>')
KINDS = {"article", "photo", "source", "event"}
ONLY_IN_FILES = {"dcterms:bibliographicCitation"}


def read_block(client, entry):
    """The data of the page, which has one block."""
    answer = client.get(entry.get_absolute_url())
    assert answer.status_code == 200
    (text,) = BLOCK.findall(answer.content.decode())
    return json.loads(text), answer


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_page_and_file_say_the_same(client, demonstration, kind):
    entry = Entry.objects.public().filter(kind=kind).order_by("import_key").first()
    data, answer = read_block(client, entry)
    file = json.loads(client.get(f"/entries/{entry.id_code}.jsonld").content)
    shared = data.keys() - {"keywords"}  # labels on the page, keys in the file
    assert {"@id", "@type", "name", "url", "subjectOf"} <= shared
    assert ("citation" in shared) == (kind in ("article", "photo"))
    assert {name: data[name] for name in shared} == {n: file.get(n) for n in shared}
    assert file.keys() - data.keys() == ONLY_IN_FILES
    assert data["name"] and entry.id_code in data["@id"]
    policy = answer.headers["Content-Security-Policy"]
    assert policy == CONTENT_SECURITY_POLICY
    assert "nonce" not in policy and "unsafe" not in policy


def test_a_version_names_its_sources_and_its_proof(client, demonstration):
    data, _answer = read_block(client, demonstration)
    address = f"/entries/{demonstration.id_code}/v1/"
    (text,) = BLOCK.findall(client.get(address).content.decode())
    then = json.loads(text)
    cited = {row["@id"] for row in then["citation"]}
    assert cited == {row["@id"] for row in data["citation"]} and len(cited) > 1
    assert then["subjectOf"]["@id"].endswith(f"{address}record.tlog-proof")


def test_a_title_cannot_break_out_of_the_block(client, demonstration):
    title = "</script><script>alert(1)</script><!--"
    Entry.objects.filter(pk=demonstration.pk).update(title=title)
    data, answer = read_block(client, Entry.objects.get(pk=demonstration.pk))
    assert data["name"]["@value"] == title
    assert "<script>alert" not in answer.content.decode()
