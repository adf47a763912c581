"""Hidden means hidden: a canary in every hidden text, on all of Haystack's doors."""

from __future__ import annotations

import datetime
import itertools

import pytest
from django.core.management import call_command
from haystack import connections
from haystack.forms import FacetedSearchForm, ModelSearchForm
from haystack.generic_views import FacetedSearchView
from haystack.query import SQ, RelatedSearchQuerySet, SearchQuerySet

from archive.models import (
    Article,
    Citation,
    Entry,
    EntryRegion,
    OutboxRow,
    Passage,
    Region,
    Tag,
    Tagging,
    TagLabel,
)
from archive.search import reindex
from archive.search.haystack.field_registry import list_facet_fields
from archive.search.haystack.search_results import ResultLoader
from tests.across.test_hidden import CANARY, MAKERS, STATES, in_state
from tests.factories import make_article, make_source, published
from tests.search.haystack.conftest import index_entries, list_indexed_ids

pytestmark = pytest.mark.django_db

DAY = datetime.date(2019, 2, 20)


def tie(entry, region, tag):
    EntryRegion.objects.create(entry=entry, region=region)
    Tagging.objects.create(entry=entry, tag=tag)
    Entry.objects.filter(pk=entry.pk).update(language="de")


def make_shown(region, tag):
    """A public entry with passages, and a source, that nobody may see."""
    shown = published(make_article(title="Shown cameras", date="2019-02-20"))
    for number, audience in ((1, "editors"), (2, "editors")):
        Passage.objects.create(
            article=shown,
            anchor=f"p{number}",
            position=number,
            verbatim=CANARY,
            audience=audience,
        )
    source = in_state(make_source, "confidential")
    Citation.objects.create(entry=shown, source=source)
    tie(shown, region, tag)
    return shown


NEVER, BEFORE, UNTOLD = "never indexed", "indexed before", "hidden by other doors"


def make_hidden(how):
    """The one entry that is public, and the hidden ones: these were never public, or
    were indexed before, and wait in the outbox or don't even do that."""
    region = Region.objects.create(code="CN-XJ", level="province")
    tag = Tag.objects.create(scheme="theme", slug="cameras")
    TagLabel.objects.create(tag=tag, language="en", label="lens", is_preferred=True)
    shown = make_shown(region, tag)
    kinds_and_states = list(itertools.product(MAKERS, STATES))
    if how == NEVER:
        entries = [in_state(maker, state) for maker, state in kinds_and_states]
        for entry in entries:
            tie(entry, region, tag)
        index_entries(shown, *entries)
        return shown, entries
    entries = []
    for maker, state in kinds_and_states:
        entry = published(maker(title=f"{CANARY} {state}", summary=CANARY))
        tie(entry, region, tag)
        entries.append(entry)
    index_entries(shown, *entries)
    assert SearchQuerySet().filter(content=CANARY).count() == len(entries)
    for entry, (_maker, state) in zip(entries, kinds_and_states, strict=True):
        hide(entry, state)
    if how == BEFORE:
        OutboxRow.objects.add(entry.pk for entry in entries)
    return shown, entries


def hide(entry, state):
    """Take a public entry out of sight."""
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
    if state in ("draft", "in_review"):
        changes = {"status": state}
    elif state.startswith("withdrawn"):
        changes = {"status": "withdrawn"}
    else:
        changes = {}
    if "embargo" in state:
        changes["embargo_until"] = later
    if state == "confidential":
        changes["audience"] = "editors"
    Entry.objects.filter(pk=entry.pk).update(**changes)


