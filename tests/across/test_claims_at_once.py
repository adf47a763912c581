"""Two at once who add, claim or keep something: nothing is lost or doubled.

The first call stays in its open transaction while the second begins: what the first
has not locked, the second takes for free. PostgreSQL only: SQLite lets one write.
"""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections
from django.utils import timezone

from archive import baskets, batches, editorial
from archive.editorial import INTEGRITY_CHECKS, EditorialError
from archive.filters import SearchFilters
from archive.models import (
    Basket,
    Capture,
    ErrorReport,
    ImportRun,
    OutboxRow,
    Region,
)
from archive.search import process_outbox, reindex
from tests.factories import make_source

from .two_at_once import WAIT, bring, fresh, make_entry, sound, two_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on_postgresql]


def test_the_same_copy_added_twice_is_there_once(cast):
    entry = make_entry(cast)
    one, other = fresh(entry), fresh(entry)

    def add(row, by):
        copy = Capture(external_url="https://copy.example/", method="a web archive")
        return editorial.add_capture(row, by, copy)

    first, second = two_at_once(
        lambda: add(one, cast["anna"]), lambda: add(other, cast["dora"])
    )
    assert isinstance(second, EditorialError) and first.pk
    assert Capture.objects.count() == 1
    assert sound() == []


def test_a_report_sent_twice_is_one(cast):
    entry = make_entry(cast)
    bring(entry, "published", cast)
    row = fresh(entry)
    first, second = two_at_once(
        lambda: editorial.report_error(row, "A word.", "a-stamp"),
        lambda: editorial.report_error(row, "A word.", "a-stamp"),
    )
    assert first.pk == second.pk
    assert ErrorReport.objects.count() == 1


def test_a_report_taken_up_by_two_is_one_correction(cast):
    entry = make_entry(cast)
    bring(entry, "published", cast)
    report = editorial.report_error(fresh(entry), "A word.", "a-stamp")
    one, other = (ErrorReport.objects.get() for _n in range(2))
    first, second = two_at_once(
        lambda: editorial.take_up_report(one, cast["anna"]),
        lambda: editorial.take_up_report(other, cast["dora"]),
    )
    assert first.pk == second.pk
    report.refresh_from_db()
    assert report.state == "taken_up"


def test_two_answers_to_a_report_are_the_later_one_whole(cast):
    entry = make_entry(cast)
    bring(entry, "published", cast)
    editorial.report_error(fresh(entry), "A word.", "a-stamp")
    one, other = (ErrorReport.objects.get() for _n in range(2))
    two_at_once(
        lambda: editorial.answer_report(one, cast["anna"], "It was right."),
        lambda: editorial.answer_report(other, cast["dora"], "It is corrected."),
    )
    row = ErrorReport.objects.get()
    assert (row.answer, row.answered_by) == ("It is corrected.", cast["dora"])


@pytest.mark.parametrize("turn", [1, -1])
def test_two_regions_are_not_merged_into_each_other(cast, turn):
    regions = [Region.objects.create(code=code, level="country") for code in "AB"]
    a, b = regions[::turn]
    first, second = two_at_once(
        lambda: editorial.merge_regions(a, b, None, "The same."),
        lambda: outcome_of_merge(b, a),
    )
    assert first == 0 and isinstance(second, EditorialError)
    assert Region.objects.get().code == b.code


def outcome_of_merge(region, into):
    return editorial.merge_regions(region, into, None, "The same.")


def test_two_regions_do_not_get_the_same_code(cast):
    one, other = (
        Region.objects.create(code=code, level="country") for code in ("AA", "BB")
    )
    _first, second = two_at_once(
        lambda: editorial.recode_region(one, "CC", None, "A new one."),
        lambda: editorial.recode_region(other, "CC", None, "A new one."),
    )
    assert isinstance(second, EditorialError)
    codes = list(Region.objects.order_by("pk").values_list("code", flat=True))
    assert codes == ["CC", "BB"]


def test_an_import_is_undone_once(cast):
    run = ImportRun.objects.create(at=timezone.now(), importer="text")
    source = make_source()
    editorial.record_creation(source, None)
    run.entries.add(source.pk)
    one, other = (ImportRun.objects.get() for _n in range(2))
    first, second = two_at_once(
        lambda: editorial.undo_import_run(one, "A mistake."),
        lambda: editorial.undo_import_run(other, "A mistake."),
    )
    assert not isinstance(first, EditorialError)
    assert isinstance(second, EditorialError)


def test_a_basket_kept_twice_is_one(cast):
    entry = make_entry(cast)
    bring(entry, "published", cast)
    contents = baskets.build_contents([entry.id_code])
    first, second = two_at_once(
        lambda: baskets.save_basket(contents), lambda: baskets.save_basket(contents)
    )
    assert first == second
    assert Basket.objects.count() == 1


def test_a_batch_is_claimed_by_one_worker(cast):
    reindex()
    for _n in range(2):
        batches.submit_batch([(1, "found")], SearchFilters(), "en", [])
    first, second = two_at_once(batches._claim_batch, batches._claim_batch)
    assert first and second and first.pk != second.pk
    assert batches._claim_batch() is None


def test_two_workers_of_the_index_lose_no_row(cast):
    reindex()
    entries = [make_entry(cast) for _n in range(3)]
    for entry in entries:
        bring(entry, "published", cast)
    done = []
    threads = [
        threading.Thread(
            target=lambda: (done.append(process_outbox()), connections.close_all())
        )
        for _n in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert len(done) == 2 and not OutboxRow.objects.exists()
    found = [f.message for f in INTEGRITY_CHECKS["index"]()]
    assert found == []
    assert connection.vendor == "postgresql"
