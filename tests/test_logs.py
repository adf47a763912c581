"""What a log says, and how often."""

import logging
from types import SimpleNamespace

import pytest

from archive import logs
from archive.logs import RefusalFilter


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
