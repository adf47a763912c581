"""What tells that the database changed, on files of SQLite and on PostgreSQL."""

import os
import sqlite3

import pytest
from django.db import connection, transaction

from archive.models import Tag
from archive.models.database_state import read_database_state, read_file_state


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "archive.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE word (text)")
    return path


def write_word(path):
    with sqlite3.connect(path) as writer:
        writer.execute("INSERT INTO word VALUES ('police')")


def test_a_file_that_nobody_writes_keeps_its_state(file):
    assert read_file_state(file) == read_file_state(file) != ""


def test_each_commit_changes_the_state_of_a_file(file):
    states = [read_file_state(file)]
    for _ in range(3):
        write_word(file)
        states.append(read_file_state(file))
    assert len(set(states)) == 4


def test_what_is_undone_changes_nothing(file):
    state = read_file_state(file)
    writer = sqlite3.connect(file)
    writer.execute("INSERT INTO word VALUES ('police')")
    assert read_file_state(file) == state
    writer.rollback()
    assert read_file_state(file) == state


def test_a_restored_file_has_another_state(file, tmp_path):
    state = read_file_state(file)
    restored = tmp_path / "restored.sqlite3"
    restored.write_bytes(file.read_bytes())
    restored.replace(file)
    assert read_file_state(file) != state


def test_a_commit_of_another_process_changes_the_state(file):
    state = read_file_state(file)
    child = os.fork()
    if not child:
        before = read_file_state(file)
        write_word(file)
        os._exit(before == read_file_state(file))
    assert os.waitpid(child, 0)[1] == 0
    assert read_file_state(file) != state


def test_what_cannot_be_read_has_no_state(file, tmp_path):
    assert read_file_state(tmp_path / "none.sqlite3") == ""
    other = tmp_path / "other.sqlite3"
    other.write_bytes(b"no database at all" * 100)
    assert read_file_state(other) == ""


def test_a_file_that_is_locked_wholly_has_no_state(tmp_path):
    path = tmp_path / "locked.sqlite3"
    with sqlite3.connect(path, isolation_level=None) as writer:
        writer.execute("CREATE TABLE word (text)")
        assert read_file_state(path) != ""
        writer.execute("BEGIN EXCLUSIVE")
        assert read_file_state(path) == ""


@pytest.mark.django_db(transaction=True)
def test_each_commit_changes_the_state_of_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("the tests' SQLite is in memory; files are asked above")
    state = read_database_state()
    Tag.objects.count()
    assert read_database_state() == state
    Tag.objects.create(scheme="theme", slug="watching")
    assert read_database_state() != state


@pytest.mark.django_db
def test_within_a_transaction_nothing_tells():
    with transaction.atomic():
        assert read_database_state() == ""
