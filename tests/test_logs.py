"""What a log says, and how often."""

import errno
import itertools
import logging
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection

from archive import logs
from archive.logs import RedactingFormatter, RefusalFilter, describe_failure
from archive.models import Batch


def record(status_code=None):
    """A record of a page with this status."""
    made = logging.makeLogRecord({"msg": "Service Unavailable"})
    if status_code:
        made.status_code = status_code
    return made


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves."""
    now = SimpleNamespace(seconds=1000.0)
    monkeypatch.setattr(logs, "monotonic", lambda: now.seconds)
    return now


def test_of_refusals_one_a_minute_is_written(clock):
    found = RefusalFilter()
    written = []
    for _second in range(180):
        written.append(found.filter(record(503)))
        clock.seconds += 1
    assert [n for n, is_written in enumerate(written) if is_written] == [0, 60, 120]


def test_everything_else_is_written_each_time(clock):
    found = RefusalFilter()
    assert found.filter(record(503))
    assert all(found.filter(record(status)) for status in (500, 500, 404, None))


SECRET = "zwitscherkanari"


def fill_a_database():
    """SQLite's answer where the disk is full."""
    database = sqlite3.connect(":memory:")
    database.execute("PRAGMA max_page_count = 2")
    database.execute("CREATE TABLE words (word TEXT)")
    try:
        database.execute("INSERT INTO words VALUES (?)", [SECRET * 9000])
    finally:
        database.close()


def open_a_folder():
    Path(f"/{SECRET}/{SECRET}").read_text()


def catch(failing):
    """What the log says of a failure inside another."""
    try:
        try:
            failing()
        except Exception as cause:
            raise ValueError(SECRET) from cause
    except ValueError:
        return describe_failure(sys.exc_info())


@pytest.mark.parametrize(
    ("failing", "code"),
    [
        (fill_a_database, " SQLITE_FULL"),
        (open_a_folder, " ENOENT"),
        (lambda: [].index(SECRET), ""),
    ],
)
def test_the_log_names_the_cause_and_no_word_of_a_reader(failing, code):
    said = catch(failing)
    assert said.splitlines()[0] == f"ValueError{code}"
    assert SECRET not in said


def test_the_log_names_the_codes_of_eight_causes():
    numbers = (1, 2, 3, 4, 5, 7, 8, 9, 10)
    errors = [OSError(number, SECRET) for number in numbers]
    for error, cause in itertools.pairwise(errors):
        error.__cause__ = cause
    codes = [errno.errorcode[number] for number in numbers]
    assert list(logs.list_cause_codes(errors[0])) == codes[:8]
    assert list(logs.list_cause_codes(errors[1])) == codes[1:]


@pytest.mark.django_db
def test_the_log_names_the_code_of_the_database():
    def ask():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {SECRET}")

    # SQLite would answer SQLITE_SCHEMA where it has not yet read the tables.
    assert not Batch.objects.exists()
    with pytest.raises(DatabaseError) as caught:
        ask()
    said = describe_failure(caught._excinfo)
    code = {"sqlite": "SQLITE_ERROR", "postgresql": "SQLSTATE 42703"}
    assert code[connection.vendor] in said.splitlines()[0]
    assert SECRET not in said


def test_a_line_begins_with_the_time_in_utc():
    made = record()
    made.created = datetime(2026, 11, 27, 3, 5, 7, 89_000, UTC).timestamp()
    line = RedactingFormatter().format(made)
    assert line.startswith("2026-11-27T03:05:07.089Z ")
    assert datetime.fromisoformat(line.split()[0]).utcoffset() == timedelta()
