"""Who saved a version, a reference or a record has the address of its proof."""

from __future__ import annotations

import json

import pytest

from archive import editorial
from archive.exports import ENTRY_FORMATS
from archive.models import Correction, Entry
from archive.search import reindex
from tests.citations.foreign import READERS
from tests.factories import make_article, make_event, make_photo, make_source

pytestmark = pytest.mark.django_db
MAKERS = (make_article, make_photo, make_source, make_event)
NO_PLACE = "wiki.txt"  # a template of Wikipedia has no parameter for it


@pytest.fixture
def entries(anna, dora):
    """One of each kind, the article in its second version."""
    made = [make(title=f"Of {make.__name__}", language="en") for make in MAKERS]
    for entry in made:
        editorial.record_creation(entry, anna)
        editorial.submit(entry, anna)
        editorial.publish(entry, dora)
    copy = editorial.correct(Entry.objects.get(pk=made[0].pk), anna)
    Correction.objects.create(entry=copy, was_wrong="-", is_right="-")
    editorial.submit(copy, anna)
    editorial.publish(copy, dora)
    reindex()
    return list(
        Entry.objects.filter(pk__in=[entry.pk for entry in made]).order_by("pk")
    )


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue().decode()


def get_proof(entry):
    place = f"/entries/{entry.id_code}/v{entry.version}"
    return f"http://127.0.0.1:8000{place}/record.tlog-proof", place


def test_record_page_and_every_file_name_the_proof_that_is_there(client, entries):
    assert {entry.version for entry in entries} == {1, 2}
    for entry in entries:
        proof, place = get_proof(entry)
        assert read(client, proof).startswith("c2sp.org/tlog-proof@v1\n")
        assert json.loads(read(client, f"{place}/record.json"))["proof"] == proof
        for address in (f"{place}/", f"/entries/{entry.id_code}/cite/"):
            path = proof.partition(":8000")[2]
            page = read(client, address)
            assert f'href="{path}"' in page or f'href="{proof}"' in page, address
        for suffix in ENTRY_FORMATS:
            text = read(client, f"/entries/{entry.id_code}.{suffix}")
            assert (proof in text) == (suffix != NO_PLACE), suffix


@pytest.mark.parametrize("suffix", ["ris", "bib", "csl.json", "mods.xml", "json"])
def test_a_file_of_many_names_the_proof_of_each(client, entries, suffix):
    text = read(client, f"/search/export.{suffix}")
    proofs = [get_proof(entry)[0] for entry in entries]
    assert [proof for proof in proofs if proof not in text] == []


def test_the_field_is_one_that_reference_managers_keep_and_styles_do_not_print(
    client, entries
):
    entry = entries[0]
    proof, _place = get_proof(entry)
    said = f"Proof of publication: {proof}"
    files = {
        suffix: READERS[suffix](read(client, f"/entries/{entry.id_code}.{suffix}"))[0]
        for suffix in ("ris", "bib", "biblatex.bib", "csl.json")
    }
    assert files["ris"]["fields"]["notes"][-1] == said
    assert files["csl.json"]["fields"]["note"].splitlines()[-1] == said
    for suffix in ("bib", "biblatex.bib"):
        assert files[suffix]["fields"]["annotation"].endswith(said)
        assert proof not in files[suffix]["fields"]["note"]
    assert all(one["url"] != proof for one in files.values())


def test_a_reference_to_the_original_has_no_proof_of_ours(client, entries):
    for suffix in READERS:
        text = read(client, f"/entries/{entries[0].id_code}.{suffix}?of=original")
        assert "tlog-proof" not in text
