"""The engine is one setting: what readers may see is the same with the other one."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from haystack import connections

from archive.filters import (
    SearchFilters,
    make_choices,
)
from archive.models import Entry, OutboxRow
from archive.search import (
    needs_rebuild,
    process_outbox,
    reindex,
    search,
    suggest_spelling,
)
from archive.search.index.live_index import get_engine
from archive.settings import read_search
from tests.factories import make_article, make_photo, published

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        find_spec("tantivy") is None,
        reason="tantivy is not installed: pip install .[tantivy]",
    ),
]


@pytest.fixture(autouse=True)
def other(settings, index, tmp_path):
    """The engine that this run does not have."""
    name = "whoosh" if get_engine().name == "tantivy" else "tantivy"
    held = connections.connections_info["default"]
    before = dict(held)
    held.update(read_search(f"{name}:///{tmp_path}/index"))
    settings.HAYSTACK_CONNECTIONS = {"default": held}
    connections.reload("default")
    yield name
    get_engine().close()
    held.update(before)
    connections.reload("default")


def found(**chosen_filters):
    results = search(SearchFilters(**chosen_filters))
    assert results.total == len(results.hits)
    return [hit.entry.title for hit in results.hits]


def counted(results):
    return {
        (facet.name, value.value): value.count
        for facet in results.facets
        for value in facet.values
    }


def test_another_engine_means_another_index(other):
    assert get_engine().name == other
    published(make_article(title="Kamera"))
    assert needs_rebuild()
    process_outbox()
    assert not needs_rebuild()
    assert found(q="Kamera") == ["Kamera"]


def test_what_was_withdrawn_is_not_found_even_before_the_index_learns_it():
    article = published(make_article(title="Zwitscherkanari"))
    reindex()
    assert found(q="Zwitscherkanari") == ["Zwitscherkanari"]
    Entry.objects.filter(pk=article.pk).update(status="withdrawn")
    results = search(SearchFilters(q="Zwitscherkanari"))
    assert (results.total, results.hits) == (0, ())
    assert not any(counted(results).values())
    assert suggest_spelling(SearchFilters(q="Zwitscherkanary")) == ("", 0)


def test_a_draft_is_never_found():
    draft = make_article(title="Entwurf einer Kamera")
    published(make_article(title="An einer Kamera"))
    reindex()
    OutboxRow.objects.add([draft.pk])
    process_outbox()
    for words in ("Kamera", "Kam*", '"einer Kamera"', "", "Entwurf OR Kamera"):
        results = search(SearchFilters(q=words))
        assert [hit.entry.title for hit in results.hits] == ["An einer Kamera"], words
        assert counted(results)["kind", "article"] == 1


def test_facets_count_what_choosing_them_finds():
    for n in range(3):
        published(make_article(title=f"Kamera {n}", language="de", date="2019"))
    published(make_photo(title="Kamera", language="en", date="2020-05"))
    published(make_photo(title="anderes", language="en", date="2020"))
    reindex()
    for filters in (
        {},
        {"kinds": make_choices("article")},
        {"languages": make_choices("en")},
    ):
        base = SearchFilters(q="Kamera", **filters)
        for facet in search(base).facets:
            for value in facet.values:
                alone = base.with_changes(**facet.choose(value))
                assert search(alone).total == value.count, (filters, value)


def test_a_save_is_found_and_a_list_is_sorted():
    published(make_article(title="Eintrag b", date="2019"))
    reindex()
    for title, date in (("Eintrag c", "2020"), ("Eintrag a", "2018"), ("Eintrag", "")):
        OutboxRow.objects.add([published(make_article(title=title, date=date)).pk])
        process_outbox()
    assert found(q="Eintrag", sort="date") == [
        "Eintrag a",
        "Eintrag b",
        "Eintrag c",
        "Eintrag",
    ]
    assert found(q="Eintrag c", sort="-date")[0] == "Eintrag c"
