"""What Haystack is told of our records, field by field."""

from __future__ import annotations

import datetime

import pytest

from archive.models import (
    Article,
    EntryRegion,
    Event,
    Outlet,
    Region,
    Tag,
    Tagging,
)
from archive.search_indexes import ArticleIndex, EventIndex, PhotoIndex, SourceIndex

SHARED = {
    *("text", "title", "title_auto", "content_auto", "summary", "id_code", "url"),
    *("kind", "language", "date", "earliest", "latest", "pub_date"),
    *("regions", "about", "happened_in", "shown", "published_in", "tags", "sources"),
}
FACETS = {
    *("kind", "language", "tags", "sources"),
    *("regions", "about", "happened_in", "shown", "published_in"),
}
KINDS = {  # the fields, and the facets, that a kind has beside those of all
    ArticleIndex: ({"byline", "source"}, set()),
    PhotoIndex: ({"caption", "credit"}, {"credit"}),
    SourceIndex: ({"source"}, set()),
    EventIndex: (set(), set()),
}


@pytest.mark.parametrize("index_class", KINDS)
def test_a_kind_has_its_fields_and_facets(index_class):
    fields, facets = KINDS[index_class]
    found = index_class().fields
    copies = {f"{name}_exact" for name in FACETS | facets}
    assert set(found) == SHARED | fields | copies

    def list_fields(quality):
        return {
            name
            for name, field in found.items()
            if name not in copies and getattr(field, quality)
        }

    assert list_fields("faceted") == FACETS | facets
    assert list_fields("document") == {"text"}
    assert set(found) - list_fields("stored") - copies == {
        *("title_auto", "content_auto", "sources")
    }
    assert set(found) - list_fields("indexed") - copies == {
        *("summary", "id_code", "url")
    }
    assert list_fields("null") == {"earliest", "latest"}


AT = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
STATE = {"status": "published", "version": 1, "first_published_at": AT}
KIND_OF_SOURCE = {SourceIndex: {"source_kind": "document"}}


@pytest.fixture
def regions(db):
    """A country and a province in it."""
    country = Region.objects.create(code="CN", level="country")
    province = Region.objects.create(code="CN-XJ", level="province", parent=country)
    return country, province


@pytest.mark.parametrize(
    ("role", "is_subject"),
    [("about", True), ("happened_in", True), ("shown", True), ("published_in", False)],
)
def test_a_place_and_those_above_it_are_told_by_role(regions, role, is_subject):
    event = Event.objects.create(title="An event", **STATE)
    for region in regions:
        EntryRegion.objects.create(entry=event, region=region, role=role)
    record = EventIndex().full_prepare(event)
    for name in ("about", "happened_in", "shown", "published_in"):
        assert record[name] == (["CN", "CN-XJ"] if name == role else []), name
    assert record["regions"] == (["CN", "CN-XJ"] if is_subject else [])


def test_an_article_is_told_whole(regions):
    article = Article.objects.create(
        title="Eight cameras",
        summary="Police read faces.",
        byline="Anna Muster",
        outlet=Outlet.objects.create(name="The Paper"),
        language="en",
        date="2019-02",
        **STATE,
    )
    EntryRegion.objects.create(entry=article, region=regions[1], role="about")
    above = Tag.objects.create(scheme="theme", slug="cameras")
    below = Tag.objects.create(scheme="theme", slug="faces", broader=above)
    for tag in (above, below):
        Tagging.objects.create(entry=article, tag=tag)
    lists = {
        "regions": ["CN", "CN-XJ"],
        "about": ["CN", "CN-XJ"],
        "happened_in": [],
        "shown": [],
        "published_in": [],
        "tags": ["theme/cameras", "theme/faces"],
    }
    facets = {**lists, "kind": "article", "language": "en"}
    assert ArticleIndex().full_prepare(article) == {
        "id": f"archive.article.{article.pk}",
        "django_ct": "archive.article",
        "django_id": str(article.pk),
        "text": "Eight cameras Police read faces. Anna Muster The Paper",
        "title": "Eight cameras",
        "title_auto": "Eight cameras",
        "content_auto": None,
        "summary": "Police read faces.",
        "id_code": article.id_code,
        "url": f"/articles/{article.id_code}/eight-cameras/",
        "sources": None,
        **facets,
        **{f"{name}_exact": value for name, value in facets.items()},
        "date": "2019-02",
        "earliest": datetime.date(2019, 2, 1),
        "latest": datetime.date(2019, 2, 28),
        "pub_date": AT,
        "byline": "Anna Muster",
        "source": "The Paper",
    }


@pytest.mark.parametrize(
    ("index_class", "fields", "told"),
    [
        (ArticleIndex, {"byline": ""}, {"source": "", "byline": ""}),
        (
            PhotoIndex,
            {"caption": "A gate", "credit_line": "Reuters"},
            {"caption": "A gate", "credit": "Reuters", "credit_exact": "Reuters"},
        ),
        (SourceIndex, {"creator": "Bureau", "publisher": ""}, {"source": "Bureau"}),
        (SourceIndex, {"creator": "A", "publisher": "B"}, {"source": "A, B"}),
        (SourceIndex, {"creator": "", "publisher": ""}, {"source": ""}),
    ],
)
@pytest.mark.django_db
def test_what_a_kind_has_beside_the_others_is_told(index_class, fields, told):
    given = {**STATE, **KIND_OF_SOURCE.get(index_class, {}), **fields}
    entry = index_class.model.objects.create(title="An entry", **given)
    record = index_class().full_prepare(entry)
    assert {name: record[name] for name in told} == told


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (None, None),
        (-1, None),
        (0, None),
        (1, datetime.date(1, 1, 1)),
        (datetime.date.max.toordinal(), datetime.date(9999, 12, 31)),
        (datetime.date.max.toordinal() + 1, None),
    ],
)
def test_a_day_beyond_what_python_counts_is_open(number, day):
    event = Event(date_earliest=number, date_latest=number)
    assert EventIndex().prepare_earliest(event) == day
    assert EventIndex().prepare_latest(event) == day


@pytest.mark.parametrize("index_class", KINDS)
def test_only_what_is_public_is_told(index_class, db):
    model, kind = index_class.model, KIND_OF_SOURCE.get(index_class, {})
    public = model.objects.create(title="Public", **STATE, **kind)
    model.objects.create(title="Draft", **kind)
    withdrawn = {**STATE, "status": "withdrawn"}
    model.objects.create(title="Withdrawn", **withdrawn, **kind)
    index = index_class()
    assert index.get_model() is model
    assert index.get_updated_field() == "modified_at"
    for queryset in (
        index.index_queryset(),
        index.read_queryset(),
        index.load_all_queryset(),
    ):
        assert list(queryset) == [public]


def test_results_are_loaded_with_their_names(regions, django_assert_num_queries):
    outlet = Outlet.objects.create(name="The Paper")
    for number in range(2):
        article = Article.objects.create(title=str(number), outlet=outlet, **STATE)
        EntryRegion.objects.create(entry=article, region=regions[1], role="about")
    articles = list(ArticleIndex().load_all_queryset())
    with django_assert_num_queries(0):
        for article in articles:
            assert article.outlet.name == "The Paper"
            assert [t.region.code for t in article.entry_regions.all()] == ["CN-XJ"]
            assert list(article.taggings.all()) == []
