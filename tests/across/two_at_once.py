"""Two transactions at once: what they give, and the records they begin with."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from django.db import connections, transaction

from archive import editorial
from archive.editorial import INTEGRITY_CHECKS, EditorialError
from archive.models import Correction, Entry, Narrative, NarrativeStep, Revision
from tests.factories import make_event, make_noted_user

WAIT = 20  # seconds after which something hangs
HELD = 0.3  # seconds for which the first transaction stays open


def outcome(call):
    """What a call gives, or the error by which it refuses."""
    try:
        return call()
    except EditorialError as error:
        return error


def two_at_once(first, second):
    """What both give, the second begun before the first is committed."""
    given = {}
    begun = threading.Event()

    def in_the_open():
        with transaction.atomic():
            given["first"] = outcome(first)
            begun.set()
            threading.Event().wait(HELD)

    def behind_it():
        begun.wait(WAIT)
        given["second"] = outcome(second)

    def run(work):
        try:
            work()
        except BaseException as error:  # told in the test, not on the console
            given[work.__name__] = error
            begun.set()
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(w,)) for w in (in_the_open, behind_it)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert not any(thread.is_alive() for thread in threads), "both wait for each other"
    broken = [given[name] for name in ("in_the_open", "behind_it") if name in given]
    assert broken == [], broken
    return given["first"], given["second"]


@pytest.fixture
def cast():
    """Anna writes; Dora and Erna publish."""
    names = ("anna", "editor"), ("dora", "publisher"), ("erna", "publisher")
    return {name: make_noted_user(name, role) for name, role in names}


def fresh(document):
    model = Narrative if isinstance(document, Narrative) else Entry
    return model.objects.get(pk=document.pk)


def sound():
    """That `verify` finds nothing, and that no number is there twice."""
    found = [
        f"{finding.where}: {finding.message}"
        for name, check in INTEGRITY_CHECKS.items()
        if name != "index"
        for finding in check()
    ]
    numbers = Counter(Revision.objects.values_list("entry_id", "public_version"))
    doubled = [key for key, n in numbers.items() if n > 1 and key[1] is not None]
    return found + doubled


def make_entry(cast):
    entry = make_event(title="Found", date="2019-02-03")
    editorial.record_creation(entry, cast["anna"])
    return Entry.objects.get(pk=entry.pk)


def make_path(cast):
    event = make_entry(cast)
    bring(event, "published", cast)
    path = Narrative.objects.create(title="A path", language="en")
    NarrativeStep.objects.create(narrative=path, position=1, entry=event)
    editorial.record_creation(path, cast["anna"])
    return path


def make_correction(cast):
    entry = make_entry(cast)
    bring(entry, "published", cast)
    copy = editorial.correct(fresh(entry), cast["anna"])
    Correction.objects.create(entry=copy, was_wrong="-", is_right="-")
    return Entry.objects.get(pk=copy.pk)


def bring(document, state, cast):
    if state in ("in_review", "published"):
        editorial.submit(fresh(document), cast["anna"])
    if state == "published":
        editorial.publish(fresh(document), cast["dora"])
