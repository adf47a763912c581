"""A rebuild goes on after an interruption and misses nothing that changes."""

from __future__ import annotations

import pytest

from archive.filters import SearchFilters
from archive.models import Entry, OutboxRow
from archive.search import (
    IndexUnwritable,
    find_index_differences,
    process_outbox,
    reindex,
    search,
)
from archive.search.index import rebuild
from archive.search.index.generations import (
    get_live_generation,
    list_generations,
    publish_generation,
)
from archive.search.index.live_index import ask_live_index
from archive.search.index.rebuild_progress import list_unfinished
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(monkeypatch):
    """Five entries in an index, to be rebuilt by two at a time."""
    made = [published(make_article(title=f"Kamera {n}")) for n in range(5)]
    reindex()
    monkeypatch.setattr(rebuild, "DOCUMENTS_PER_COMMIT", 2)
    return made


def at(number, what):
    """Have `what` happen when so many documents were written."""

    def tell(done, expected):
        if done == number:
            what()

    return tell


def interrupt():
    raise KeyboardInterrupt


def change(entries):
    """Withdraw the first, rename the second, add another, name a deleted one."""
    Entry.objects.filter(pk=entries[0].pk).update(status="withdrawn")
    Entry.objects.filter(pk=entries[1].pk).update(title="Drohne")
    new = published(make_article(title="Kamera neu"))
    OutboxRow.objects.add([entries[0].pk, entries[1].pk, new.pk, 10**9])


def found(words):
    return sorted(hit.entry.title for hit in search(SearchFilters(q=words)).hits)


def held():
    return sorted(
        pk
        for pk, _digest in ask_live_index(
            lambda engine, folder: engine.list_digests(folder)
        )
    )


def test_an_interrupted_rebuild_is_gone_on_with(entries):
    before = get_live_generation()
    with pytest.raises(KeyboardInterrupt):
        reindex(at(4, interrupt))
    assert get_live_generation() == before
    told = []
    assert reindex(lambda done, expected: told.append((done, expected))) == 5
    assert told == [(3, 5), (4, 5), (5, 5)]
    assert held() == [entry.pk for entry in entries]
    assert find_index_differences() == []
    assert list(list_generations()[0].parent.glob("*.progress")) == []


def test_a_rebuild_that_stops_once_it_is_live_is_never_gone_on_with(
    entries, monkeypatch
):
    def publish_and_stop(folder):
        publish_generation(folder)
        interrupt()

    with monkeypatch.context() as patch:
        patch.setattr(rebuild, "publish_generation", publish_and_stop)
        with pytest.raises(KeyboardInterrupt):
            reindex()
    stopped = get_live_generation()
    assert not list_unfinished()
    for _again in range(2):
        assert reindex() == 5
        assert get_live_generation() != stopped
        assert not list(stopped.parent.glob("*.progress"))
    assert not find_index_differences()


@pytest.mark.parametrize("number", [1, 2, 3, 5])
@pytest.mark.parametrize("is_drained", [True, False])
def test_what_changes_during_a_rebuild_is_in_it(entries, number, is_drained):
    def happen():
        change(entries)
        if is_drained:
            process_outbox()
            assert "Drohne" in found("Drohne")  # visible at once, in the live index

    before = get_live_generation()
    reindex(at(number, happen))
    assert get_live_generation() != before
    assert entries[0].pk not in held()
    assert found("Drohne") == ["Drohne"]
    assert "Kamera neu" in found("neu")
    assert not OutboxRow.objects.exists()
    assert find_index_differences() == []


@pytest.mark.parametrize("number", [1, 3, 5])
@pytest.mark.parametrize("is_drained", [True, False])
def test_what_changes_after_an_interruption_is_in_it(entries, number, is_drained):
    with pytest.raises(KeyboardInterrupt):
        reindex(at(number, interrupt))
    change(entries)
    if is_drained:
        process_outbox()
    reindex()
    assert entries[0].pk not in held()
    assert found("Drohne") == ["Drohne"]
    assert find_index_differences() == []
    assert not OutboxRow.objects.exists()


def test_many_changes_are_caught_up_with_in_parts(entries, monkeypatch):
    monkeypatch.setattr(rebuild, "ENTRIES_PER_QUERY", 2)

    def happen():
        change(entries)
        process_outbox()

    reindex(at(4, happen))
    assert find_index_differences() == []
    assert entries[0].pk not in held()


def test_a_rebuild_of_another_schema_is_not_gone_on_with(entries, monkeypatch):
    with pytest.raises(KeyboardInterrupt):
        reindex(at(4, interrupt))
    for module in ("rebuild_progress", "generations"):
        monkeypatch.setattr(f"archive.search.index.{module}.SCHEMA_VERSION", "next")
    told = []
    reindex(lambda done, expected: told.append(done))
    assert told == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("note", ["", "{", "[]", '{"of": 1}', "\0"])
def test_a_note_that_cannot_be_read_begins_anew(entries, note):
    with pytest.raises(KeyboardInterrupt):
        reindex(at(4, interrupt))
    for path in get_live_generation().parent.glob("*.progress"):
        path.write_text(note)
    assert reindex() == 5
    assert find_index_differences() == []


def test_a_harmed_rebuild_begins_anew(entries):
    with pytest.raises(KeyboardInterrupt):
        reindex(at(4, interrupt))
    unfinished = list_generations()[-1]
    assert unfinished != get_live_generation()
    for path in unfinished.iterdir():
        path.write_bytes(b"")
    assert reindex() == 5
    assert find_index_differences() == []


def test_a_rebuild_without_space_gives_back_what_it_took(entries, monkeypatch):
    before = list_generations()
    monkeypatch.setattr(rebuild, "publish_generation", refuse)
    with pytest.raises(IndexUnwritable, match="no space"):
        reindex()
    assert list_generations() == before
    assert found("Kamera")


def refuse(_folder):
    raise IndexUnwritable("no space")


def test_a_failure_in_a_document_is_not_taken_for_a_harmed_index(entries, monkeypatch):
    def failing(_entries):
        yield from ()
        raise LookupError("database")

    monkeypatch.setattr("archive.search.index.live_writes.build_documents", failing)
    OutboxRow.objects.add([entries[0].pk])
    with pytest.raises(LookupError):
        process_outbox()
    assert found("Kamera")
    assert OutboxRow.objects.count() == 1


def test_a_rebuild_ends_while_entries_are_added_ever_faster(entries):
    def tell(done, _expected):
        assert done <= len(entries), "it runs after what is added"
        new = [published(make_article(title="Kamera neu")) for _again in range(2)]
        OutboxRow.objects.add([entry.pk for entry in new])

    reindex(tell)
    assert len(held()) == 3 * len(entries)
    assert find_index_differences() == []
