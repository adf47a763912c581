"""The index may be missing, broken, old or on the move: readers are served."""

import threading

import pytest
from django.core.management import CommandError, call_command

from archive.filters import SearchFilters
from archive.models import OutboxRow, Region, Tag
from archive.search import needs_rebuild, process_outbox, reindex, search
from archive.search.engines.protocol import SearchRequest
from archive.search.index.generations import get_index_root, get_live_generation
from archive.search.index.live_index import evaluate_request, get_engine
from archive.search.query.parsed_query import parse_query
from archive.search.results import database_search as insides
from tests.factories import make_article, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db

NOTICE = "searched only titles and summaries"


def find(words):
    return [hit.entry.title for hit in search(SearchFilters(q=words)).hits]


def notices(words):
    return " ".join(str(notice) for notice in search(SearchFilters(q=words)).notices)


@pytest.fixture
def entry():
    made = published(make_article(title="Gesichtserkennung am Bahnhof"))
    reindex()
    return made


def missing(folder):
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def emptied(folder):
    for path in folder.iterdir():
        path.write_bytes(b"")


def scrambled(folder):
    for path in [*folder.glob("*.seg"), *folder.glob("*.term")]:
        path.write_bytes(b"\x00broken" * 99)


def without_table_of_contents(folder):
    for path in [*folder.glob("*.toc"), *folder.glob("meta.json")]:
        path.unlink()


def of_another_version(folder):
    pointer = get_index_root() / "current"
    pointer.write_text(f"0 whoosh {folder.name}")


def without_a_pointer(folder):
    (get_index_root() / "current").unlink()


HARMS = (
    missing,
    emptied,
    scrambled,
    without_table_of_contents,
    of_another_version,
    without_a_pointer,
)


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_a_harmed_index_is_done_without_and_built_anew(client, entry, harm):
    harm(get_live_generation())
    assert find("Bahnhof") == [entry.title]
    assert NOTICE in notices("Bahnhof")
    assert client.get("/search/?q=Bahnhof").status_code == 200
    assert needs_rebuild()
    process_outbox()
    assert not needs_rebuild()
    assert find("Gesicht") == [entry.title]
    assert NOTICE not in notices("Gesicht")


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_a_drain_mends_an_index_that_it_cannot_write(entry, harm):
    other = published(make_article(title="Kamera"))
    OutboxRow.objects.add([other.pk])
    harm(get_live_generation())
    process_outbox()
    assert find("Kamera") == ["Kamera"]
    assert not OutboxRow.objects.exists()


def test_a_large_archive_without_index_answers_503_and_when_to_come_again(
    client, entry, monkeypatch
):
    monkeypatch.setattr(insides, "MOST_ENTRIES_WITHOUT_INDEX", 0)
    missing(get_live_generation())
    for path in ("/search/?q=a", "/timeline/?q=a", "/articles/?q=a", "/tags/?q=a"):
        response = client.get(path)
        assert response.status_code == 503, path
        assert int(response["Retry-After"]) > 0
    for path in ("/search/", "/timeline/", "/articles/", "/", "/regions/"):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize(
    "chosen_filter",
    [
        "kind=article",
        "language=de",
        "region=CN",
        "tag=theme/a",
        "credit=dpa",
        "undated=1",
        "from=2019",
    ],
)
def test_filters_that_are_chosen_are_shown_without_an_index(
    client, entry, chosen_filter
):
    Region.objects.create(code="CN", level="country", is_listed=True)
    Tag.objects.create(scheme="theme", slug="a", is_listed=True)
    missing(get_live_generation())
    address = f"/search/?q=Bahnhof&{chosen_filter}"
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert "None" not in page_text(answer)


def test_one_snapshot_serves_until_the_index_changes(entry, monkeypatch):
    opened = []
    snapshots = get_engine()._snapshots
    really = snapshots._open_newest

    def counting(folder, *before):
        opened.append(folder)
        return really(folder, *before)

    monkeypatch.setattr(snapshots, "_open_newest", counting)
    for _again in range(5):
        assert find("Bahnhof")
    assert len(opened) <= 1
    other = published(make_article(title="Kamera am Bahnhof"))
    OutboxRow.objects.add([other.pk])
    process_outbox()
    before = len(opened)
    for _again in range(5):
        assert len(find("Bahnhof")) == 2
    assert len(opened) - before == 1


def test_an_index_that_others_could_have_written_is_not_read(entry):
    get_live_generation().chmod(0o777)
    assert NOTICE in notices("Bahnhof")
    process_outbox()
    assert get_live_generation().stat().st_mode & 0o077 == 0
    assert NOTICE not in notices("Bahnhof")


def test_readers_are_served_while_the_index_is_rebuilt_again_and_again(entry):
    tree = parse_query("Bahnhof").tree
    wrong: list[object] = []
    stop = threading.Event()

    def reader():
        while not stop.is_set():
            try:
                if [
                    pk for pk, _score in evaluate_request(SearchRequest(tree)).page
                ] != [entry.pk]:
                    wrong.append("another answer")
            except Exception as error:
                wrong.append(error)

    threads = [threading.Thread(target=reader) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _again in range(10):
        reindex()
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_interrupted_rebuild_leaves_the_index_and_the_outbox(entry, monkeypatch):
    other = published(make_article(title="Kamera"))
    OutboxRow.objects.add([other.pk])

    def interrupted(_entries):
        yield from ()
        raise KeyboardInterrupt

    monkeypatch.setattr("archive.search.index.rebuild.build_documents", interrupted)
    with pytest.raises(CommandError, match="live index did not change"):
        call_command("reindex")
    assert find("Bahnhof") == [entry.title]
    assert OutboxRow.objects.count() == 1


def test_a_rebuild_tells_how_far_it_is(entry):
    published(make_article(title="Kamera"))
    told: list[tuple[int, int]] = []
    reindex(lambda done, expected: told.append((done, expected)))
    assert told == [(1, 2), (2, 2)]
