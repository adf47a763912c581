"""The questions that Haystack's documentation answers, asked of our engines."""

from __future__ import annotations

import datetime
import pickle

import pytest
from haystack.inputs import AutoQuery, Clean, Exact, Not
from haystack.query import (
    SQ,
    EmptySearchQuerySet,
    RelatedSearchQuerySet,
    SearchQuerySet,
)

from archive.models import Article, Event, Photo, Source, Tag
from archive.search_indexes import SourceIndex
from tests.factories import make_article, published
from tests.search.haystack.conftest import index_entries

pytestmark = pytest.mark.django_db


def titles(found):
    return sorted(result.title for result in found)


def names(found, records):
    """Which of the records were found, by their name here."""
    return {n for n, e in records.items() if str(e.pk) in {r.pk for r in found}}


CASES = [
    ({"content": "camera"}, {"gate", "photo", "source"}),
    ({"content": "cameras gate"}, {"gate", "photo"}),
    ({"content__contains": "cameras"}, {"gate", "photo", "source"}),
    ({"content": "Gesichtserkennung"}, {"border"}),
    ({"content__exact": "watch the gate"}, {"gate"}),
    ({"content__exact": "gate the watch"}, set()),
    ({"content__startswith": "gesichts"}, {"border"}),
    ({"content__in": ["tender", "market closes"]}, {"source", "event"}),
    ({"text": "tender"}, {"source"}),
    ({"title": "gate"}, {"gate", "photo"}),
    ({"title__exact": "the gate"}, {"gate"}),
    ({"title__startswith": "mark"}, {"event"}),
    ({"byline": "Muster"}, {"gate"}),
    ({"source": "Works"}, {"source"}),
    ({"caption": "above"}, {"photo"}),
    ({"credit": "reuters"}, {"photo"}),
    ({"credit__exact": "REUTERS"}, {"photo"}),
    ({"credit__startswith": "Reu"}, {"photo"}),
    ({"kind": "article"}, {"gate", "border"}),
    ({"kind__in": ["photo", "event"]}, {"photo", "event"}),
    ({"kind__startswith": "art"}, {"gate", "border"}),
    ({"language": "de-CH"}, {"border"}),
    ({"language__startswith": "de"}, {"border"}),
    ({"language__contains": "Hans"}, {"source"}),
    ({"regions": "CN"}, {"gate", "photo"}),
    ({"regions__exact": "CN-XJ"}, {"gate"}),
    ({"regions__in": ["CN-XJ", "DE"]}, {"gate", "border"}),
    ({"regions__startswith": "CN-"}, {"gate"}),
    ({"about": "DE"}, {"border"}),
    ({"happened_in": "CN"}, set()),
    ({"tags": "theme/faces"}, {"gate", "photo"}),
    ({"tags__contains": "face"}, {"gate", "photo"}),
    ({"tags": "theme/nothing"}, set()),
    ({"date": "2018"}, {"gate", "photo"}),
    ({"date": datetime.date(2019, 2, 20)}, {"border"}),
    ({"date__range": ("2018-05", "2019")}, {"gate", "photo", "border"}),
    (
        {"date__range": (datetime.date(2019, 1, 1), datetime.date(2020, 1, 1))},
        {"border", "event"},
    ),
    ({"date__gte": datetime.date(2019, 2, 20)}, {"border", "event"}),
    ({"date__gt": datetime.date(2019, 2, 20)}, {"event"}),
    ({"date__lt": "2018-05"}, {"photo"}),
    ({"date__lte": "2018-05"}, {"gate", "photo"}),
    ({"date__in": ["2019", "2020"]}, {"border", "event"}),
    ({"earliest__gte": datetime.date(2018, 5, 1)}, {"gate", "border", "event"}),
    ({"latest__lt": datetime.date(2018, 12, 31)}, {"gate"}),
    (
        {"pub_date__gte": datetime.datetime(2000, 1, 1)},
        {"gate", "border", "photo", "source", "event"},
    ),
    ({"pub_date__lt": "2000-01-01T00:00:00"}, set()),
    ({"django_ct": "archive.photo"}, {"photo"}),
    ({"django_ct__in": ["archive.photo", "archive.event"]}, {"photo", "event"}),
    ({"content_auto": "gesichtserk"}, {"border"}),
    ({"content": AutoQuery("gate -photo")}, {"gate"}),
    ({"content": AutoQuery('"the gate" OR tender')}, {"gate", "photo", "source"}),
    ({"title": AutoQuery("gate -photo")}, {"gate"}),
    ({"content": Exact("watch the gate")}, {"gate"}),
    ({"content": Clean("tender")}, {"source"}),
    ({"content": Not("cameras")}, {"border", "event"}),
    ({"content": "no -such OR thing:at all"}, set()),
    ({"content__in": []}, set()),
    ({"kind__in": []}, set()),
    ({"regions__in": []}, set()),
    ({"date__in": []}, set()),
    ({"django_ct__in": []}, set()),
]


