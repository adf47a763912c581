"""What was deleted does not stay in SQLite's write-ahead log."""

import sqlite3
from contextlib import closing

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper

from archive.models.write_ahead_log import truncate_write_ahead_log
from archive.settings import read_database

SECRET = "zwitscherkanari"


@pytest.fixture
def database(tmp_path, django_db_blocker):
    """A database of its own, set up as the archive's."""
    plain = {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_MAX_AGE": 0}
    plain |= {"CONN_HEALTH_CHECKS": False, "TIME_ZONE": None, "TEST": {}}
    url = f"sqlite:///{tmp_path}/a.sqlite3"
    with django_db_blocker.unblock():
        wrapper = DatabaseWrapper({**plain, **read_database(url)}, "default")
        wrapper.ensure_connection()
        yield wrapper
        wrapper.close()


def write_and_delete(database):
    with database.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS batch (query text)")
        cursor.execute("INSERT INTO batch VALUES (%s)", [SECRET])
        cursor.execute("DELETE FROM batch")


def is_on_the_disk(folder):
    return any(SECRET.encode() in path.read_bytes() for path in folder.iterdir())


def test_what_was_deleted_is_gone_from_the_disk(database, tmp_path):
    write_and_delete(database)
    assert is_on_the_disk(tmp_path)
    assert truncate_write_ahead_log(database)
    assert not is_on_the_disk(tmp_path)
    with database.cursor() as cursor:
        timeout = cursor.execute("PRAGMA busy_timeout").fetchone()
    assert timeout == (20_000,)


def test_while_somebody_reads_it_is_tried_again_later(database, tmp_path):
    with database.cursor() as cursor:
        cursor.execute("CREATE TABLE word (id integer)")
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM word").fetchall()
        write_and_delete(database)
        assert not truncate_write_ahead_log(database)
    assert truncate_write_ahead_log(database)
    assert not is_on_the_disk(tmp_path)
