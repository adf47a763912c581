"""The status of the site names what needs an operator."""

from __future__ import annotations

import json
import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from archive.models import Batch, CommandRun, FileCheck, OutboxRow
from archive.monitoring import _site_status, read_status
from archive.search import process_outbox, reindex
from archive.search.index.generations import get_index_root

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def healthy():
    """A site of which all is well."""
    reindex()
    now = timezone.now()
    for command in ("backup", "verify"):
        CommandRun.objects.create(
            command=command, began_at=now, ended_at=now, exit_code=0, succeeded_at=now
        )


def read_problems():
    """What is wrong, by name."""
    return {line.name: line.problem for line in read_status() if line.problem}


def test_where_all_is_well_nothing_is_told(healthy):
    assert not read_problems()
    assert {line.name for line in read_status()} == set(
        "versions tables index batches reports disk backup verify files".split()
    )


def test_a_new_site_has_no_backup_and_no_check():
    reindex()
    assert set(read_problems()) == {"backup", "verify"}


def age_outbox():
    OutboxRow.objects.create(entry_id=1, since=timezone.now() - timedelta(minutes=6))


def age_batch():
    now = timezone.now()
    Batch.objects.create(
        language="en",
        kept_until=now + timedelta(hours=20),
        created_at=now - timedelta(hours=2),
    )


def age_backup():
    old = timezone.now() - timedelta(days=3)
    CommandRun.objects.filter(command="backup").update(succeeded_at=old)


def fail_verify():
    CommandRun.objects.filter(command="verify").update(
        exit_code=1, outcome="2 findings"
    )


def kill_backup():
    """It began, and never ended; the one before it is old."""
    age_backup()
    CommandRun.objects.filter(command="backup").update(ended_at=None, exit_code=None)


def begin_first_backup():
    """None has ended well yet."""
    CommandRun.objects.filter(command="backup").update(
        ended_at=None, exit_code=None, succeeded_at=None
    )


@pytest.mark.parametrize(
    ("harm", "name", "said"),
    [
        (age_outbox, "index", "index worker"),
        (age_batch, "batches", "index worker"),
        (age_backup, "backup", "Run “backup”"),
        (fail_verify, "verify", "last run failed"),
        (kill_backup, "backup", "Run “backup”"),
        (begin_first_backup, "backup", "Run “backup”"),
    ],
)
def test_what_waits_or_failed_is_told(healthy, harm, name, said):
    harm()
    problems = read_problems()
    assert set(problems) == {name} and said in problems[name]


def test_a_full_disk_is_told(healthy, monkeypatch):
    monkeypatch.setattr(
        _site_status.shutil, "disk_usage", lambda _folder: Usage(10**12, 0, 10**8)
    )
    assert set(read_problems()) == {"disk"}


def test_a_missing_index_is_told(healthy):
    shutil.rmtree(get_index_root())
    assert "reindex" in read_problems()["index"]


def test_damaged_files_are_told(healthy, monkeypatch):
    fixity = _site_status.describe_fixity()
    assert fixity.files == FileCheck.objects.count() == 0
    damaged = type(fixity)(3, 1, 0, timezone.now())
    monkeypatch.setattr(_site_status, "describe_fixity", lambda: damaged)
    assert "verify" in read_problems()["files"]
    overdue = type(fixity)(3, 0, 2, timezone.now())
    monkeypatch.setattr(_site_status, "describe_fixity", lambda: overdue)
    assert "90 days" in read_problems()["files"]


def test_the_command_exits_with_one_where_something_is_wrong(healthy, capsys):
    call_command("status")
    assert "Index: on " in capsys.readouterr().out
    fail_verify()
    with pytest.raises(SystemExit) as ended:
        call_command("status", "--json")
    assert ended.value.code == 1
    told = {line["name"]: line for line in json.loads(capsys.readouterr().out)}
    assert told["verify"]["problem"] and told["verify"]["exit_code"] == 1
    assert told["index"]["oldest_seconds"] == 0 and told["disk"]["free_bytes"] > 0


@pytest.mark.django_db(transaction=True)
def test_a_backup_and_a_check_are_noted_by_their_commands(tmp_path, settings):
    settings.VAR = tmp_path
    reindex()
    process_outbox()
    call_command("verify")
    call_command("backup", str(tmp_path / "backup"))
    assert not {"backup", "verify"} & set(read_problems())
    noted = CommandRun.objects.values_list("command", "exit_code")
    assert dict(noted) == {"backup": 0, "verify": 0}


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (3_599, "59 min"),
        (3_600, "1 h"),
        (86_399, "23 h"),
        (86_400, "1 d"),
        (200_000, "2 d"),
    ],
)
def test_an_age_is_told_in_the_largest_unit_that_fits(seconds, said):
    assert _site_status._format_age(timedelta(seconds=seconds)) == said