def test_filter_finds_and_exclude_finds_the_others(records):
    wrong = {}
    for asked, wanted in CASES:
        found = SearchQuerySet().filter(**asked)
        left_out = SearchQuerySet().exclude(**asked)
        seen = (names(found, records), found.count(), names(left_out, records))
        if seen != (wanted, len(wanted), set(records) - wanted):
            wrong[str(asked)] = seen
    assert not wrong


def test_a_readers_signs_are_words_in_filter(records):
    published(article := make_article(title="kind:photo OR -gate"))
    index_entries(article)
    found = SearchQuerySet().filter(content="kind:photo OR")
    assert titles(found) == ["kind:photo OR -gate"]


def test_conditions_are_joined(records):
    every = SearchQuerySet()
    assert names(every.filter(content="camera", kind="photo"), records) == {"photo"}
    either = SQ(content="tender") | SQ(title="market")
    assert names(every.filter(either), records) == {"source", "event"}
    both = SQ(content="camera") & ~SQ(kind="photo")
    assert names(every.filter(both), records) == {"gate", "source"}
    joined = every.filter(kind="photo") | every.filter(kind="event")
    assert names(joined, records) == {"photo", "event"}
    gate = every.filter(content="gate")
    assert names(gate & every.filter(kind="photo"), records) == {"photo"}
    wider = gate.filter_or(content="tender")
    assert names(wider, records) == {"gate", "photo", "source"}
    apart = every.filter(content="camera").exclude(kind="photo").exclude(kind="source")
    assert names(apart, records) == {"gate"}


def test_auto_query_reads_our_syntax(records):
    every, some = SearchQuerySet(), SearchQuerySet().auto_query("camera gate")
    assert names(every.auto_query("camera AND gate"), records) == {"gate", "photo"}
    assert names(some[:2], records) == {"gate", "photo"}
    assert names(some[2:3], records) == {"source"}
    assert names(every.auto_query("camera -gate"), records) == {"source"}
    assert names(every.auto_query('"watch the gate"'), records) == {"gate"}
    assert names(every.auto_query("muster", fieldname="byline"), records) == {"gate"}
    assert every.auto_query("").count() == len(records)
    assert every.auto_query("?!").count() == 0


def test_many_words_in_conditions_of_their_own_are_cut(records, monkeypatch):
    found = SearchQuerySet()
    for number in range(40):  # equal conditions would be one
        found = found.filter(content="gate" + " " * number)
    assert names(found.filter(content="zzzz"), records) == {"gate", "photo"}
    monkeypatch.setattr(
        "archive.search.haystack.backend.is_too_expensive",
        lambda tree: len(getattr(tree, "parts", ())) > 4,
    )
    few = SearchQuerySet().filter(SQ(content="gate"), SQ(title="gate"))
    for number in range(4):
        few = few.filter(content__exact="the gate" + " " * number)
    assert names(few.filter(content="zzzz"), records) == {"gate", "photo"}


def test_models_restrict(records):
    found = SearchQuerySet().models(Photo, Event)
    assert names(found, records) == {"photo", "event"}
    assert found.filter(content="gate").count() == 1
    with pytest.warns(UserWarning, match="is not registered for search"):
        assert SearchQuerySet().models(Tag).count() == 0


def test_narrow_takes_what_facets_give(records):
    every = SearchQuerySet()
    assert names(every.narrow('kind:"photo"'), records) == {"photo"}
    assert names(every.narrow("kind_exact:photo"), records) == {"photo"}
    found = every.narrow(SQ(kind="photo") | SQ(tags="theme/faces"))
    assert names(found, records) == {"gate", "photo"}
    either = every.narrow('kind:"photo" OR (kind:event AND NOT title:gate)')
    assert names(either, records) == {"photo", "event"}
    assert names(every.narrow("date:[2019 TO *]"), records) == {"border", "event"}
    found = every.narrow("date:[2018-05 TO 2019]")
    assert names(found, records) == {"gate", "photo", "border"}
    twice = every.narrow("regions:CN").narrow("kind:article")
    assert names(twice, records) == {"gate"}
    assert every.narrow("*:*").count() == len(records)


