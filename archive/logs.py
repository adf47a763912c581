"""Log format with time, level and place in the code, and nothing from requests."""

from __future__ import annotations

import errno
import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from threading import Lock
from time import monotonic
from types import TracebackType

SERVICE_UNAVAILABLE = HTTPStatus.SERVICE_UNAVAILABLE
MAX_LOGGED_FRAMES = 6  # of a failure
MOST_CAUSES = 8  # of a failure that has one that has one …
ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None]
)


def describe_failure(failure: ExceptionInfo) -> str:
    """The type of an exception, the code of its cause (`SQLITE_FULL`, SQLSTATE, errno),
    and the lines of code it went through.

    Its message is left out, because it may quote a search, a URL or a form.
    """
    kind, error, trace = failure
    if kind is None:
        return ""
    frames = traceback.extract_tb(trace)[-MAX_LOGGED_FRAMES:]
    lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    codes = list(dict.fromkeys(list_cause_codes(error))) if error else []
    return "\n".join([" ".join([kind.__name__, *codes]), *lines])


def list_cause_codes(error: BaseException) -> Iterator[str]:
    """The codes by which databases and the system name what went wrong, of an error and
    of those that it was raised from: constants of theirs, never words of a reader."""
    cause: BaseException | None = error
    for _number in range(MOST_CAUSES):
        if cause is None:
            return
        name = getattr(cause, "sqlite_errorname", None)  # of sqlite3
        state = getattr(cause, "sqlstate", None)  # of psycopg
        if isinstance(name, str):
            yield name
        if isinstance(state, str):
            yield f"SQLSTATE {state}"
        if isinstance(cause, OSError) and cause.errno is not None:
            yield errno.errorcode.get(cause.errno, f"errno {cause.errno}")
        cause = cause.__cause__ or cause.__context__


class RefusalFilter(logging.Filter):
    """Lets one record a minute through of those that say a page was refused for a while
    (503): a thousand refusals would fill the disk, and say no more than one."""

    SECONDS_BETWEEN = 60.0

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        self._lock = Lock()
        self._next_at = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to write it; everything but a refusal is written."""
        if getattr(record, "status_code", None) != SERVICE_UNAVAILABLE:
            return True
        with self._lock:
            now = monotonic()
            if now < self._next_at:
                return False
            self._next_at = now + self.SECONDS_BETWEEN
            return True


class RedactingFormatter(logging.Formatter):
    """Time (UTC), level, logger and place of a failure; no message and no arguments."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, with the code lines of a failure below it."""
        moment = datetime.fromtimestamp(record.created, UTC)
        when = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        head = f"{when} {record.levelname} {record.name}"
        return (
            f"{head} {describe_failure(record.exc_info)}" if record.exc_info else head
        )