def ways():
    """Every way of asking a `SearchQuerySet`, by name."""
    every = SearchQuerySet()
    start = CANARY[:6]
    return {
        "all": every.all(),
        "load_all": every.load_all(),
        "related": RelatedSearchQuerySet().load_all(),
        "content": every.filter(content=CANARY),
        "exact": every.filter(content__exact=CANARY),
        "contains": every.filter(content__contains=CANARY),
        "startswith": every.filter(content__startswith=start),
        "in": every.filter(content__in=[CANARY, f"{CANARY} summary"]),
        "title": every.filter(title=CANARY),
        "filter_or": every.filter(content="shown").filter_or(content=CANARY),
        "SQ": every.filter(SQ(content=CANARY) | SQ(title__startswith=start)),
        "auto_query": every.auto_query(f"{start}* OR shown"),
        "autocomplete": every.autocomplete(content_auto=start),
        "autocomplete title": every.autocomplete(title_auto=start),
        "exclude": every.exclude(content="shown"),
        "exclude tag": every.exclude(tags="theme/nothing"),
        "narrow": every.narrow('language:"de"'),
        "regions": every.filter(regions="CN-XJ"),
        "tags": every.filter(tags__contains="camera"),
        "kinds": every.filter(kind__in=["article", "photo", "source", "event"]),
        "models": every.models(Article),
        "ordered": every.order_by("-pub_date"),
        "dated": every.filter(pub_date__gte="2000-01-01"),
        "highlight": every.filter(content=CANARY).highlight(),
        "or": every.filter(content="shown") | every.filter(content=CANARY),
    }


def show(result):
    """All that a result says."""
    return f"{vars(result)} {result.object and vars(result.object)}"


def check_searches(shown, entries):
    """No search finds a hidden entry."""
    codes = {entry.id_code for entry in entries}
    asked = 0
    for name, found in ways().items():
        results = list(found)
        assert {result.object for result in results} <= {shown}, name
        assert found.count() == len(results) <= 1, name
        assert found[:] == results or found.count() == 0, name
        for result in results:
            said = show(result).lower()
            assert CANARY not in said, name
            assert not any(code in said for code in codes), name
        values = list(found.values("pk", "title", "text", "summary"))
        assert CANARY not in str(values).lower(), name
        assert len(found.values_list("pk", flat=True)) == len(results), name
        asked += 1
    assert asked == len(ways())


def check_counts(first):
    """No count counts one. Every other way is asked, from `first` on: over all tests
    each way on each engine, and each for entries hidden in each manner."""
    for name, found in itertools.islice(ways().items(), first % 2, None, 2):
        total = found.count()
        for field in list_facet_fields():
            found = found.facet(field)
        for field, counts in found.facet_counts()["fields"].items():
            assert all(number <= total for _value, number in counts), (name, field)
            assert CANARY not in str(counts).lower(), (name, field)
        dated = found.date_facet("pub_date", *this_month(), gap_by="month")
        (counted,) = dated.facet_counts()["dates"]["pub_date"]
        assert counted[1] == total, name
    assert SearchQuerySet().facet("sources").facet_counts()["fields"]["sources"] == []


def this_month():
    today = datetime.datetime.now(datetime.UTC).date().replace(day=1)
    return today, today + datetime.timedelta(days=1)


def check_likeness(shown, entries):
    """None is like an entry, and nothing is like one."""
    assert list(SearchQuerySet().more_like_this(shown)) == []
    for entry in entries:
        assert SearchQuerySet().more_like_this(entry).count() == 0


def check_suggestions():
    """No suggestion is a word of one."""
    for words in (CANARY[:-1], f"{CANARY}s", f'"{CANARY} summary"', CANARY):
        assert SearchQuerySet().spelling_suggestion(words) is None
        assert SearchQuerySet().auto_query(words).spelling_suggestion() is None


def check_views(rf, settings, tmp_path):
    """No form or view shows one."""
    template = tmp_path / "search" / "search.html"
    template.parent.mkdir()
    template.write_text(
        "{{ form }}{{ facets }}{{ suggestion }}"
        "{% for r in page_obj.object_list %}{{ r.object }}{{ r.text }}{% endfor %}"
    )
    first = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**first, "DIRS": [tmp_path, *first["DIRS"]]}]
    view = FacetedSearchView.as_view(facet_fields=list_facet_fields())
    for asked in ({"q": f"{CANARY[:6]}*"}, {"q": "lens", "models": "archive.source"}):
        for facet in ("language:de", f"credit:{CANARY}", f'tags:x" OR title:"{CANARY}'):
            request = rf.get("/", {**asked, "selected_facets": facet})
            response = view(request)
            response.render()
            text = response.content.decode().lower()
            echoed = text.replace(f'value="{CANARY[:6]}*"', "")
            assert CANARY not in echoed
    assert ModelSearchForm({"q": CANARY}).search().count() == 0
    facets = [f"title:{CANARY}"]
    assert (
        FacetedSearchForm({"q": CANARY}, selected_facets=facets).search().count() == 0
    )


