"""Publications at once: the log stays one chain, with each leaf once.

PostgreSQL only: SQLite lets one write at a time.
"""

from __future__ import annotations

import threading

import pytest
from django.db import connections

from archive import editorial
from archive.models import Entry, LogCheckpoint, LogLeaf
from archive.transparency import enter_all_versions, enter_public_versions

from .two_at_once import WAIT, bring, fresh, make_entry, sound, two_at_once
from .two_at_once import cast as cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on_postgresql]
PUBLISHERS, ENTRIES_EACH = 4, 5


def list_leaves():
    return list(LogLeaf.objects.order_by("index").values_list("index", "id_code"))


def test_of_two_who_publish_at_once_both_are_in_one_log(cast):
    entries = [make_entry(cast), make_entry(cast)]
    for entry in entries:
        bring(entry, "in_review", cast)
    one, other = map(fresh, entries)
    two_at_once(
        lambda: editorial.publish(one, cast["dora"]),
        lambda: editorial.publish(other, cast["erna"]),
    )
    assert list_leaves() == [(0, one.id_code), (1, other.id_code)]
    sizes = LogCheckpoint.objects.order_by("size").values_list("size", flat=True)
    assert list(sizes) == [1, 2]
    assert sound() == []


def test_who_enters_what_another_enters_adds_nothing(cast):
    entry = make_entry(cast)
    bring(entry, "in_review", cast)
    editorial.publish(fresh(entry), cast["dora"])
    LogLeaf.objects.all().delete()
    LogCheckpoint.objects.all().delete()
    first, second = two_at_once(
        lambda: enter_public_versions([entry.pk]),
        lambda: sum(enter_all_versions()),
    )
    assert (first, second) == (1, 0)
    assert list_leaves() == [(0, entry.id_code)] and sound() == []


def test_many_publications_at_once_lose_and_double_no_leaf(cast):
    entries = [make_entry(cast) for _n in range(PUBLISHERS * ENTRIES_EACH)]
    for entry in entries:
        bring(entry, "in_review", cast)
    failed = []

    def publish_some(some):
        try:
            for entry in some:
                editorial.publish(fresh(entry), cast["dora"])
        except Exception as error:  # told below, not on the console
            failed.append(error)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=publish_some, args=(entries[n::PUBLISHERS],))
        for n in range(PUBLISHERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT * 2)
    assert failed == [] and not any(thread.is_alive() for thread in threads)
    leaves = list_leaves()
    assert [index for index, _code in leaves] == list(range(len(entries)))
    assert {code for _index, code in leaves} == {entry.id_code for entry in entries}
    assert LogCheckpoint.objects.count() == len(entries)
    assert Entry.objects.public().count() == len(entries) and sound() == []
