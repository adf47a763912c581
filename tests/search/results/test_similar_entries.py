"""More like this: what shares telling words and is not linked already."""

from __future__ import annotations

import pytest
from django.utils import timezone

from archive.models import (
    Citation,
    Entry,
    Evidence,
    OutboxRow,
    Placement,
    Tag,
    Tagging,
    TagLabel,
)
from archive.search import find_similar_entries, process_outbox
from tests.factories import make_article, make_event, make_photo, make_source, published

pytestmark = pytest.mark.django_db

SHARED = "Ürümqi checkpoint"


@pytest.fixture(autouse=True)
def others():
    """Twelve entries about all sorts of things, so that a few words can be rare."""
    things = "river bridge harvest winter museum garden engine letter island market"
    made = [
        published(make_article(title=f"The {thing} of {n}", language="en"))
        for n, thing in enumerate([*things.split(), "opera", "tunnel"])
    ]
    OutboxRow.objects.add(entry.pk for entry in made)
    process_outbox()


def indexed(*entries):
    OutboxRow.objects.add(entry.pk for entry in entries)
    process_outbox()
    return entries


def alike(entry, **how):
    whole = Entry.objects.with_vocabulary().get(pk=entry.pk)
    return [other.title for other in find_similar_entries(whole, **how).by_words]


def test_what_shares_rare_words_is_like_it():
    one, _two, _other = indexed(
        published(make_article(title=f"{SHARED} opened", language="en")),
        published(make_article(title=f"A {SHARED}", summary="x", language="en")),
        published(make_article(title="A harvest festival", language="en")),
    )
    assert alike(one) == [f"A {SHARED}"]


def test_nothing_like_it_is_an_empty_list():
    (lonely,) = indexed(published(make_article(title="Zyzzogeton", language="en")))
    assert alike(lonely) == []


def test_one_common_word_makes_nothing_alike():
    found = [published(make_article(title=f"Word{n} the", language="en")) for n in "ab"]
    assert alike(indexed(*found)[0]) == []


def test_chinese_entries_are_alike_by_their_words():
    one, _two = indexed(
        published(make_article(title="乌鲁木齐检查站", language="zh-Hans")),
        published(make_article(title="检查站在乌鲁木齐", language="zh-Hans")),
    )
    assert alike(one) == ["检查站在乌鲁木齐"]


def test_a_shared_tag_crosses_languages():
    tag = Tag.objects.create(scheme="theme", slug="predictive")
    for code, label in (("en", "predictive policing"), ("de", "Polizeiprognose")):
        TagLabel.objects.create(tag=tag, language=code, label=label, is_preferred=True)
    one = published(make_article(title="Software", language="en"))
    two = published(make_article(title="Programm", language="de"))
    for entry in (one, two):
        Tagging.objects.create(entry=entry, tag=tag)
    indexed(one, two)
    assert alike(one) == ["Programm"]


def test_there_are_five_at_most():
    made = [published(make_article(title=f"{SHARED} {n}a")) for n in range(9)]
    one, *_rest = indexed(*made, *(published(make_article()) for _n in range(40)))
    assert len(alike(one)) == 5
    assert len(alike(one, most=2)) == 2


def test_what_the_page_links_already_is_left_out():
    article = published(make_article(title=f"{SHARED} 1", language="en"))
    photos = [published(make_photo(title=f"{SHARED} photo {n}")) for n in "ab"]
    source = published(make_source(title=f"{SHARED} source", language="en"))
    event = published(make_event(title=f"{SHARED} event", language="en"))
    for n, photo in enumerate(photos, 1):
        Placement.objects.create(
            article=article, photo=photo, anchor=f"c{n}", position=n
        )
    Citation.objects.create(entry=article, source=source)
    Evidence.objects.create(event=event, entry=article)
    indexed(article, *photos, source, event)
    assert alike(article) == []
    assert set(alike(photos[0])) == {f"{SHARED} source", f"{SHARED} event"}
    assert article.title not in alike(source) + alike(event)


@pytest.mark.parametrize("state", ["withdrawn", "embargoed", "confidential", "draft"])
def test_what_is_hidden_by_now_is_like_nothing(client, state):
    one, two = indexed(
        published(make_article(title=f"{SHARED} opened", language="en")),
        published(make_article(title=f"A {SHARED}", language="en")),
    )
    assert alike(one) == [two.title]
    if state == "embargoed":
        two.embargo_until = timezone.now() + timezone.timedelta(days=1)
    elif state == "confidential":
        two.audience = "editors"
    else:
        two.status = state
    two.save()
    assert alike(one) == []
    assert two.id_code not in client.get(one.get_absolute_url()).content.decode()


def test_without_an_index_there_is_nothing(tmp_path):
    (one,) = indexed(published(make_article(title=SHARED)))
    (tmp_path / "index" / "current").unlink()
    assert alike(one) == []


def test_the_page_of_an_entry_lists_them(client):
    one, two = indexed(
        published(make_article(title=f"{SHARED} opened", language="en", date="2019")),
        published(make_photo(title=f"A {SHARED}", language="en")),
    )
    text = client.get(f"{one.get_absolute_url()}?lang=de").content.decode()
    assert "Ähnliche Einträge" in text
    assert f'href="{two.get_absolute_url()}?lang=de"' in text
