"""When a command ran and how it ended is noted, however it ended."""

from __future__ import annotations

import sys

import pytest
from django.core.management.base import CommandError
from django.db import DatabaseError

from archive.models import CommandRun
from archive.monitoring import record_run

pytestmark = pytest.mark.django_db


def end(how):
    """Run something that ends like this; what was noted."""
    ways = (CommandError, SystemExit, KeyboardInterrupt, OSError)
    with pytest.raises(ways), record_run("verify"):
        how()
    return CommandRun.objects.get()


def fail(error):
    def how():
        raise error

    return how


@pytest.mark.parametrize(
    ("how", "code", "outcome"),
    [
        (fail(CommandError("The disk is full.\nMore.")), 1, "The disk is full."),
        (fail(CommandError("No such folder.", returncode=2)), 2, "No such folder."),
        (lambda: sys.exit(1), 1, ""),
        (fail(KeyboardInterrupt()), 1, "KeyboardInterrupt"),
        (fail(OSError("/secret/name")), 1, "OSError"),
    ],
)
def test_a_failed_run_is_noted_with_its_exit_code(how, code, outcome):
    noted = end(how)
    assert (noted.exit_code, noted.outcome) == (code, outcome)
    assert noted.ended_at >= noted.began_at and noted.succeeded_at is None


def test_a_later_failure_keeps_the_time_of_the_last_success():
    with record_run("verify"):
        assert CommandRun.objects.get().ended_at is None  # it runs
    succeeded = CommandRun.objects.get().succeeded_at
    noted = end(lambda: sys.exit(1))
    assert (noted.succeeded_at, noted.exit_code) == (succeeded, 1)


def test_a_database_that_takes_no_note_stops_no_command(monkeypatch, capsys):
    def refuse(*_args, **_kwargs):
        raise DatabaseError("disk full")

    monkeypatch.setattr(CommandRun.objects, "update_or_create", refuse)
    done = []
    with record_run("backup"):
        done.append("written")
    assert done and "could not be noted" in capsys.readouterr().err
