"""A published version stays at its address, less what is withheld since."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from hashlib import sha256
from html import unescape

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.http import http_date

from archive.editorial import (
    correct,
    publish,
    record_creation,
    record_edit,
    submit,
    withdraw,
)
from archive.models import (
    Article,
    Citation,
    Correction,
    Entry,
    EntryRegion,
    LogCheckpoint,
    LogLeaf,
    Passage,
    Photo,
    Placement,
    Region,
    Revision,
    Source,
    User,
)
from archive.search import process_outbox
from archive.transparency import get_verifier_key
from archive.versions import (
    compare_versions,
    list_versions,
    load_entry_as_of,
)
from tests.factories import make_article, make_noted_user, make_photo, make_source

pytestmark = pytest.mark.django_db
TEXTS = {"p1": "The base held 2.565.742 names.", "p2": "It stood open.", "p3": "Gone."}


@pytest.fixture
def anna(db):
    return find_or_make_user("anna", "editor")


@pytest.fixture
def dora(db):
    return find_or_make_user("dora", "publisher")


def find_or_make_user(name, role):
    """She is there already where the test has her article."""
    known = User.objects.filter(username=name).first()
    return known or make_noted_user(name, role)


def released(entry, anna, dora):
    record_creation(entry, anna)
    submit(entry, anna)
    publish(entry, dora)
    return Entry.objects.get(pk=entry.pk)


@pytest.fixture
def article(make_once):
    """An article at version 2: a figure was corrected, a passage removed."""
    return make_once(make_corrected_article)


def make_corrected_article():
    anna = make_noted_user("anna", "editor")
    dora = make_noted_user("dora", "publisher")
    source = released(make_source(title="A dataset"), anna, dora)
    made = make_article(title="Before", language="en", date="2019-02-20")
    for place, (anchor, text) in enumerate(TEXTS.items(), start=1):
        Passage.objects.create(
            article=made, anchor=anchor, position=place, verbatim=text, language="en"
        )
    photo = make_photo(caption="A camera.", credit_line="Bild: dpa")
    Placement.objects.create(article=made, photo=photo, anchor="c1", position=1)
    Citation.objects.create(
        entry=made, source_id=source.pk, passage=made.passages.first()
    )
    region = Region.objects.create(code="CN-XJ", level="province")
    EntryRegion.objects.create(entry=made, region=region)
    released(made, anna, dora)
    corrected(made, anna, dora, title="After")
    return Article.objects.get(pk=made.pk)


def corrected(made, anna, dora, **fields):
    copy = correct(Entry.objects.get(pk=made.pk), anna)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save()
    Passage.objects.filter(article=copy, anchor="p1").update(
        reading="The base held 2.565.724 names."
    )
    Passage.objects.filter(article=copy, anchor="p3").delete()
    record_edit(copy, anna)
    Correction.objects.create(entry=copy, was_wrong="742", is_right="724")
    submit(copy, anna)
    publish(copy, dora)


def page(client, entry, path, status=200):
    answer = client.get(f"/entries/{entry.id_code}/{path}")
    assert answer.status_code == status, answer.content
    return answer.content.decode()


def test_an_old_version_is_as_it_was_and_says_what_became_of_it(client, article):
    text = page(client, article, "v1/")
    assert "Before" in text and "2.565.742" in text and "Gone." in text
    assert "2.565.724" not in text
    assert "the current version is version 2" in text
    assert len(re.findall(r">\s+unchanged\s", text)) == 2  # p2 and the caption
    assert "changed since then" in text
    assert "no longer in the current version" in text
    assert f"/entries/{article.id_code}/diff/1/2/#p1" in text
    newest = page(client, article, "v2/")
    assert (
        "After" in newest and "the current version" in newest and "Gone." not in newest
    )


def test_the_reference_of_a_version_names_its_address(client, article):
    assert f"/entries/{article.id_code}/v1/" in page(client, article, "v1/")
    assert "version 1" in page(client, article, "v1/")
    live = client.get(article.get_absolute_url()).content.decode()
    assert f"/entries/{article.id_code}/v2/" in live


def test_a_passage_of_an_old_version_is_cited_in_any_style(client, article):
    assert 'href="?passage=p3#h-cite"' in page(client, article, "v1/")
    text = unescape(page(client, article, "v1/?passage=p3&style=chicago-notes"))
    assert f"/entries/{article.id_code}/v1/#p3" in text
    assert f"/entries/{article.id_code}/v1/?style=mla&passage=p3#h-cite" in text
    assert "Chicago (notes)" in text and 'href="#p3">passage 3</a>' in text


@pytest.mark.parametrize("query", ["passage=p3", "passage=p99", "style=none"])
def test_what_a_version_has_not_cannot_be_cited_of_it(client, article, query):
    text = page(client, article, f"v2/?{query}", status=400)
    name = query.partition("=")[0]
    assert "Choose one of" in text and f'id="field-{name}_error"' in text
    assert "After" in text and "Cite this version" in text


def test_the_record_is_canonical_and_the_page_says_its_hash(client, article):
    data = client.get(f"/entries/{article.id_code}/v1/record.json").content
    found = json.loads(data)
    record = found["record"]
    assert sha256(canonical(record)).hexdigest() == found["statement"]["record_sha256"]
    assert found["statement"]["record_sha256"] in page(client, article, "v1/")
    shown = {name: value for _salt, name, value in found["disclosures"]}
    assert shown["title"] == "Before" and record["version"] == 1
    assert record["passages"] == ["p1", "p2", "p3"]
    assert shown["regions.1"] == ["CN-XJ", "about"]
    assert canonical(found) == data


def canonical(value):
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def test_the_history_lists_versions_with_their_corrections(client, article):
    text = page(client, article, "history/")
    assert text.index("Version 2") < text.index("Version 1")
    assert "742" in text and "724" in text
    assert f"/entries/{article.id_code}/diff/1/2/" in text


def test_a_diff_tells_fields_and_words(client, article):
    first, second = (load_entry_as_of(one) for one in list_versions(article))
    found = {
        change.field: change.pieces for change in compare_versions(first, second, "en")
    }
    assert list(found) == ["title", "p1", "p3"]
    assert [(p.change, p.text) for p in found["title"]] == [
        ("removed", "Before"),
        ("added", "After"),
    ]
    text = page(client, article, "diff/1/2/")
    assert "<del>" in text and "<ins>" in text and 'id="p1"' in text
    assert "Readers see no difference" in page(client, article, "diff/2/2/")


def test_a_passage_withheld_later_is_a_placeholder_in_every_version(client, article):
    Passage.objects.filter(article=article, anchor="p2").update(audience="editors")
    for path in ("v1/", "v2/", "v1/record.json", "diff/1/2/", "diff/2/1/"):
        assert "It stood open" not in page(client, article, path)
    assert "A passage here is withheld" in page(client, article, "v1/")
    assert json.loads(page(client, article, "v1/record.json"))["withheld"] == ["p2"]


def test_text_closed_later_is_closed_in_every_version(client, article):
    Article.objects.filter(pk=article.pk).update(text_access="editors", lead="secret")
    for path in ("v1/", "v2/", "v1/record.json", "diff/1/2/"):
        text = page(client, article, path)
        assert "It stood open" not in text and "2.565.742" not in text


@pytest.mark.parametrize("kind", ["source", "photo"])
def test_what_is_confidential_or_withdrawn_later_is_left_out(
    client, article, kind, dora
):
    one = Entry.objects.get(kind=kind)
    said = {"source": "A dataset", "photo": "A camera."}[kind]
    assert said in page(client, article, "v1/")
    Entry.objects.filter(pk=one.pk).update(audience="editors")
    for path in ("v1/", "v2/", "v1/record.json", "diff/1/2/"):
        text = page(client, article, path)
        assert said not in text and one.id_code not in text


def test_a_caption_is_as_it_was_when_the_version_became_public(
    client, article, anna, dora
):
    photo = Photo.objects.get()
    copy = correct(photo, anna)
    copy.caption = "A lamp."
    copy.save()
    record_edit(copy, anna)
    Correction.objects.create(entry=copy, was_wrong="camera", is_right="lamp")
    submit(copy, anna)
    publish(copy, dora)
    assert "A camera." in page(client, article, "v2/")
    assert "A lamp." in client.get(article.get_absolute_url()).content.decode()


def test_a_withdrawn_entry_is_gone_in_all_versions(client, article, dora):
    withdraw(article, dora, "Asked for by the person named.")
    for path in (
        "v1/",
        "v2/",
        "v1/record.json",
        "history/",
        "diff/1/2/",
        "timemap/",
        "timegate/",
    ):
        text = page(client, article, path, 410)
        assert "After" not in text and "Before" not in text


@pytest.mark.parametrize("hidden", ["audience", "embargo_until"])
def test_a_version_that_was_never_public_is_not_there(client, anna, dora, hidden):
    value = {"audience": "editors", "embargo_until": timezone.now() + timedelta(days=9)}
    made = make_article(title="Hidden first", **{hidden: value[hidden]})
    released(made, anna, dora)
    open_ = {"audience": "public", "embargo_until": None}
    corrected(made, anna, dora, title="Open now", **{hidden: open_[hidden]})
    page(client, made, "v1/", 404)
    page(client, made, "diff/1/2/", 404)
    for path in ("v2/", "history/", "timemap/"):
        text = page(client, made, path)
        assert "Hidden first" not in text and "/v1/" not in text


@pytest.mark.parametrize(
    "path", ["v0/", "v99/", "vx/", "v/", "diff/1/99/", "diff/0/1/"]
)
def test_a_version_that_is_not_there_is_404(client, article, path):
    page(client, article, path, 404)


def test_an_id_typed_as_printed_leads_to_the_version(client, article):
    answer = client.get(f"/entries/{article.id_code_display}/v1/?lang=de")
    assert answer.status_code == 301
    assert answer["Location"] == f"/entries/{article.id_code}/v1/?lang=de"


def test_a_timegate_leads_to_what_was_public_then(client, article):
    first, second = list_versions(article)
    Revision.objects.filter(entry=article, public_version=1).update(
        at=first.at - timedelta(days=10)
    )
    gate = f"/entries/{article.id_code}/timegate/"

    def led(moment):
        when = http_date(moment.timestamp())
        return client.get(gate, headers={"accept-datetime": when})["Location"]

    assert led(first.at - timedelta(days=5)).endswith("/v1/")
    assert led(first.at - timedelta(days=500)).endswith("/v1/")
    assert led(second.at + timedelta(days=1)).endswith("/v2/")
    newest = client.get(gate)
    assert newest["Location"].endswith("/v2/") and "accept-datetime" in newest["Vary"]
    bad = client.get(gate, headers={"accept-datetime": "yesterday"})
    assert bad.status_code == 400
    assert bad["Content-Type"] == "text/plain; charset=utf-8"
    assert "Accept-Datetime: Wed, 20 Feb 2019" in bad.content.decode()


def test_a_timemap_and_a_version_name_each_other(client, article):
    answer = client.get(f"/entries/{article.id_code}/timemap/")
    assert answer["Content-Type"] == "application/link-format"
    text = answer.content.decode()
    assert text.count("memento") == 2 and 'rel="original"' in text
    version = client.get(f"/entries/{article.id_code}/v1/")
    assert version["Memento-Datetime"].endswith("GMT")
    assert 'rel="next successor-version latest-version' not in version["Link"]
    assert "successor-version" in version["Link"] and "timemap" in version["Link"]


def test_a_kept_checkpoint_is_checked_by_computing(client, article, anna, dora):
    kept = client.get("/log/checkpoint").content.decode()
    shown = unescape(client.get("/about/integrity/").content.decode())
    assert kept in shown and str(get_verifier_key()) in shown
    released(make_article(title="Another"), anna, dora)
    assert client.get("/log/checkpoint").content.decode() != kept

    def check(note):
        answer = client.get("/about/integrity/", {"checkpoint": note})
        return unescape(answer.content.decode())

    assert "The log continues your checkpoint." in check(kept)
    assert "The log continues your checkpoint." in check(kept.replace("\n", "\r\n"))
    LogLeaf.objects.filter(index=0).update(statement="{}")
    assert "something before it has been altered" in check(kept)
    LogLeaf.objects.filter(index__gte=1).delete()
    assert "something before it has been altered" in check(kept)
    LogCheckpoint.objects.filter(size__gt=1).delete()
    assert client.get("/about/integrity/?checkpoint=x").status_code == 400
    assert client.get("/about/integrity/head.txt")["Location"] == "/log/checkpoint"


def test_the_hash_of_a_version_is_checked_by_computing(client, article):
    record = json.loads(page(client, article, "v1/record.json"))
    digest = record["statement"]["record_sha256"]

    def check(digest):
        answer = client.get("/about/integrity/", {"hash": digest})
        return unescape(answer.content.decode())

    assert "in the log, and its text is unaltered" in check(digest)
    assert "The log has no version with this hash value" in check("0" * 64)
    rows = Revision.objects.filter(entry=article, public_version=1)
    rows.update(state=rows.get().state.replace("It stood open.", "It was shut."))
    assert "its text has been altered since" in check(digest)
    assert client.get("/about/integrity/?hash=x").status_code == 400


def test_verify_says_whether_a_kept_head_is_in_the_chain(article, capsys):
    process_outbox()
    published = Revision.objects.exclude(publication_sha256="")
    call_command("verify", head=published.latest("pk").publication_sha256)
    with pytest.raises(SystemExit):
        call_command("verify", head="0" * 64)
    assert "not in the chain" in capsys.readouterr().out


def test_sources_of_a_source_and_evidence_are_named(client, anna, dora):
    origin = released(make_source(title="A first source"), anna, dora)
    made = make_source(title="A second source")
    made.derived_from.create(origin_id=origin.pk)
    second = released(made, anna, dora)
    assert "A first source" in page(client, second, "v1/")
    assert Source.objects.count() == 2
