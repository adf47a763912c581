"""What is in each list of the desk, and for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.editorial import (
    discard,
    find_duplicates,
    record_creation,
    record_edit,
    send_back,
    submit,
)
from archive.models import Article, Entry, EntryRegion, LinkCheck, Region, Tag, Tagging
from archive.web.desk.lists.desk_lists import DESK_LISTS, GAPS, select_entries
from tests.factories import make_article, make_photo, make_source, make_user, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make_user("anna", "editor")


@pytest.fixture
def carla():
    return make_user("carla", "contributor")


def make_draft(by, title, **fields):
    made = make_article(title=title, **fields)
    record_creation(made, by)
    return Entry.objects.get(pk=made.pk)


def titles(name, user):
    return [entry.title for entry in select_entries(name, user)]


def test_each_entry_is_in_the_list_of_its_state(anna, carla):
    make_draft(anna, "Mine")
    make_draft(carla, "Hers")
    submit(make_draft(anna, "Asked"), anna)
    published(make_article(title="Out"))
    later = timezone.now() + timedelta(days=1)
    published(make_article(title="Later", embargo_until=later))
    discard(make_draft(anna, "Gone"), anna)
    assert titles("own-drafts", anna) == ["Mine"]
    assert titles("other-drafts", anna) == ["Hers"]
    assert titles("review", anna) == ["Asked"]
    assert titles("scheduled", anna) == ["Later"]
    assert set(titles("published", anna)) == {"Out", "Later"}
    everything = {title for name in DESK_LISTS for title in titles(name, anna)}
    assert "Gone" not in everything


def test_what_was_sent_back_stays_there_until_it_is_submitted_again(anna, carla):
    draft = make_draft(carla, "Hers")
    assert titles("returned", carla) == []
    submit(draft, carla)
    send_back(draft, anna, "Who says so?")
    assert titles("returned", carla) == titles("returned", anna) == ["Hers"]
    record_edit(draft, carla)
    assert titles("returned", carla) == ["Hers"]
    submit(draft, carla)
    assert titles("returned", carla) == []


def test_a_contributor_finds_nothing_of_what_they_may_not_see(anna, carla):
    address = "https://news.example/cameras"
    make_draft(anna, "Hidden", original_url=address)
    mine = make_draft(carla, "Mine", original_url=address)
    LinkCheck.objects.create(entry=Entry.objects.get(title="Hidden"), state="dead")
    assert {t for name in DESK_LISTS for t in titles(name, carla)} == {mine.title}
    assert titles("duplicates", carla) == []
    assert titles("duplicates", anna) == ["Hidden", "Mine"]


@pytest.mark.parametrize(
    ("audience", "told"), [("editors", []), ("public", ["Mine", "Of a source"])]
)
def test_a_contributor_learns_which_file_is_held_only_as_readers_do(
    anna, carla, audience, told
):
    """Whoever marked each copy would learn from whom the archive has its own."""
    held = published(make_article(title="Of a source", sha256="a" * 64))
    Article.objects.filter(pk=held.pk).update(original_audience=audience)
    make_draft(carla, "Mine", sha256="a" * 64)
    assert titles("duplicates", anna) == ["Mine", "Of a source"]
    assert titles("duplicates", carla) == told
    for person, found in ((anna, True), (carla, bool(told))):
        same = find_duplicates("", "a" * 64, seen_by=person)
        assert (Entry.objects.get(pk=held.pk) in same) is found


@pytest.mark.parametrize("state", ["dead", "drifted", "live", "unclear"])
def test_broken_links_are_dead_or_changed(anna, state):
    entry = published(make_source(title="A page"))
    LinkCheck.objects.create(entry=entry, state=state)
    assert bool(titles("links", anna)) == (state in ("dead", "drifted"))


def test_the_same_file_or_address_is_a_possible_duplicate(anna):
    for number in (1, 2):
        make_article(title=f"File {number}", sha256="a" * 64)
        make_source(title=f"Page {number}", original_url="https://a.example/1")
        make_article(
            title=f"Other {number}", original_url=f"https://a.example/{number}"
        )
        make_article(title=f"None {number}")
    found = ["File 1", "File 2", "Page 1", "Page 2"]
    assert titles("duplicates", anna) == found


@pytest.mark.parametrize(
    "url",
    [
        "http://www.paper.example/2019/cameras-at-the-gate/",
        f"https://m.paper.example/2019/cameras-at-the-gate?utm_campaign={'x' * 40}",
        "https://paper.example/2019/cameras-at-the-gate/amp/",
        "https://web.archive.org/web/20190220000000/https://paper.example/2019/"
        "cameras-at-the-gate",
        "https://paper.example/2019/cameras%2Dat%2Dthe%2Dgate#top",
    ],
)
def test_an_address_in_another_dress_is_the_same(anna, url):
    plain = "https://paper.example/2019/cameras-at-the-gate"
    twin = make_article(title="One", original_url=plain)
    make_article(title="Other", original_url=url)
    make_article(title="Else", original_url=f"{plain}-again")
    assert titles("duplicates", anna) == ["One", "Other"]
    assert [entry.pk for entry in find_duplicates(url)][:1] == [twin.pk]
    assert len(find_duplicates(url)) == 2
    assert find_duplicates(f"{plain}x") == []


def fill(entry):
    """Give an entry all that a list may miss of it."""
    region = Region.objects.get_or_create(code="CN-XJ", defaults={"level": "province"})
    tag = Tag.objects.get_or_create(scheme="theme", slug="cameras")
    EntryRegion.objects.create(entry=entry, region=region[0], role="about")
    Tagging.objects.create(entry=entry, tag=tag[0])
    entry.date, entry.language = "2019", "en"
    entry.save()


def change(entry, **columns):
    for name, value in columns.items():
        setattr(entry, name, value)
    entry.save()


@pytest.mark.parametrize(
    ("gap", "lose"),
    [
        ("date", lambda entry: change(entry, date="")),
        ("language", lambda entry: change(entry, language="und")),
        ("region", lambda entry: entry.entry_regions.all().delete()),
        ("tag", lambda entry: entry.taggings.all().delete()),
        ("alt", lambda entry: change(entry, alt_text="")),
    ],
)
def test_an_entry_with_a_gap_is_found_by_it(anna, gap, lose):
    whole, lacking = (
        make_photo(title=t, alt_text="A mast.") for t in ("Whole", "Half")
    )
    for entry in (whole, lacking):
        fill(published(entry))
    assert titles("gaps", anna) == []
    lose(lacking)
    assert titles("gaps", anna) == ["Half"]
    lacks = Entry.objects.filter(GAPS[gap][1]())
    assert [entry.title for entry in lacks] == ["Half"]


def test_an_article_without_an_outlet_has_a_gap(anna):
    article = published(make_article(title="Whose"))
    fill(article)
    assert titles("gaps", anna) == ["Whose"]
    assert Entry.objects.filter(GAPS["outlet"][1]()).get().pk == article.pk
