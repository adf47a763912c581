"""What our engines can't do says so, and what to use instead."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from haystack import connections
from haystack.exceptions import HaystackError, SearchBackendError
from haystack.inputs import AltParser, Raw
from haystack.query import SQ, SearchQuerySet

from archive.models import Region
from archive.search import reindex
from archive.search.haystack.backend import ArchiveSearchBackend
from archive.search.haystack.errors import UnsupportedSearchError
from archive.search.index.generations import get_live_generation
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db

POINT = (8.5, 47.4)
REFUSED = [
    (lambda s: s.raw_search("kind:photo"), "use auto_query"),
    (lambda s: s.filter(content=Raw("zzz OR kind:photo")), "use auto_query"),
    (lambda s: s.filter(content=AltParser("dismax", "camera")), "use auto_query"),
    (lambda s: s.boost("camera", 2.0), "use order_by"),
    (lambda s: s.stats("date"), "use facet"),
    (lambda s: s.stats_facet("date", "kind"), "use facet"),
    (lambda s: s.query_facet("kind", "photo"), r"use filter\(…\).count"),
    (lambda s: s.filter(content__fuzzy="camra"), "use spelling_suggestion"),
    (lambda s: s.filter(title__endswith="gate"), "use `__contains`"),
    (lambda s: s.filter(title__gt="gate"), "use `title__content`"),
    (lambda s: s.filter(date__contains="2019"), "use `date__content`"),
    (lambda s: s.filter(kind__gte="photo"), "use `kind__content`"),
    (lambda s: s.filter(title_auto__exact="x"), "use `title_auto__content`"),
    (lambda s: s.filter(summary="camera"), "not in the index. Fields that are: about"),
    (lambda s: s.filter(django_id=5), "not in the index"),
    (lambda s: s.exclude(nonsense=1), "not in the index"),
    (lambda s: s.filter(SQ(kind="photo") | SQ(nonsense=1)), "not in the index"),
    (lambda s: s.order_by("title"), "use one of date, earliest, latest, pub_date"),
    (lambda s: s.order_by("score"), "use one of date"),
    (lambda s: s.order_by("date", "pub_date"), "equal ones stand by their id"),
    (lambda s: s.highlight(pre_tags=["<b>"]), "use highlight"),
    (lambda s: s.more_like_this(Region()).count(), "give it an entry"),
    (lambda s: s.filter(date="yesterday").count(), "write a date"),
    (lambda s: s.filter(date__range=("2019",)).count(), "two ends"),
    (lambda s: s.filter(pub_date__gte="Y-12345").count(), "the field `date`"),
    (lambda s: s.filter(SQ(kind="photo") ^ SQ(kind="event")).count(), "& or |"),
    (
        lambda s: s.date_facet(
            "date",
            datetime.date(2019, 1, 1),
            datetime.date(2020, 1, 1),
            gap_by="minute",
        ),
        "'year'",
    ),
]


def test_what_is_not_supported_says_what_to_use_instead():
    reindex()
    for number, (call, instead) in enumerate(REFUSED):
        with pytest.raises(SearchBackendError, match=instead) as refused:
            call(SearchQuerySet())
        assert isinstance(refused.value, NotImplementedError), number
        assert "is not supported: " in str(refused.value)


def test_a_refusal_is_what_haystacks_users_catch():
    assert issubclass(UnsupportedSearchError, HaystackError)


@pytest.mark.parametrize("call", ["within", "dwithin", "distance"])
def test_places_are_asked_for_by_their_code(call):
    backend = SearchQuerySet().query
    arguments = {"within": (POINT, POINT), "dwithin": (POINT, 5), "distance": (POINT,)}
    with pytest.raises(UnsupportedSearchError, match="regions='CN-XJ'"):
        getattr(backend, f"add_{call}")("location", *arguments[call])
    with pytest.raises(UnsupportedSearchError, match="use filter"):
        connections["default"].get_backend().search("x", dwithin={"field": "location"})


def test_without_an_index_a_search_is_an_error_and_no_empty_list():
    for call in (
        lambda: SearchQuerySet().count(),
        lambda: list(SearchQuerySet().filter(content="x")),
        lambda: SearchQuerySet().facet("kind").facet_counts(),
        lambda: SearchQuerySet().spelling_suggestion("camra"),
        lambda: SearchQuerySet().more_like_this(published(make_article())).count(),
    ):
        with pytest.raises(SearchBackendError, match="rebuild_index"):
            call()


def test_a_damaged_index_is_an_error_too(monkeypatch):
    published(make_article(title="camera"))
    reindex()
    for path in get_live_generation().iterdir():
        if path.is_file():
            path.write_bytes(b"")
    with pytest.raises(SearchBackendError, match="rebuild_index"):
        SearchQuerySet().filter(content="camera").count()


def test_there_is_one_index():
    with pytest.raises(ImproperlyConfigured, match="name its connection 'default'"):
        ArchiveSearchBackend("other")
