"""Tallies are written in short transactions, and are exact after each of them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from archive.counting import _tallies, find_tallies
from archive.filters import SearchFilters
from archive.models import (
    Entry,
    EntryRegion,
    OutboxRow,
    Region,
    Tag,
    Tagging,
    Tallied,
    Tally,
)
from archive.models.counts import full_count, tally
from archive.search import process_outbox, reindex
from tests.factories import make_article, make_event, published

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = 24
FEW = 3  # entries, and tallies, in one transaction


@pytest.fixture
def entries(monkeypatch):
    """Entries with regions and tags, that are counted in small parts."""
    monkeypatch.setattr(_tallies, "LEAST_ENTRIES", 0)
    monkeypatch.setattr(full_count, "IDS_A_PART", 7)
    monkeypatch.setattr(tally, "ENTRIES_A_TRANSACTION", FEW)
    monkeypatch.setattr(tally, "TALLIES_A_TRANSACTION", FEW)
    regions = [
        Region.objects.create(code=code, level="country") for code in ("CN", "DE")
    ]
    tags = [Tag.objects.create(scheme="theme", slug=slug) for slug in "ab"]
    made = []
    for number in range(NUMBER):
        make = make_event if number % 3 else make_article
        entry = published(make(title=f"{number}", date=f"{2010 + number % 5}"))
        EntryRegion.objects.create(entry=entry, region=regions[number % 2])
        Tagging.objects.create(entry=entry, tag=tags[number % 2])
        made.append(entry)
    return made


@contextmanager
def watch_commits(then=lambda: None):
    """The rows that each transaction wrote; `then` happens after each that wrote."""
    written, now = [], [0]
    commit = connection.commit

    def count(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        is_written = sql.startswith(("INSERT", "UPDATE", "DELETE"))
        if is_written and '"archive_' in sql.split("SELECT")[0]:
            # SQLite does not count the rows of an INSERT that returns something.
            made = sql.count("(%s") if sql.startswith("INSERT") else 0
            rows = max(context["cursor"].cursor.rowcount, made)
            if connection.in_atomic_block:
                now[0] += rows
            else:
                written.append(rows)
        return result

    def commit_counted():
        commit()
        if now[0]:
            written.append(now[0])
            now[0] = 0
            with_autocommit(then)

    def with_autocommit(call):
        is_atomic = connection.in_atomic_block
        connection.in_atomic_block = False
        connection.set_autocommit(True)
        try:
            call()
        finally:
            connection.set_autocommit(False)
            connection.in_atomic_block = is_atomic

    with pytest.MonkeyPatch.context() as patch, connection.execute_wrapper(count):
        patch.setattr(connection, "commit", commit_counted)
        yield written


def count_by_hand():
    public = Entry.objects.public()
    counts = {
        f"t:theme/{slug}": public.filter(taggings__tag__slug=slug).count()
        for slug in "ab"
    }
    return {**counts, "": public.count()}


def count_by_tallies():
    tallies = find_tallies(SearchFilters())
    tagged = tallies.count_by_value("t:")
    counts = {f"t:theme/{slug}": tagged.get(f"theme/{slug}", 0) for slug in "ab"}
    return {**counts, "": tallies.count_months().total}


def drift():
    """Let the tallies be wrong, as a database that somebody edited."""
    Entry.objects.filter(pk__in=Entry.objects.values("pk")[:10]).update(
        counts_from=None, counts_to=None
    )
    Tallied.objects.filter(pk__in=Tallied.objects.values("pk")[:5]).delete()
    Tally.objects.filter(value="t:theme/a").update(starts=7)


def forget():
    Tallied.objects.all().delete()
    Tally.objects.all().delete()


# The most rows of one transaction. An entry has some twenty tallies here.
MOST_ROWS = FEW * 40


@pytest.mark.parametrize("before", [forget, drift])
def test_no_transaction_of_a_count_writes_many_rows(entries, before):
    Tally.objects.count_anew()
    before()
    with watch_commits() as written:
        assert Tally.objects.count_anew() == NUMBER
    assert max(written) <= MOST_ROWS
    assert sum(written) > MOST_ROWS or before is drift
    OutboxRow.objects.all().delete()
    assert count_by_tallies() == count_by_hand()


def test_no_transaction_of_the_index_worker_writes_many_rows(entries):
    reindex()
    Entry.objects.filter(kind="event").update(status="withdrawn")
    OutboxRow.objects.add([entry.pk for entry in entries])
    with watch_commits() as written:
        process_outbox()
    assert not OutboxRow.objects.exists()
    assert max(written) <= MOST_ROWS
    assert (
        count_by_tallies() == count_by_hand() == {"": 8, "t:theme/a": 4, "t:theme/b": 4}
    )


def test_a_count_without_differences_writes_only_its_moment(entries):
    Tally.objects.count_anew()
    with watch_commits() as written:
        Tally.objects.count_anew()
    assert written == [2]


@pytest.mark.parametrize("before", [forget, drift])
def test_what_editors_save_during_a_count_is_counted(entries, before):
    Tally.objects.count_anew()
    OutboxRow.objects.all().delete()
    before()
    to_change = list(entries)

    def save():
        if to_change:
            entry = to_change.pop()
            Entry.objects.filter(pk=entry.pk).update(status="withdrawn")
            OutboxRow.objects.add([entry.pk])

    with watch_commits(save):
        Tally.objects.count_anew()
    assert len(to_change) < NUMBER - 2
    assert count_by_tallies() == count_by_hand()
    process_outbox()
    assert count_by_tallies() == count_by_hand()


def test_readers_get_exact_counts_while_the_worker_counts(entries):
    reindex()
    Entry.objects.filter(kind="event").update(status="withdrawn")
    OutboxRow.objects.add([entry.pk for entry in entries])
    seen = []
    with watch_commits(lambda: seen.append(count_by_tallies())):
        process_outbox()
    assert len(seen) > NUMBER / FEW
    assert all(counts == count_by_hand() for counts in seen)


class KilledError(Exception):
    """Stands for the end of the process."""


@pytest.mark.parametrize("commits", [1, 3, 8, 12])
@pytest.mark.parametrize("before", [forget, drift])
def test_an_interrupted_count_is_not_believed_and_is_gone_on_with(
    entries, before, commits
):
    reindex()
    before()
    left = [commits]

    def kill():
        left[0] -= 1
        if not left[0]:
            raise KilledError

    with watch_commits(kill), pytest.raises(KilledError):
        Tally.objects.count_anew()
    OutboxRow.objects.all().delete()
    if before is forget:
        assert find_tallies(SearchFilters()) is None
        with watch_commits() as written:
            process_outbox()
        assert count_by_tallies() == count_by_hand()
        assert len(written) > 0
    else:
        Tally.objects.count_anew()
        assert count_by_tallies() == count_by_hand()


def test_a_count_from_a_clock_ahead_of_time_is_not_believed(entries):
    reindex()
    tomorrow = timezone.now() + timedelta(days=1)
    Tally.objects.filter(value="epoch").update(until=tomorrow)
    assert find_tallies(SearchFilters()) is None
    process_outbox()
    assert count_by_tallies() == count_by_hand()