UNREADABLE = (
    "nonsense:1",
    "kind:",
    'kind:"photo',
    "(kind:photo",
    "kind:photo)",
    "AND",
    "(" * 40 + "kind:photo" + ")" * 40,
    "kind:photo " * 400,
    "kind:" + "[" * 1_900 + "]",
    *"kind__fuzzy:photo date:yesterday date__range:2019 pub_date:Y-12345".split(),
    "",
)


def test_a_narrowing_that_cannot_be_read_finds_nothing(records):
    found = {text: SearchQuerySet().narrow(text).count() for text in UNREADABLE}
    assert found == dict.fromkeys(UNREADABLE, 0)


def test_a_narrowing_does_not_change_the_scores(records):
    plain = {r.pk: r.score for r in SearchQuerySet().filter(content="gate")}
    narrowed = SearchQuerySet().filter(content="gate").narrow("kind:photo")
    assert [r.score for r in narrowed] == [plain[r.pk] for r in narrowed]


def test_results_tell_what_haystack_tells(records):
    (found,) = SearchQuerySet().filter(content="watch")
    gate = records["gate"]
    assert (found.app_label, found.model_name) == ("archive", "article")
    assert (found.pk, found.id) == (str(gate.pk), f"archive.article.{gate.pk}")
    assert found.model is Article
    assert found.score > 0
    assert found.object == gate and type(found.object) is Article
    assert found.title == gate.title
    assert found.summary == gate.summary
    assert found.byline == "Anna Muster"
    assert "Police read every face" in found.text
    assert (found.kind, found.language, found.date) == ("article", "en", "2018-05")
    assert found.regions == ["CN", "CN-XJ"]
    assert found.tags == ["theme/faces"]
    assert found.earliest == datetime.date(2018, 5, 1)
    assert found.latest == datetime.date(2018, 5, 31)
    assert found.pub_date == gate.first_published_at
    assert found.url == gate.get_absolute_url()
    assert found.verbose_name == "Article"


def test_the_best_match_comes_first(records):
    best = SearchQuerySet().filter(content="gate").best_match()
    scores = [result.score for result in SearchQuerySet().filter(content="gate")]
    assert scores == sorted(scores, reverse=True)
    assert best.score == scores[0]


def test_results_are_ordered(records):
    dated = SearchQuerySet().exclude(kind="source")
    oldest = [r.title for r in dated.order_by("date")]
    assert oldest[-1] == "The market closes"
    assert dated.order_by("-date")[0].title == "The market closes"
    latest = SearchQuerySet().order_by("-pub_date")
    times = [result.pub_date for result in latest]
    assert times == sorted(times, reverse=True)
    assert SearchQuerySet().latest("pub_date").pub_date == times[0]


def test_a_slice_is_what_stands_there_at_any_offset(db):
    index_entries(*(published(make_article(title=f"Item {n}")) for n in range(7)))
    whole = [r.pk for r in SearchQuerySet().filter(content="item")]
    assert len(whole) == 7
    for start in range(8):
        for size in (1, 2, 3, 10):
            part = SearchQuerySet().filter(content="item")[start : start + size]
            assert [r.pk for r in part] == whole[start : start + size], (start, size)
        rest = SearchQuerySet().filter(content="item")[start:]
        assert [r.pk for r in rest] == whole[start:], start
    assert SearchQuerySet().filter(content="item")[5].pk == whole[5]


def test_many_results_are_read_to_the_end(db, monkeypatch):
    monkeypatch.setattr("haystack.query.ITERATOR_LOAD_PER_QUERY", 10)
    index_entries(*(published(make_article(title=f"Item {n}")) for n in range(34)))
    for found in (SearchQuerySet(), SearchQuerySet().load_all().order_by("-pub_date")):
        assert len({result.pk for result in found}) == len(found) == 34


def test_values_are_dictionaries_lists_and_tuples(records):
    found = SearchQuerySet().filter(content="tender")
    source = records["source"]
    assert list(found.values("pk", "title")) == [
        {"pk": str(source.pk), "title": source.title}
    ]
    assert list(found.values_list("kind", "title")) == [["source", source.title]]
    assert list(found.values_list("pk", flat=True)) == [str(source.pk)]
    assert list(found.values_list("id", flat=True)) == [f"archive.source.{source.pk}"]


