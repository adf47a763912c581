"""Words that are withheld or erased after publication: every proof still holds, and
neither leaves nor tiles nor salts have anything of them."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from archive import editorial
from archive.models import (
    Article,
    Correction,
    Entry,
    LogLeaf,
    Passage,
    Placement,
    SealedText,
    User,
)
from archive.transparency import count_leaves, get_verifier_key
from tests.factories import make_article, make_event, make_photo, make_user

from . import outsider

pytestmark = pytest.mark.django_db
NAME = "Berta Geheimzeugin"
FIELDS = ("title", "lead", "passages.p1.verbatim")


def release(entry, anna, dora):
    editorial.record_creation(entry, anna)
    editorial.submit(entry, anna)
    editorial.publish(entry, dora)
    return Entry.objects.get(pk=entry.pk)


@pytest.fixture
def article(anna, dora):
    """An article whose first version names somebody in three fields and a caption, and
    whose second version still does."""
    photo = release(make_photo(caption=f"{NAME} at the gate."), anna, dora)
    made = make_article(title=f"{NAME} told us", language="en", lead=f"By {NAME}.")
    for number, text in enumerate((f"{NAME} saw it.", "It stood open."), start=1):
        Passage.objects.create(
            article=made, anchor=f"p{number}", position=number, verbatim=text
        )
    Placement.objects.create(article=made, photo_id=photo.pk, anchor="c1", position=1)
    public = release(made, anna, dora)
    copy = editorial.correct(public, anna)
    Article.objects.filter(pk=copy.pk).update(kicker="A second version")
    editorial.record_edit(Entry.objects.get(pk=copy.pk), anna)
    Correction.objects.create(entry=copy, was_wrong="-", is_right="-")
    editorial.submit(copy, anna)
    editorial.publish(copy, dora)
    release(make_event(title="Something else"), anna, dora)
    return Entry.objects.get(pk=public.pk)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue().decode()


def read_files(client, article, number):
    place = f"/entries/{article.id_code}/v{number}"
    return tuple(
        read(client, f"{place}/record.{end}") for end in ("json", "tlog-proof")
    )


def read_disclosures(client, entry, number):
    return json.loads(read_files(client, entry, number)[0])["disclosures"]


def fetch_tile(client, tile, width):
    return client.get(f"/log/tile/0/{tile:03}.p/{width}").content


def list_log_texts():
    """Everything that the tables of the log hold."""
    with connection.cursor() as cursor:
        for table in ("logleaf", "logtile", "logcheckpoint"):
            cursor.execute(f"SELECT * FROM archive_{table}")
            yield from (str(value) for row in cursor.fetchall() for value in row)


def withhold(article, by):
    photo = article.article.placements.get().photo
    return [
        editorial.redact_words(record, by, NAME, "Asked for.")
        for record in (article, Entry.objects.get(pk=photo.pk))
    ]


@pytest.mark.parametrize("number", [1, 2])
def test_after_withholding_old_and_new_files_prove_the_version(
    client, article, anna, dora, number
):
    key, kept = str(get_verifier_key()), read(client, "/log/checkpoint")
    old_record, old_proof = read_files(client, article, number)
    version = article.id_code, number
    shown = outsider.check_inclusion(*version, old_record, old_proof, key)
    assert [NAME in json.dumps(shown[field]) for field in FIELDS] == [True] * 3
    withhold(article, dora)
    release(make_event(title="Later"), anna, dora)
    record, proof = read_files(client, article, number)
    # Who saved the files still proves what they say; the archive proves the rest.
    outsider.check_inclusion(*version, old_record, old_proof, key)
    for each in (old_proof, proof):
        found = outsider.check_inclusion(*version, record, each, key)
        assert found["passages.p2.verbatim"] == "It stood open."
        assert not found.keys() & set(FIELDS)
    outsider.check_consistency(
        kept,
        read(client, "/log/checkpoint"),
        lambda *tile: fetch_tile(client, *tile),
        key,
    )
    before, after = json.loads(old_record), json.loads(record)
    for name in ("record", "statement", "proof", "address"):
        assert before[name] == after[name]
    hidden = {name for _salt, name, _value in before["disclosures"]} - found.keys()
    assert hidden == set(FIELDS)


@pytest.mark.parametrize("is_erased", [False, True])
def test_nothing_of_the_words_nor_their_salts_is_left_in_the_log(
    client, article, dora, is_erased
):
    photo = article.article.placements.get().photo
    versions = ((article, 1), (article, 2), (photo, 1))
    salts = {
        salt
        for entry, number in versions
        for salt, _name, value in read_disclosures(client, entry, number)
        if NAME in json.dumps(value)
    }
    assert len(salts) == 2 * len(FIELDS) + 1
    assert salts & {one for text in list_log_texts() for one in text.split('"')}
    made = withhold(article, dora)
    if is_erased:
        other = make_user("erna", "publisher")
        for one in made:
            editorial.ask_erasure(one, dora)
        for one in made:
            editorial.confirm_erasure(one, User.objects.get(pk=other.pk))
    size = count_leaves()
    public = [*list_log_texts(), read(client, "/log/")]
    bundle = client.get(f"/log/tile/entries/000.p/{size}").content
    public.append(bundle.decode("utf-8", "replace"))
    for entry, number in versions:
        public += read_files(client, entry, number)
    sealed = [*SealedText.objects.values_list("text", flat=True)] if is_erased else []
    for text in (*public, *sealed):
        assert NAME not in text and "Geheimzeugin" not in text
        assert not [salt for salt in salts if salt in text]
    digests = json.loads(LogLeaf.objects.get(index=1).record)["digests"]
    assert set(FIELDS) <= digests.keys()
