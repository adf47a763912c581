"""Haystack's commands, with Haystack's options."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.utils import timezone
from haystack.query import SearchQuerySet

from archive.models import Article, Entry, Photo
from archive.search import needs_rebuild, process_outbox, reindex
from archive.search.index.generations import (
    get_live_generation,
    hold_rebuild_lock,
    list_generations,
)
from archive.search.index.live_index import ask_live_index
from tests.factories import make_article, make_photo, published

pytestmark = pytest.mark.django_db


def run(*arguments, **options):
    """What a command prints."""
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def found(model=None):
    results = SearchQuerySet()
    return sorted(r.title for r in (results.models(model) if model else results))


@pytest.fixture
def entries():
    """Two articles and a photo that are public, and a draft."""
    made = [published(make_article(title=f"Article {n}")) for n in (1, 2)]
    return [*made, published(make_photo(title="Photo")), make_article(title="Draft")]


PUBLIC = ["Article 1", "Article 2", "Photo"]


@pytest.mark.parametrize(
    "name", ["rebuild_index", "update_index", "clear_index", "haystack_info"]
)
def test_haystacks_commands_are_ours(name):
    assert get_commands()[name] == "archive"


def test_rebuild_index_builds_beside_the_live_index(entries):
    reindex()
    before = get_live_generation()
    assert "3 documents indexed" in run("rebuild_index")
    assert get_live_generation() != before
    assert before in list_generations()  # for readers that are just opening it
    assert found() == PUBLIC


def test_haystacks_options_are_taken_and_what_is_needless_is_said(entries):
    said = run(
        "rebuild_index",
        "--noinput",
        "-u",
        "default",
        "-k",
        "2",
        "-b",
        "100",
        "--nocommit",
        "-t",
        "3",
    )
    for option in ("--workers", "--nocommit", "--max-retries"):
        assert f"{option} changes nothing" in said
    assert found() == PUBLIC
    with pytest.raises(CommandError, match="no connection 'other', only default"):
        run("rebuild_index", "--using", "other")
    with pytest.raises(CommandError, match="no connection 'other'"):
        run("update_index", "--using", "other")
    with pytest.raises(CommandError, match="no connection 'other'"):
        run("clear_index", "--noinput", "--using", "other")


@pytest.mark.parametrize("command", ["rebuild_index", "update_index"])
def test_two_rebuilds_do_not_run_at_once(entries, command):
    with (
        hold_rebuild_lock(),
        pytest.raises(CommandError, match=("another rebuild is running")),
    ):
        run(command)


def test_clear_index_empties_it_and_pages_go_on(client, entries):
    reindex()
    said = run("clear_index", "--noinput")
    assert "All documents removed" in said and "rebuild_index" in said
    assert (found(), SearchQuerySet().count()) == ([], 0)
    assert SearchQuerySet().facet("kind").facet_counts() == {}
    assert SearchQuerySet().spelling_suggestion("Artcle") is None
    assert SearchQuerySet().more_like_this(entries[0]).count() == 0
    assert list_generations() == []
    assert needs_rebuild()
    page = client.get("/search/", {"q": "Photo"}).content.decode()
    assert "Photo" in page and "The search index is being rebuilt" in page
    process_outbox()
    assert found() == PUBLIC


def test_clear_index_asks_first(entries, monkeypatch):
    reindex()
    monkeypatch.setattr("builtins.input", lambda _question: "n")
    assert "No action taken" in run("clear_index")
    assert found() == PUBLIC
    monkeypatch.setattr("builtins.input", lambda _question: "yes")
    assert "All documents removed" in run("clear_index")
    assert found() == []


def test_a_rebuild_under_way_outlasts_clear_index(entries):
    def clear(done, expected):
        if done == 1:
            run("clear_index", "--noinput")

    reindex()
    reindex(clear)
    assert found() == PUBLIC


def test_update_index_builds_what_is_not_there(entries):
    said = run("update_index")
    assert "There is no index: all entries are indexed" in said
    assert "3 documents indexed" in said
    assert found() == PUBLIC


def test_update_index_writes_what_changed(entries):
    reindex()
    before = get_live_generation()
    Entry.objects.filter(pk=entries[0].pk).update(title="Renamed article")
    said = run("update_index", "-v", "2")
    assert "Indexing 2 articles" in said and "Indexing 1 photos" in said
    assert "2 documents written" in said
    assert get_live_generation() == before
    assert SearchQuerySet().filter(title="renamed").count() == 1


def test_update_index_takes_the_names_of_models(entries):
    reindex()
    Entry.objects.filter(pk=entries[0].pk).update(title="Renamed article")
    said = run("update_index", "archive.Photo")
    assert "articles" not in said and "Indexing 1 photos" in said
    assert SearchQuerySet().filter(title="renamed").count() == 0
    run("update_index", "archive.Article")
    assert SearchQuerySet().filter(title="renamed").count() == 1
    assert "Indexing" in run("update_index", "archive")
    for wrong in ("nothing", "archive.Nothing"):
        with pytest.raises(CommandError):
            run("update_index", wrong)


def change_long_ago(entry, hours, **fields):
    then = timezone.now() - timedelta(hours=hours)
    Entry.objects.filter(pk=entry.pk).update(modified_at=then, **fields)


@pytest.mark.parametrize(
    ("options", "number"),
    [
        ({}, 2),
        ({"age": 2}, 1),
        ({"age": 30}, 2),
        ({"minutes": 90}, 1),
        ({"start_date": "2000-01-01"}, 2),
        ({"start_date": "2100-01-01T00:00:00"}, 0),
        ({"end_date": "2000-01-01"}, 0),
    ],
)
def test_update_index_restricts_by_the_time_of_change(entries, options, number):
    reindex()
    change_long_ago(entries[0], 1, title="Renamed 1")
    change_long_ago(entries[1], 24, title="Renamed 2")
    said = run("update_index", "archive.Article", **options)
    assert f"Indexing {number} articles" in said
    assert SearchQuerySet().filter(title="renamed").count() == number


@pytest.mark.parametrize(
    "wrong",
    [
        {"age": 1, "minutes": 1},
        {"age": 1, "start_date": "2020-01-01"},
        {"start_date": "yesterday"},
        {"end_date": "2020-13-45"},
    ],
)
def test_update_index_refuses_times_that_it_cannot_read(entries, wrong):
    with pytest.raises(CommandError):
        run("update_index", **wrong)


def held():
    """Ids of all documents, hidden entries' too."""
    return sorted(
        pk
        for pk, _digest in ask_live_index(
            lambda engine, folder: engine.list_digests(folder)
        )
    )