@pytest.mark.parametrize("how", [NEVER, BEFORE, UNTOLD])
def test_no_door_of_haystacks_shows_a_hidden_entry(
    rf, db, settings, tmp_path, how, engine
):
    shown, entries = make_hidden(how)
    check_searches(shown, entries)
    check_counts((NEVER, BEFORE, UNTOLD).index(how) + (engine == "tantivy"))
    check_likeness(shown, entries)
    check_suggestions()
    check_views(rf, settings, tmp_path)


def test_what_waits_for_the_index_is_counted_nowhere(db):
    made = [published(make_article(title=f"Item {n}")) for n in range(24)]
    index_entries(*made)
    last = made[-1]  # on the second page
    Entry.objects.filter(pk=last.pk).update(status="withdrawn")
    OutboxRow.objects.add([last.pk])
    found = SearchQuerySet().filter(content="item").facet("kind")
    assert found.count() == 23
    assert found.facet_counts()["fields"] == {"kind": [("article", 23)]}
    assert last.pk not in {int(pk) for pk in found.values_list("pk", flat=True)}


def test_nothing_is_told_by_what_a_hidden_entry_is_like(db):
    words = "Ürümqi checkpoint"
    one, two = (published(make_article(title=f"{words} {n}")) for n in "ab")
    draft = make_article(title=f"{words} c")
    others = [published(make_article(title=f"Other {n}")) for n in range(12)]
    index_entries(one, two, *others)
    assert SearchQuerySet().more_like_this(one)[0].object == two
    assert SearchQuerySet().more_like_this(draft).count() == 0
    Entry.objects.filter(pk=one.pk).update(status="withdrawn")
    assert SearchQuerySet().more_like_this(one).count() == 0
    assert SearchQuerySet().more_like_this(two).count() == 0


def test_a_page_is_asked_for_its_visibility_when_it_is_loaded(db):
    shown, draft = published(make_article(title="Shown")), make_article(title="Draft")
    page = [(draft.pk, 2.0), (shown.pk, 1.0)]
    for fields in ((), ("pk",), ("title",)):
        for marked in (None, ()):
            (result,) = ResultLoader("default", None, fields, marked).load(page)
            assert int(result.pk) == shown.pk


WRITES = {
    "update_index": lambda e: call_command("update_index", "--remove", verbosity=0),
    "rebuild_index": lambda e: call_command("rebuild_index"),
    "backend": lambda e: connections["default"].get_backend().update(None, e),
    "update_object": lambda e: [index_of(one).update_object(one) for one in e],
    "reindex": lambda e: reindex(),
}


def index_of(entry):
    return connections["default"].get_unified_index().get_index(type(entry))


def test_nothing_hidden_is_written_or_named_by_an_index_class(db):
    shown, entries = make_hidden(NEVER)
    for name, write in WRITES.items():
        write(entries)
        assert list_indexed_ids() == [shown.pk], name
    indexes = connections["default"].get_unified_index().get_indexes()
    assert len(indexes) == 4
    for index in indexes.values():
        for queryset in (
            index.index_queryset(),
            index.read_queryset(),
            index.load_all_queryset(),
            index.build_queryset(),
        ):
            assert {entry.pk for entry in queryset} <= {shown.pk}


@pytest.mark.parametrize("name", ["update_index", "rebuild_index", "backend"])
def test_what_was_hidden_is_taken_out(db, name):
    shown, entries = make_hidden(BEFORE)
    WRITES[name](entries)
    assert list_indexed_ids() == [shown.pk]
