"""The list of what a story lacks."""

import pytest

from archive.editorial import list_story_gaps, record_creation
from archive.models import (
    Article,
    Citation,
    EntryRegion,
    Evidence,
    Outlet,
    Passage,
    Photo,
    Placement,
    Region,
    Source,
    Tag,
    Tagging,
)
from tests.factories import (
    make_article,
    make_event,
    make_photo,
    make_source,
    make_user,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make_user("anna", "editor")


@pytest.fixture
def article(anna):
    article = make_article()
    record_creation(article, anna)
    for number in (1, 2):
        photo = make_photo()
        Placement.objects.create(
            article=article, photo=photo, anchor=f"c{number}", position=number
        )
    Citation.objects.create(entry=article, source=make_source(title="Post"))
    Passage.objects.create(
        article=article,
        anchor="p1",
        position=1,
        kind="boilerplate",
        verbatim="Subscribe!",
        left_out_because="outside the article",
    )
    event = make_event(title="Found")
    Evidence.objects.create(event=event, entry=article)
    return Article.objects.get(pk=article.pk)


def list_texts(article, by):
    return [gap.text for gap in list_story_gaps(article, by)]


def test_everything_that_is_missing_is_listed(article, anna):
    assert list_texts(article, anna) == [
        "The article has no outlet.",
        "The article has no date.",
        "The language of the article is not known.",
        "The article has no region.",
        "The article has no tag.",
        "2 captions have no date.",
        "2 captions have no region.",
        "2 captions have no alternative text.",
        "1 source is not published yet: “Post”.",
        "“Found”: It has no date.",
        "1 passage is left out: readers won't see it.",
    ]


def test_what_was_added_is_no_longer_listed(article, anna):
    article.outlet = Outlet.objects.create(slug="post", name="The Post")
    article.date, article.language = "2019", "de"
    article.save()
    place = Region.objects.create(code="CN-XJ", level="province")
    tag = Tag.objects.create(scheme="theme", slug="cameras")
    for entry in (article, *Photo.objects.all()):
        EntryRegion.objects.create(entry=entry, region=place)
        Tagging.objects.create(entry=entry, tag=tag)
    for photo in Photo.objects.all():
        photo.date, photo.alt_text = "2019", "A mast."
        photo.save()
    published(Source.objects.get())
    assert list_texts(article, anna) == [
        "“Found”: It has no date.",
        "1 passage is left out: readers won't see it.",
    ]


def test_a_region_of_publication_alone_is_a_gap(article, anna):
    place = Region.objects.create(code="CH", level="country")
    EntryRegion.objects.create(entry=article, region=place, role="published_in")
    assert "The article has no region." in list_texts(article, anna)


def test_what_readers_would_see_without_the_article_is_told(article, anna):
    article.audience = "editors"
    article.save()
    told = list_texts(article, anna)[-1]
    assert told.startswith("Only editors will see the article") and "“Post”" in told


def test_a_contributor_learns_nothing_of_the_sources_of_others(anna):
    carla = make_user("carla", "contributor")
    article = make_article()
    record_creation(article, carla)
    article = Article.objects.get(pk=article.pk)
    secret = make_source(title="Secret", audience="editors")
    Citation.objects.create(entry=article, source=secret)
    assert "The article cites no source." in list_texts(article, carla)
    assert not any("Secret" in text for text in list_texts(article, carla))
    assert any("Secret" in text for text in list_texts(article, anna))


def test_the_list_takes_as_many_queries_for_many_captions(
    article, anna, django_assert_max_num_queries
):
    for number in range(3, 16):
        Placement.objects.create(
            article=article, photo=make_photo(), anchor=f"c{number}", position=number
        )
    with django_assert_max_num_queries(26):
        list_story_gaps(article, anna)
