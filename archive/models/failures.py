"""What a failure of the database means for who asked: wait, or free space."""

from __future__ import annotations

from enum import Enum

from django.db import InterfaceError, OperationalError

from archive.logs import MOST_CAUSES, list_cause_codes

FULL_CODES = frozenset(("SQLITE_FULL", "SQLSTATE 53100", "ENOSPC", "EDQUOT"))
# A lock that was not given, a statement that took too long, one of two that wait for
# each other.
BUSY_CODES = frozenset(
    ("SQLITE_INTERRUPT", "SQLSTATE 55P03", "SQLSTATE 57014", "SQLSTATE 40P01")
)
BUSY_PREFIXES = ("SQLITE_BUSY", "SQLITE_LOCKED")
FAULTS_OF_OURS = frozenset(("SQLITE_ERROR",))  # such as a missing table


class DatabaseFailure(Enum):
    """Why a request could not be answered or saved, though nothing is wrong with it."""

    BUSY = "busy"
    FULL = "full"
    AWAY = "away"


def find_database_failure(error: BaseException) -> DatabaseFailure | None:
    """What the database or the disk could not do, by an error or what caused it; None
    where the fault is in the request or in our code."""
    codes = set(list_cause_codes(error))
    if codes & FULL_CODES:
        return DatabaseFailure.FULL
    if not _is_operational(error) or codes & FAULTS_OF_OURS:
        return None
    if codes & BUSY_CODES or any(code.startswith(BUSY_PREFIXES) for code in codes):
        return DatabaseFailure.BUSY
    return DatabaseFailure.AWAY


def _is_operational(error: BaseException) -> bool:
    cause: BaseException | None = error
    for _depth in range(MOST_CAUSES):
        if cause is None or isinstance(cause, OperationalError | InterfaceError):
            return cause is not None
        cause = cause.__cause__ or cause.__context__
    return False
