"""Readers who come with the address of a merged entry get the one that stays."""

from __future__ import annotations

import pytest
from django.test import Client

from archive import baskets, editorial
from archive.models import Article, Citation, Entry, Narrative, NarrativeStep
from archive.search import process_outbox
from tests.factories import make_article, make_source, make_user
from tests.markup import page_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_user("anna", "editor"), make_user("dora", "publisher")


@pytest.fixture
def release(people):
    anna, dora = people

    def publish(document):
        editorial.record_creation(document, anna)
        editorial.submit(document, anna)
        editorial.publish(document, dora)
        return type(document).objects.get(pk=document.pk)

    return publish


@pytest.fixture
def merged(people, release, index):
    """An article that cites a source, which is merged into another one."""
    old = release(make_source(title="The report of 2019"))
    new = release(make_source(title="The report"))
    article = make_article(title="Cameras at the gate")
    Citation.objects.create(entry=article, source=old)
    article = release(article)
    trail = Narrative.objects.create(title="A trail of reports")
    NarrativeStep.objects.create(narrative=trail, position=1, entry=old)
    trail = release(trail)
    editorial.merge_entries(old, new, people[1], "Entered twice.")
    process_outbox()
    return old, new, article, trail


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/entries/{old}", "/entries/{new}"),
        ("/entries/{old}.json", "/entries/{new}.json"),
        ("/entries/{old}.ris?of=original", "/entries/{new}.ris?of=original"),
        ("/entries/{old}/cite/?style=mla", "/entries/{new}/cite/?style=mla"),
        ("/sources/{old}/the-report-of-2019/", "/sources/{new}/the-report/"),
    ],
)
def test_each_address_leads_to_that_of_the_other(client, merged, path, leads_to):
    codes = {"old": merged[0].id_code, "new": merged[1].id_code}
    answer = client.get(path.format(**codes))
    assert (answer.status_code, answer["Location"]) == (302, leads_to.format(**codes))


def test_versions_records_and_proofs_stay(client, merged):
    code = merged[0].id_code
    page = client.get(f"/entries/{code}/v1/")
    assert page.status_code == 200
    text = page_text(page)
    assert "The report of 2019" in text and "merged with another one" in text
    for part in ("record.json", "record.tlog-proof"):
        assert client.get(f"/entries/{code}/v1/{part}").status_code == 200
    assert client.get(f"/entries/{code}/history/").status_code == 200


def test_the_version_that_cited_it_still_names_it(client, merged):
    record = client.get(f"/entries/{merged[2].id_code}/v1/record.json").content.decode()
    assert merged[0].id_code in record
    now = client.get(f"/entries/{merged[2].id_code}/v2/record.json").content.decode()
    assert merged[1].id_code in now and merged[0].id_code not in now


def test_baskets_and_trails_follow(client, merged):
    old, new, _article, trail = merged
    contents = baskets.build_contents([old.id_code], {old.id_code: "Mine."})
    assert baskets.public_entry_keys(contents) == {old.id_code: new.pk}
    page = page_text(client.get(f"/basket/?id={old.id_code}&note.{old.id_code}=Mine."))
    assert "The report" in page and "withdrawn" not in page
    listed = client.get(
        f"/basket/export.json?id={old.id_code}&note.{old.id_code}=Mine."
    )
    assert "Mine." in b"".join(listed).decode()
    assert 'href="/sources/' + new.id_code in page_text(
        client.get(f"/narratives/{trail.id_code}/a-trail-of-reports/")
    )
    found = page_text(client.get(f"/search/?in_basket={old.id_code}"))
    assert new.get_absolute_url() in found


def test_a_search_finds_only_the_one_that_stays(client, merged):
    page = page_text(client.get("/search/?q=report&kind=source"))
    assert merged[1].get_absolute_url() in page and merged[0].id_code not in page


def test_where_the_other_is_hidden_nothing_is_told_of_it(client, merged):
    old, new, _article, _trail = merged
    Entry.objects.filter(pk=new.pk).update(audience="editors")
    answer = client.get(f"/entries/{old.id_code}")
    assert answer.status_code == 410
    assert new.id_code not in page_text(answer) and new.title not in page_text(answer)
    assert client.get(f"/entries/{old.id_code}/v1/").status_code == 410


def test_a_draft_that_was_merged_was_never_there(people):
    anna, dora = people
    drafts = [make_article(title=title) for title in ("A draft", "Another")]
    for draft in drafts:
        editorial.record_creation(draft, anna)
    editorial.merge_entries(*drafts, dora, "Twice.")
    assert Article.objects.get(pk=drafts[0].pk).merged_into_id == drafts[1].pk
    for path in ("/entries/{}", "/entries/{}/v1/", "/entries/{}.json"):
        assert Client().get(path.format(drafts[0].id_code)).status_code == 404