def test_pks_need_no_record(records, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        found = list(SearchQuerySet().values_list("pk", flat=True))
    assert sorted(map(int, found)) == sorted(entry.pk for entry in records.values())


def test_objects_come_with_their_page(records, django_assert_max_num_queries):
    found = list(SearchQuerySet().all())
    with django_assert_max_num_queries(0):
        assert {result.object.title for result in found} == {
            entry.title for entry in records.values()
        }
    loaded = SearchQuerySet().load_all()
    assert {r.object for r in loaded} == set(records.values())


def test_a_pages_queries_do_not_grow_with_it(db, django_assert_max_num_queries):
    index_entries(*(published(make_article(title=f"Item {n}")) for n in range(30)))
    with django_assert_max_num_queries(16):
        assert len(SearchQuerySet().filter(content="item").load_all()[0:30]) == 30


def test_related_results_load_what_a_queryset_gives(records):
    plain = RelatedSearchQuerySet().load_all()
    assert {r.object for r in plain} == set(records.values())
    chosen = plain.load_all_queryset(Article, Article.objects.filter(language="en"))
    assert "Gesichtserkennungssoftware an der Grenze" not in titles(chosen)


def test_words_are_marked(records):
    (found,) = SearchQuerySet().filter(content="police").highlight()
    assert "<mark>Police</mark> read every face" in found.highlighted["text"][0]
    (found,) = SearchQuerySet().auto_query("tender -gate").highlight()
    assert found.highlighted["title"] == ["<mark>Tender</mark> for cameras"]
    without = SearchQuerySet().filter(content="police").exclude(title="market")
    (text,) = without.highlight()[0].highlighted["text"]
    assert text.count("<mark>") == 1 and text.endswith("at the market.")
    plain = SearchQuerySet().filter(content="police")[0]
    assert plain.highlighted is None


def test_what_is_marked_is_escaped(db):
    article = published(
        make_article(title="<script>x</script>", summary="<b> camera &")
    )
    index_entries(article)
    (found,) = SearchQuerySet().filter(content="camera").highlight()
    assert found.highlighted["text"] == ["&lt;b&gt; <mark>camera</mark> &amp;"]
    assert found.highlighted["title"] == ["&lt;script&gt;x&lt;/script&gt;"]


def test_autocomplete_finds_beginnings(records):
    found = SearchQuerySet().autocomplete(title_auto="gesichtserk gren")
    assert names(found, records) == {"border"}
    assert names(SearchQuerySet().autocomplete(content_auto="tend"), records) == {
        "source"
    }
    assert SearchQuerySet().autocomplete(title_auto="aaa " * 100).count() == 0


def test_another_spelling_is_suggested_where_nothing_is_found(records):
    every = SearchQuerySet()
    assert every.spelling_suggestion("tendar") == "tender"
    assert every.auto_query("tendar").spelling_suggestion() == "tender"
    assert every.auto_query("tender").spelling_suggestion() is None
    assert every.spelling_suggestion("qqqqqq") is None
    assert every.models(Photo).spelling_suggestion("tendar") is None
    chosen = every.auto_query("x").set_spelling_query("tendar")
    assert chosen.spelling_suggestion() == "tender"


def test_more_like_this_finds_what_shares_words(db):
    things = "river bridge harvest winter museum garden engine letter island market"
    others = [
        published(make_article(title=f"The {t}", language="en"))
        for t in [*things.split(), "opera", "tunnel"]
    ]
    one = published(make_article(title="Ürümqi checkpoint opened", language="en"))
    two = published(make_article(title="An Ürümqi checkpoint", language="en"))
    three = published(make_article(title="Ürümqi checkpoint again", language="en"))
    index_entries(*others, one, two, three)
    found = SearchQuerySet().more_like_this(one)
    alike = [result.object for result in found]
    assert sorted(alike, key=lambda entry: entry.pk) == [two, three]
    assert (found.count(), len(found[0:5])) == (2, 2)
    for start in (0, 1):
        (one_alike,) = SearchQuerySet().more_like_this(one)[start : start + 1]
        assert one_alike.object == alike[start]
    assert SearchQuerySet().models(Photo).more_like_this(one).count() == 0
    assert SearchQuerySet().filter(content="opened").more_like_this(one).count() == 0


def test_nothing_is_asked_of_an_empty_set(records, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(SearchQuerySet().none()) == []
        assert len(EmptySearchQuerySet()) == 0


def test_a_search_can_be_pickled(records):
    found = SearchQuerySet().filter(content="tender").load_all()
    again = pickle.loads(pickle.dumps(found))
    assert titles(again) == ["Tender for cameras"]


def test_the_query_tells_what_it_asks(records):
    query = SearchQuerySet().filter(content="camera", date__gte="2019").query
    assert str(query) == '(content:"camera" AND date__gte:"2019")'
    assert str(SearchQuerySet().all().query) == "*"


def test_a_manager_of_an_index_class_searches(records):
    found = SourceIndex.objects.filter(content="cameras").models(Source)
    assert titles(found) == ["Tender for cameras"]
