"""Every change locks the rows that it decides on before it writes the first one.

`test_verbs_at_once.py` and `test_claims_at_once.py` see two people at once on
PostgreSQL; this says on any database which locks they meet.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from archive import editorial
from archive.editorial import _revisions
from archive.editorial.accounts import _staff_log
from archive.models import (
    Capture,
    Correction,
    Entry,
    EntryRegion,
    ErrorReport,
    ImportRun,
    Narrative,
    NarrativeStep,
    Region,
)
from archive.search.index import machine_locks
from archive.transparency import _log_leaves
from tests.factories import make_event

pytestmark = pytest.mark.django_db


def bring(document, *verbs):
    """A document on which these verbs were called."""
    for verb in verbs:
        getattr(editorial, verb)(document, None)
    return type(document).objects.get(pk=document.pk)


def call_verb(document, verb):
    return getattr(editorial, verb)(document, None, *REASONS.get(verb, ()))


def draft(*verbs):
    entry = make_event()
    editorial.record_creation(entry, None)
    return bring(Entry.objects.get(pk=entry.pk), *verbs)


def path(*verbs):
    narrative = Narrative.objects.create(title="A path")
    step = draft("submit", "publish")
    NarrativeStep.objects.create(narrative=narrative, entry=step, position=1)
    editorial.record_creation(narrative, None)
    return bring(narrative, *verbs)


def correction():
    copy = editorial.correct(draft("submit", "publish"), None)
    Correction.objects.create(entry=copy, was_wrong="a", is_right="b")
    return copy


def make_copy():
    return Capture(external_url="https://copy.example/", method="a web archive")


def capture():
    return editorial.add_capture(draft(), None, make_copy())


def report():
    return editorial.report_error(draft("submit", "publish"), "A word.", "a-stamp")


def region(code="CN"):
    made = Region.objects.create(code=code, level="country", is_listed=True)
    EntryRegion.objects.create(entry=draft(), region=made)
    return made


def import_run():
    run = ImportRun.objects.create(at=timezone.now(), importer="text")
    run.entries.add(draft())
    return run


REASONS = {"withdraw": ("Asked for.",)}
VERBS = {
    "submit": (),
    "send_back": ("submit",),
    "publish": ("submit",),
    "correct": ("submit", "publish"),
    "withdraw": ("submit", "publish"),
    "discard": (),
}
# What is made first, what is called with it, and the rows it must have locked.
LOCKS = {
    **{
        f"{verb} {make.__name__}": (
            lambda make=make, before=before: make(*before),
            lambda made, verb=verb: getattr(editorial, verb)(
                made, None, *REASONS.get(verb, ())
            ),
            {Entry if make is draft else Narrative},
        )
        for verb, before in VERBS.items()
        for make in (draft, path)
    },
    "publish a correction": (
        lambda: bring(correction(), "submit"),
        lambda copy: editorial.publish(copy, None),
        {Entry},
    ),
    "add_capture": (
        draft,
        lambda entry: editorial.add_capture(entry, None, make_copy()),
        {Entry},
    ),
    "set_capture_audience": (
        capture,
        lambda copy: editorial.set_capture_audience(copy, None, for_readers=False),
        {Entry},
    ),
    "take_up_report": (
        report,
        lambda made: editorial.take_up_report(made, None),
        {Entry},
    ),
    "answer_report": (
        report,
        lambda made: editorial.answer_report(made, None, "It was right."),
        {ErrorReport},
    ),
    "recode_region": (
        region,
        lambda made: editorial.recode_region(made, "DE", None, "A reform."),
        {Region, Entry},
    ),
    "merge_regions": (
        lambda: (region("AA"), region("BB")),
        lambda made: editorial.merge_regions(*made, None, "The same."),
        {Region, Entry},
    ),
    "undo_import_run": (
        import_run,
        lambda run: editorial.undo_import_run(run, "A mistake."),
        {ImportRun, Entry},
    ),
}


@pytest.mark.parametrize("change", list(LOCKS))
def test_a_change_locks_what_it_decides_on_before_it_writes(monkeypatch, change):
    make, call, wanted = LOCKS[change]
    made, locked, late = make(), set(), []
    lock = QuerySet.select_for_update

    def note_lock(rows, *arguments, **options):
        locked.add(rows.model)
        return lock(rows, *arguments, **options)

    def note_write(execute, sql, *rest):
        first = sql.split()[:3]
        if first[0] in ("INSERT", "UPDATE", "DELETE") and not locked:
            late.append(sql)
        return execute(sql, *rest)

    monkeypatch.setattr(QuerySet, "select_for_update", note_lock)
    with connection.execute_wrapper(note_write):
        call(made)
    assert locked >= wanted
    assert late == []


def test_each_lock_of_the_database_has_a_number_of_its_own():
    numbers = [
        _revisions.PUBLICATION_LOCK,
        _staff_log.STAFF_LOG_LOCK,
        _log_leaves.LOG_LOCK,
        machine_locks.WRITE_LOCK,
        machine_locks.REBUILD_LOCK,
    ]
    assert len(set(numbers)) == len(numbers)