def test_update_index_removes_what_is_gone(entries):
    reindex()
    withdrawn, _kept, gone, _draft = entries
    Entry.objects.filter(pk=withdrawn.pk).update(status="withdrawn")
    Photo.objects.filter(pk=gone.pk).delete()
    run("update_index")
    assert len(held()) == 3
    assert "1 stale documents removed" in run("update_index", "archive.Photo", "-r")
    assert withdrawn.pk in held() and gone.pk not in held()
    said = run("update_index", "--age", "1", "--remove")
    assert "1 stale documents removed" in said
    assert held() == [entries[1].pk]
    assert found() == ["Article 2"]


def test_a_rebuild_under_way_learns_what_update_index_takes_out(entries):
    withdrawn = entries[0]

    def take_out(done, expected):
        if done == expected:
            Entry.objects.filter(pk=withdrawn.pk).update(status="withdrawn")
            assert "1 stale documents removed" in run("update_index", "--remove")

    reindex()
    reindex(take_out)
    assert withdrawn.pk not in held()


def test_update_index_never_writes_a_draft(entries):
    reindex()
    run("update_index", "--remove", "-b", "1")
    assert entries[3].pk not in held()
    assert found(Article) == ["Article 1", "Article 2"]


def test_quiet_commands_say_nothing(entries):
    reindex()
    assert run("update_index", verbosity=0) == ""
    assert run("clear_index", "--noinput", verbosity=0) == ""


def test_haystack_info_tells_engine_index_and_classes(entries, tmp_path):
    assert "we can't read the index; run rebuild_index" in run("haystack_info")
    reindex()
    said = run("haystack_info")
    assert f"in {tmp_path / 'index'}: 3 documents" in said
    assert "Number of handled 4 index(es)." in said
    assert "Model: Article by Index: archive.search_indexes.ArticleIndex" in said


@pytest.mark.parametrize("command", ["rebuild_index", "update_index", "haystack_info"])
def test_a_database_without_tables_is_told(command, monkeypatch):
    monkeypatch.setattr(
        "archive.management.haystack_options.connection.introspection.table_names",
        lambda: [],
    )
    with pytest.raises(CommandError, match="migrate"):
        run(command)
