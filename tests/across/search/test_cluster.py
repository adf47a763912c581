"""The archive on a real cluster: what it finds is what whoosh finds, and
Haystack's commands, hidden entries and outages are as on every engine."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from haystack import connections
from haystack.query import SQ, SearchQuerySet

from archive.filters import SearchFilters, make_choices
from archive.models import (
    Entry,
    EntryRegion,
    OutboxRow,
    Region,
    RegionName,
    Tag,
    Tagging,
    TagLabel,
)
from archive.monitoring import read_status
from archive.search import (
    IndexUnwritable,
    needs_rebuild,
    process_outbox,
    reindex,
    search,
    suggest_spelling,
)
from archive.search.engines.opensearch import cluster as clusters
from archive.search.engines.opensearch.schema import LISTED_FIELDS, WORDS_SUFFIX
from archive.search.index.generations import get_live_generation, list_generations
from archive.search.index.index_comparison import find_index_differences
from archive.search.index.live_index import ask_live_index, get_engine
from tests.across.test_hidden import CANARY, hide
from tests.factories import make_article, make_event, make_photo, make_source, published
from tests.indexes import index_at
from tests.opensearch.nodes import find_free_ports
from tests.opensearch.proxy import proxy_before
from tests.opensearch.running import find_nodes, make_address, on_cluster

pytestmark = pytest.mark.django_db


@pytest.fixture
def hasty(monkeypatch):
    """Nobody waits long in a test for what stays wrong."""
    for name in ("READ_SECONDS", "WRITE_SECONDS", "GONE_SECONDS", "DOWN_SECONDS"):
        monkeypatch.setattr(clusters, name, 0.3)


def make_records():
    """Some sixty entries of four kinds, in places, with tags and dates."""
    regions = {}
    for code, level, name in (
        ("CN", "country", "China"),
        ("CN-XJ", "province", "Xinjiang"),
        ("DE", "country", "Germany"),
    ):
        parent = regions.get(code.rpartition("-")[0])
        regions[code] = Region.objects.create(code=code, level=level, parent=parent)
        RegionName.objects.create(
            region=regions[code], language="en", name=name, is_preferred=True
        )
    tag = Tag.objects.create(scheme="theme", slug="faces")
    TagLabel.objects.create(tag=tag, language="en", label="faces", is_preferred=True)
    titles = (
        ("Eight cameras watch the gate", "en"),
        ("Gesichtserkennungssoftware an der Grenze", "de-CH"),
        ("Police read every face at the camera of the market", "en"),
        ("社会信用体系建设规划纲要", "zh-Hans"),
        ("Überwachung im Straßenverkehr mit Kameras", "de"),
        ("监控摄像头 in Xinjiang", "zh-Hans"),
    )
    makers = (make_article, make_photo, make_source, make_event)
    for number in range(60):
        title, language = titles[number % len(titles)]
        entry = makers[number % 4](
            title=f"{title} {number}",
            language=language,
            date=("2018", "2019-02", "2020-01-05", "")[number % 4],
            summary="Cameras watch faces. " * (number % 5),
        )
        role = ("about", "shown")[number % 2]
        region = regions[("CN", "CN-XJ", "DE")[number % 3]]
        EntryRegion.objects.create(entry=entry, region=region, role=role)
        if number % 3 == 0:
            Tagging.objects.create(entry=entry, tag=tag)
        published(entry)


QUESTIONS = (
    {},
    {"q": "camera"},
    {"q": "cameras watch"},
    {"q": "Gesichtserkennung"},
    {"q": "Strassenverkehr Kamera"},
    {"q": "社会信用"},
    {"q": '"watch the gate"'},
    {"q": "camera NEAR/4 market"},
    {"q": "police NEAR/9 face NEAR/9 camera"},
    {"q": "camera -police"},
    {"q": "kam*"},
    {"q": "title:gate OR title:border"},
    {"q": "faces Xinjiang"},
    {"q": "camera unsaid"},
    {"q": "region:CN-XJ 监控"},
    {"q": "camera", "kinds": make_choices("photo")},
    {"q": "camera", "languages": make_choices("en")},
    {"q": "", "sort": "date"},
    {"q": "camera", "sort": "-date", "page": 2},
    {"q": "nothing at all"},
)


def ask(question):
    """What a page of results shows; its order where one was asked for, since scores of
    two engines differ in their last digits."""
    results = search(SearchFilters(**question))
    facets = {
        (facet.name, value.value): value.count
        for facet in results.facets
        for value in facet.values
    }
    hits = {
        hit.entry.pk: (hit.title, hit.snippet, hit.matched_name, hit.reasons)
        for hit in results.hits
    }
    ids = [hit.entry.pk for hit in results.hits]
    return {
        "total": results.total,
        "partial": results.partial,
        "facets": facets,
        "notices": [str(notice) for notice in results.notices],
        "order": ids if "sort" in question else [],
        "hits": hits if results.total <= 20 or "sort" in question else {},
    }


def test_it_finds_counts_orders_and_marks_as_whoosh_does(cluster, tmp_path):
    make_records()
    reindex()
    assert find_index_differences() == []
    found = [ask(question) for question in QUESTIONS]
    spelt = [suggest_spelling(SearchFilters(q=q)) for q in ("camra", "Uberwachng")]
    name = "archive.search.haystack.whoosh.WhooshEngine"
    held = connections.connections_info["default"]
    before = dict(held)
    held.update(ENGINE=name, PATH=str(tmp_path / "other"))
    connections.reload("default")
    assert get_engine().name == "whoosh"
    reindex()
    try:
        for question, one in zip(QUESTIONS, found, strict=True):
            assert one == ask(question), question
        assert spelt == [
            suggest_spelling(SearchFilters(q=q)) for q in ("camra", "Uberwachng")
        ]
    finally:
        held.update(before)
        connections.reload("default")
    assert sum(one["total"] > 0 for one in found) > 15


def run(*arguments, **options):
    """What a command prints."""
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def titles(results):
    return sorted(result.title for result in results)


def test_haystacks_commands_and_queries_work_on_it(cluster, client):
    published(make_article(title="Gate", byline="Anna", date="2018"))
    published(make_photo(title="Photo of a gate", language="de", date="2019"))
    draft = make_source(title="Draft of a gate")
    assert "2 documents indexed" in run("rebuild_index")
    first = get_live_generation()
    assert titles(SearchQuerySet().filter(content="gates")) == [
        "Gate",
        "Photo of a gate",
    ]
    run("rebuild_index")
    assert get_live_generation() != first
    assert cluster.find_published() == get_live_generation().name
    assert first.name in cluster.list_indexes()  # for readers that are just asking it
    run("rebuild_index")
    assert first.name not in cluster.list_indexes()
    published(make_event(title="A gate closes"))
    assert SearchQuerySet().count() == 2
    run("update_index")
    every = SearchQuerySet().facet("kind")
    assert dict(every.facet_counts()["fields"]["kind"]) == {
        "article": 1,
        "event": 1,
        "photo": 1,
    }
    assert every.narrow('kind:"photo"').count() == 1
    assert titles(SearchQuerySet().filter(SQ(byline="Anna") | SQ(language="de"))) == [
        "Gate",
        "Photo of a gate",
    ]
    assert SearchQuerySet().exclude(kind="event").order_by("-date")[0].title == (
        "Photo of a gate"
    )
    marked = SearchQuerySet().filter(content="closes").highlight()[0].highlighted
    assert "<mark>closes</mark>" in str(marked)
    assert SearchQuerySet().auto_query("gata").spelling_suggestion() == "gate"
    told = run("haystack_info")
    assert "opensearch" in told
    assert "3" in told
    run("clear_index", interactive=False)
    assert needs_rebuild()
    assert SearchQuerySet().count() == 0
    assert draft.title not in client.get("/search/?q=gate").content.decode()


def test_hidden_entries_never_enter_the_cluster(cluster):
    shown, entries = hide()
    reindex()
    OutboxRow.objects.add(entry.pk for entry in entries)
    process_outbox()
    held = dict(ask_live_index(lambda engine, folder: engine.list_digests(folder)))
    public = set(Entry.objects.public().values_list("pk", flat=True))
    assert shown.pk in public
    assert set(held) == public
    name = f"{cluster._name_index(get_live_generation())}.index"
    nodes = find_nodes()
    for field in LISTED_FIELDS:
        terms = {"terms": {"field": field + WORDS_SUFFIX, "size": 10_000}}
        body = {"size": 0, "aggs": {"words": terms}}
        path = f"/{name}/_search"
        words = nodes.ask(nodes.hosts[0], path, "POST", body)["aggregations"]["words"]
        told = " ".join(bucket["key"] for bucket in words["buckets"])
        assert CANARY.casefold() not in told
        assert words["sum_other_doc_count"] == 0
    assert not ask_live_index(
        lambda engine, folder: engine.list_words_with_prefix(
            folder, "exact", CANARY.casefold()[:6], 99
        )
    )


def test_a_withdrawn_entry_is_gone_at_once_and_a_save_is_found(cluster):
    article = published(make_article(title="Zwitscherkanari"))
    reindex()
    assert search(SearchFilters(q="Zwitscherkanari")).total == 1
    Entry.objects.filter(pk=article.pk).update(status="withdrawn")
    assert search(SearchFilters(q="Zwitscherkanari")).total == 0
    OutboxRow.objects.add([article.pk, published(make_article(title="Kanal")).pk])
    process_outbox()
    assert [r.title for r in SearchQuerySet()] == ["Kanal"]
    assert find_index_differences() == []


def test_another_machine_reads_what_the_first_one_published(cluster, tmp_path):
    published(make_article(title="Kamera"))
    with index_at(tmp_path / "second"):
        assert needs_rebuild()
    reindex()
    with index_at(tmp_path / "second"):
        assert not needs_rebuild()
        assert search(SearchFilters(q="Kamera")).total == 1
    reindex()
    with index_at(tmp_path / "second"):
        assert search(SearchFilters(q="Kamera")).total == 1


def test_an_alias_that_names_nothing_is_answered_by_the_database_and_rebuilt(
    cluster, client
):
    published(make_article(title="Kamera am Tor"))
    reindex()
    cluster.unpublish()
    page = client.get("/search/?q=Kamera").content.decode()
    assert "Kamera am Tor" in page
    assert "The search index is being rebuilt" in page
    process_outbox()
    assert cluster.find_published() == "generation-2"
    assert search(SearchFilters(q="Kameras")).total == 1


def test_without_the_cluster_pages_go_on_and_no_change_is_lost(
    index, db, tmp_path, client, hasty
):
    address = make_address()
    published(make_article(title="Kamera am Tor"))
    with (
        proxy_before(find_nodes().hosts[0]) as proxy,
        on_cluster([proxy.host], address.name, tmp_path / "index"),
    ):
        reindex()
        before = get_live_generation()
        article = published(make_article(title="Kamera im Hof"))
        OutboxRow.objects.add([article.pk])
        proxy.refusal = 503
        for path in ("/", "/search/", "/search/?q=Kamera", article.get_absolute_url()):
            assert client.get(path).status_code == 200, path
        page = client.get("/search/?q=Kamera").content.decode()
        assert "Kamera im Hof" in page  # by the database
        with pytest.raises(IndexUnwritable, match="ARCHIVE_SEARCH_URL: the cluster"):
            process_outbox()
        assert not needs_rebuild()
        with pytest.raises(CommandError, match="ARCHIVE_SEARCH_URL: the cluster at"):
            call_command("reindex")
        assert OutboxRow.objects.count() == 1
        proxy.refusal = 0
        clusters.sleep(clusters.DOWN_SECONDS)
        process_outbox()
        assert OutboxRow.objects.count() == 0
        assert get_live_generation() == before
        assert list_generations() == [before]
        assert search(SearchFilters(q="Kameras")).total == 2
        get_engine().delete(before)


def test_a_rebuild_goes_on_where_a_cluster_left_it(
    index, db, tmp_path, hasty, monkeypatch
):
    monkeypatch.setattr("archive.search.index.rebuild.DOCUMENTS_PER_COMMIT", 2)
    for number in range(6):
        published(make_article(title=f"Kamera {number}"))
    address = make_address()
    with (
        proxy_before(find_nodes().hosts[0]) as proxy,
        on_cluster([proxy.host], address.name, tmp_path / "index"),
    ):
        written = []

        def refuse_later(path, answer):
            if "_bulk" in path:
                written.extend(item["index"]["_id"] for item in answer["items"])
                proxy.refusal = 503 if len(written) == 4 else 0
            return answer

        proxy.change = refuse_later
        with pytest.raises(IndexUnwritable, match="the cluster at"):
            reindex()
        proxy.refusal = 0
        assert reindex() == 6
        assert search(SearchFilters(q="Kamera")).total == 6
        assert len(written) <= 8  # what was committed is not written again
        get_engine().delete(get_live_generation())


def test_an_address_without_a_cluster_is_told(hasty, index, db, tmp_path):
    port = find_free_ports(1)[0]
    with on_cluster([f"127.0.0.1:{port}"], "archive", tmp_path / "index"):
        with pytest.raises(IndexUnwritable, match=f"127.0.0.1:{port} can't be reached"):
            reindex()
        assert f"127.0.0.1:{port} can't be reached" in run("haystack_info")
        (line,) = (line for line in read_status() if line.name == "index")
        assert line.problem.startswith(
            f"ARCHIVE_SEARCH_URL: the cluster at 127.0.0.1:{port}"
        )
