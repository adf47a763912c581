"""The pages of the lists: filters, pages, and changes of many at once."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from archive.editorial import assign_reviewer, record_creation
from archive.models import (
    Entry,
    EntryRegion,
    Outlet,
    Region,
    RegionName,
    ReviewAssignment,
    Tag,
    TagLabel,
)
from tests.factories import make_article, make_event, make_user, published

pytestmark = pytest.mark.django_db
DRAFTS = "/desk/entries/own-drafts/"


@pytest.fixture
def anna():
    return make_user("anna", "editor")


@pytest.fixture
def browser(anna):
    client = Client()
    client.force_login(anna)
    return client


@pytest.fixture
def vocabulary():
    tag = Tag.objects.create(scheme="theme", slug="cameras")
    TagLabel.objects.create(tag=tag, language="en", label="Cameras", is_preferred=True)
    region = Region.objects.create(code="CN-XJ", level="province")
    RegionName.objects.create(
        region=region, language="en", name="Xinjiang", is_preferred=True
    )
    Outlet.objects.create(slug="post", name="The Post")


def make_draft(by, make=make_article, **fields):
    made = make(**fields)
    record_creation(made, by)
    return Entry.objects.get(pk=made.pk)


def shown(browser, address):
    return [row[0].title for row in browser.get(address).context["entries"]]


def test_a_list_has_no_ceiling_but_pages(anna, browser):
    for number in range(51):
        make_draft(anna, title=f"Draft {number}")
    assert len(shown(browser, DRAFTS)) == 50
    assert shown(browser, f"{DRAFTS}?page=2") == ["Draft 0"]
    home = browser.get("/desk/").content.decode()
    assert DRAFTS in home and ">51<" in home


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=camera", ["Two cameras"]),
        ("kind=event", ["An event"]),
        ("language=de", ["Auf Deutsch"]),
        ("lacks=language", ["An event"]),
        ("kind=nothing&page=x&lacks=much", ["An event", "Auf Deutsch", "Two cameras"]),
    ],
)
def test_a_list_is_narrowed_by_its_address(anna, browser, query, found):
    make_draft(anna, title="Two cameras", language="en")
    make_draft(anna, title="Auf Deutsch", language="de-CH")
    make_draft(anna, make_event, title="An event")
    assert sorted(shown(browser, f"{DRAFTS}?{query}")) == found


def test_an_entry_is_found_by_its_id(anna, browser):
    draft = make_draft(anna, title="One")
    make_draft(anna, title="Another")
    assert shown(browser, f"{DRAFTS}?q={draft.id_code_display}") == ["One"]


def test_chosen_entries_get_tags_regions_and_an_outlet_by_name(
    anna, browser, vocabulary
):
    drafts = [make_draft(anna, title=f"Draft {n}") for n in range(3)]
    sent = {
        "entry": [draft.pk for draft in drafts[:2]],
        "tags": "cameras",
        "regions": "Xinjiang",
        "role": "shown",
        "outlet": "the post",
    }
    answer = browser.post(DRAFTS, sent, follow=True)
    assert "2 entries changed." in answer.content.decode()
    for draft, is_changed in zip(drafts, (True, True, False), strict=True):
        outlet = Entry.objects.get(pk=draft.pk).article.outlet
        ties = list(draft.entry_regions.values_list("region__code", "role"))
        assert ties == ([("CN-XJ", "shown")] if is_changed else [])
        assert (outlet is not None, draft.taggings.exists()) == (is_changed,) * 2
        verbs = list(draft.revisions.order_by("number").values_list("verb", flat=True))
        assert verbs == (["create", "edit"] if is_changed else ["create"])
    again = browser.post(DRAFTS, sent, follow=True)
    assert "0 entries changed." in again.content.decode()
    assert drafts[0].revisions.count() == 2


def test_what_is_published_is_not_changed_and_told(anna, browser, vocabulary):
    public = published(make_article(title="Public", created_by=anna))
    sent = {"entry": [public.pk], "tags": "cameras"}
    text = browser.post("/desk/entries/published/", sent, follow=True).content.decode()
    assert "“Public”:" in text and "0 entries changed." in text
    assert not public.taggings.exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"tags": "cameras"}, "Choose at least one entry."),
        ({"entry": "draft"}, "Enter what is to change"),
        ({"entry": "draft", "tags": "kamrea"}, "We know no tag “kamrea”."),
        ({"entry": "draft", "regions": "Nowhere"}, "We know no region “Nowhere”."),
        ({"entry": "draft", "outlet": "Nobody"}, "We know no outlet “Nobody”."),
        ({"entry": "hidden", "tags": "cameras"}, "not in this list any more"),
        ({"entry": "9" * 30, "tags": "cameras"}, "not in this list any more"),
    ],
)
def test_a_wrong_change_is_told_and_what_was_typed_stays(
    anna, browser, vocabulary, sent, told
):
    keys = {
        "draft": make_draft(anna, title="A draft").pk,
        "hidden": make_article(title="Not in the list").pk,
    }
    given = {**sent, "entry": [keys.get(k, k) for k in [sent.get("entry")] if k]}
    answer = browser.post(DRAFTS, given)
    text = answer.content.decode()
    assert answer.status_code == 400 and told in text
    for name in sent.keys() - {"entry"}:
        assert f'value="{sent[name]}"' in text
    assert sent.get("entry") != "draft" or re.search(r"\schecked\b", text)


@pytest.mark.only_on_sqlite("the number of queries")
@pytest.mark.parametrize("name", ["nothing", "own-drafts"])
@pytest.mark.parametrize("role", ["", "administrator"])
def test_who_may_not_write_finds_no_list(name, role):
    client = Client()
    client.force_login(make_user("erik", role))
    assert client.get(f"/desk/entries/{name}/").status_code in (302, 404)


@pytest.mark.only_on_sqlite("the number of queries")
def test_a_list_costs_the_same_for_one_entry_and_for_fifty(
    anna, browser, django_assert_max_num_queries
):
    for number in range(50):
        make_draft(anna, title=f"Draft {number}")
    browser.get(DRAFTS)
    with django_assert_max_num_queries(24):
        browser.get(DRAFTS)


def test_tags_and_regions_are_removed_from_the_chosen_and_no_others(
    anna, browser, vocabulary
):
    one, other = (make_draft(anna, title=name) for name in ("One", "Other"))
    tag, region = Tag.objects.get(), Region.objects.get()
    for entry in (one, other):
        entry.taggings.create(tag=tag)
        EntryRegion.objects.create(entry=entry, region=region, role="about")
    sent = {"entry": [one.pk], "removed_tags": "cameras", "removed_regions": "CN-XJ"}
    answer = browser.post(DRAFTS, sent, follow=True)
    assert "1 entry changed." in answer.content.decode()
    assert not one.taggings.exists() and other.taggings.exists()
    assert list(EntryRegion.objects.values_list("entry", flat=True)) == [other.pk]
    assert one.revisions.filter(verb="edit").count() == 1
    browser.post(DRAFTS, sent)  # there is nothing to remove any more
    assert one.revisions.filter(verb="edit").count() == 1


def test_a_tag_is_not_added_and_removed_at_once(anna, browser, vocabulary):
    entry = make_draft(anna)
    sent = {"entry": [entry.pk], "tags": "cameras", "removed_tags": "Cameras"}
    answer = browser.post(DRAFTS, sent)
    assert answer.status_code == 400
    assert "choose one" in answer.content.decode()
    assert not entry.taggings.exists()


def test_many_entries_are_assigned_at_once(anna, browser):
    dora = make_user("dora", "publisher")
    one, other = (make_draft(anna, title=name) for name in ("One", "Other"))
    theirs = make_draft(dora, title="Of the reviewer")
    chosen = {"entry": [one.pk, other.pk, theirs.pk], "reviewer": "dora"}
    answer = browser.post("/desk/entries/gaps/", chosen, follow=True)
    text = answer.content.decode()
    assert "2 entries changed." in text
    assert "“Of the reviewer”: dora can&#x27;t review this." in text
    assigned = ReviewAssignment.objects.order_by("entry").values_list(
        "entry", flat=True
    )
    assert list(assigned) == [one.pk, other.pk]
    assert one.revisions.count() == 1


def test_a_list_is_narrowed_by_a_tag(anna, browser, vocabulary):
    tagged = make_draft(anna, title="Tagged")
    make_draft(anna, title="Untagged")
    tagged.taggings.create(tag=Tag.objects.get())
    assert shown(browser, f"{DRAFTS}?tag=cameras") == ["Tagged"]
    assert len(shown(browser, f"{DRAFTS}?tag=unknown")) == 2


def test_possible_duplicates_lead_to_both_side_by_side_for_who_may_merge(browser):
    one, other = (
        make_article(title=f"Copy {number}", original_url=f"https://{host}a.example/1")
        for number, host in enumerate(("", "www."))
    )
    page = browser.get("/desk/entries/duplicates/").content.decode()
    assert "Same page or file as" in page and "/desk/merge/" not in page
    dora = Client()
    dora.force_login(make_user("dora", "publisher"))
    page = dora.get("/desk/entries/duplicates/").content.decode()
    beside = f"/desk/merge/{one.id_code}/?into={other.id_code}"
    assert f'href="{beside}"' in page
    assert "Copy 1" in dora.get(beside).content.decode()


@pytest.mark.only_on_sqlite("the page")
def test_a_list_is_narrowed_by_region_outlet_and_reviewer(anna, browser, vocabulary):
    inside = Region.objects.create(
        code="CN-XJ-1", level="prefecture", parent=Region.objects.get()
    )
    paper = Outlet.objects.get()
    there = make_draft(anna, title="There", outlet=paper)
    EntryRegion.objects.create(entry=there, region=inside)
    make_draft(anna, title="Elsewhere")
    assign_reviewer(there, make_user("bert", "editor"), anna)
    for query in ("region=Xinjiang", "outlet=post", "reviewer=bert"):
        assert shown(browser, f"{DRAFTS}?{query}") == ["There"], query
    assert len(shown(browser, f"{DRAFTS}?reviewer=nobody")) == 2  # a wrong value


@pytest.mark.only_on_sqlite("the page")
def test_entries_with_gaps_are_counted_by_what_they_lack(anna, browser):
    make_draft(anna, title="One", language="en", date="2019")
    make_draft(anna, title="Two", language="en")
    page = browser.get("/desk/entries/gaps/")
    counts = {name: count for name, _label, count in page.context["gaps"]}
    assert counts == {"date": 1, "region": 2, "tag": 2, "outlet": 2}
    for name, count in counts.items():
        assert f'href="?lacks={name}"' in page.content.decode()
        assert len(shown(browser, f"/desk/entries/gaps/?lacks={name}")) == count
