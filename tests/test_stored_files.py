"""Stored files: what a record names, or is about to name, is never removed."""

import os
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from archive.importers.captures import store_file_capture
from archive.importers.originals import store_originals
from archive.models import Article, Capture
from archive.stored_files import (
    delete_unnamed_files,
    list_files_of_nobody,
    originals_folder,
    select_named_files,
)
from tests.factories import make_article, make_source

pytestmark = pytest.mark.django_db
CONTENT = b"the same bytes"


class LateError(Exception):
    """What makes an import fail at its end."""


def name_by_article(name):
    make_article(original_file=name, sha256=name.rpartition("/")[2])


def name_by_capture(name):
    Capture.objects.create(entry=make_source(), file=name, method="x")


def name_by_nobody(name):
    pass


@pytest.mark.parametrize("give_name", [name_by_article, name_by_capture])
def test_a_late_failure_leaves_the_file_that_another_record_names(give_name):
    with pytest.raises(LateError), store_originals() as store:
        name = store.store(CONTENT)
        give_name(name)
        raise LateError
    assert (originals_folder() / name.rpartition("/")[2]).read_bytes() == CONTENT


def test_a_late_failure_removes_the_file_that_nobody_names():
    with pytest.raises(LateError), store_originals() as store:
        store.store(CONTENT)
        raise LateError
    assert list(originals_folder().iterdir()) == []


def test_a_capture_that_is_refused_leaves_the_original_of_an_article():
    with store_originals() as store:
        name_by_article(store.store(b"%PDF-1.7 the same"))
    entry = make_source()
    store_file_capture(entry, None, "a.pdf", b"%PDF-1.7 the same", Capture())
    with pytest.raises(ValueError, match="already"):
        store_file_capture(entry, None, "a.pdf", b"%PDF-1.7 the same", Capture())
    assert len(list(originals_folder().iterdir())) == 1


def test_where_records_cannot_be_asked_nothing_is_removed(monkeypatch):
    def refuse(*_arguments):
        raise OperationalError("the server is gone")

    with pytest.raises(LateError), store_originals() as store:
        store.store(CONTENT)
        connection.execute_wrappers.append(refuse)
        raise LateError
    connection.execute_wrappers.remove(refuse)
    assert len(list(originals_folder().iterdir())) == 1


def test_a_failing_write_leaves_no_part_of_a_file(monkeypatch):
    def refuse(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("archive.importers.originals.os.fsync", refuse)
    with pytest.raises(RuntimeError, match="No space left"), store_originals() as store:
        store.store(CONTENT)
    assert list(originals_folder().iterdir()) == []


def test_removing_waits_for_those_who_store_the_same_bytes(monkeypatch):
    """The other import has found the file, and has not committed its record yet."""
    with store_originals() as store:
        name = store.store(CONTENT)
    is_stored, may_commit, records = Event(), Event(), set()

    def store_the_same():
        with store_originals() as other:
            stored_name = other.store(CONTENT)
            is_stored.set()
            may_commit.wait(30)
            records.add(stored_name)

    monkeypatch.setattr("archive.stored_files.select_named_files", lambda _n: records)
    storing = Thread(target=store_the_same)
    removing = Thread(target=delete_unnamed_files, args=([name],))
    storing.start()
    assert is_stored.wait(30)
    removing.start()
    removing.join(0.5)
    assert removing.is_alive()  # it waits
    may_commit.set()
    storing.join(30)
    removing.join(30)
    assert len(list(originals_folder().iterdir())) == 1


def test_files_that_records_name_are_not_deleted_by_name():
    with store_originals() as store:
        one, other = store.store(CONTENT), store.store(b"other bytes")
    name_by_article(one)
    assert delete_unnamed_files([one, other]) == [other]
    assert [path.name for path in originals_folder().iterdir()] == [
        Article.objects.get().sha256
    ]


def test_a_file_that_is_gone_already_is_deleted_all_the_same():
    with store_originals() as store:
        name = store.store(CONTENT)
    assert delete_unnamed_files([name, "originals/gone"]) == [name, "originals/gone"]
    assert list(originals_folder().iterdir()) == []


@pytest.mark.parametrize(("names", "queries"), [(0, 0), (1, 3), (500, 3), (501, 6)])
def test_three_queries_ask_for_500_names(names, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        assert select_named_files(f"originals/{n}" for n in range(names)) == set()


@pytest.mark.parametrize(
    ("days", "since", "found"),
    [
        (29, None, False),
        (31, None, True),
        (29, timedelta(days=28), True),
        (29, timedelta(days=30), False),
        (31, timedelta(days=32), False),
    ],
)
def test_a_file_of_nobody_is_listed_once_it_is_old_enough(days, since, found):
    with store_originals() as store:
        named, unnamed = store.store(CONTENT), store.store(b"other bytes")
    name_by_article(named)
    (originals_folder() / "folder").mkdir()
    now = timezone.now()
    written = (now - timedelta(days=days)).timestamp()
    for path in originals_folder().iterdir():
        os.utime(path, (written, written))
    listed = list_files_of_nobody(now - since if since else None)
    assert listed == ([unnamed] if found else [])


def test_the_folder_of_originals_is_its_owners_alone():
    assert originals_folder().stat().st_mode & 0o777 == 0o700
