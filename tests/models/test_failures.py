"""What a failure of the database or the disk means, by the code of its cause."""

import pytest
from django.db import DataError, InterfaceError, OperationalError

from archive.models.failures import DatabaseFailure, find_database_failure

BUSY, FULL, AWAY = DatabaseFailure.BUSY, DatabaseFailure.FULL, DatabaseFailure.AWAY


def raised(kind, **code):
    """An error as Django raises it from that of the driver."""
    cause = type("DriverError", (Exception,), code)()
    error = kind("words of a reader")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (raised(OperationalError, sqlite_errorname="SQLITE_BUSY"), BUSY),
        (raised(OperationalError, sqlite_errorname="SQLITE_BUSY_SNAPSHOT"), BUSY),
        (raised(OperationalError, sqlite_errorname="SQLITE_LOCKED"), BUSY),
        (raised(OperationalError, sqlite_errorname="SQLITE_INTERRUPT"), BUSY),
        (raised(OperationalError, sqlite_errorname="SQLITE_FULL"), FULL),
        (raised(OperationalError, sqlite_errorname="SQLITE_IOERR_WRITE"), AWAY),
        (raised(OperationalError, sqlite_errorname="SQLITE_ERROR"), None),
        (raised(OperationalError, sqlstate="57014"), BUSY),
        (raised(OperationalError, sqlstate="55P03"), BUSY),
        (raised(OperationalError, sqlstate="40P01"), BUSY),
        (raised(OperationalError, sqlstate="53100"), FULL),
        (raised(OperationalError, sqlstate="53300"), AWAY),
        (raised(OperationalError, sqlstate="57P01"), AWAY),
        (raised(OperationalError, sqlstate=None), AWAY),
        (raised(InterfaceError), AWAY),
        (raised(DataError, sqlstate="22001"), None),
        (OSError(28, "No space left on device"), FULL),
        (OSError(2, "No such file"), None),
        (ValueError("a fault of ours"), None),
    ],
)
def test_a_failure_is_known_by_its_code(error, failure):
    assert find_database_failure(error) is failure


def test_a_failure_is_known_by_what_caused_it():
    late = ValueError("the session could not be saved")
    late.__context__ = raised(OperationalError, sqlite_errorname="SQLITE_FULL")
    assert find_database_failure(late) is FULL
