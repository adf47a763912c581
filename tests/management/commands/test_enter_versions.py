"""`enter_versions` moves an archive from before the log into it."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from archive import editorial
from archive.models import LogCheckpoint, LogLeaf
from archive.transparency import _log_leaves, get_latest_checkpoint, verify_log
from tests.factories import make_event, make_source

pytestmark = pytest.mark.django_db


def release(entry):
    editorial.record_creation(entry, None)
    editorial.publish(entry, None)
    return entry


@pytest.fixture
def unlogged():
    """Five public entries of an archive that had no log, and a confidential one."""
    entries = [release(make_event(title=f"Event {n}")) for n in range(5)]
    release(make_source(title="Kept", audience="editors"))
    LogLeaf.objects.all().delete()
    LogCheckpoint.objects.all().delete()
    return entries


def test_every_public_version_is_entered_once_oldest_first(unlogged, capsys):
    call_command("enter_versions")
    assert capsys.readouterr().out == "5 versions entered, 5 in the log\n"
    codes = LogLeaf.objects.order_by("index").values_list("id_code", flat=True)
    assert list(codes) == [entry.id_code for entry in unlogged]
    assert get_latest_checkpoint().size == 5 and list(verify_log()) == []
    call_command("enter_versions")
    assert capsys.readouterr().out == "0 versions entered, 5 in the log\n"


def test_stopped_it_goes_on_where_it_was(unlogged, capsys, monkeypatch):
    monkeypatch.setattr(_log_leaves, "VERSIONS_PER_BATCH", 2)
    next(_log_leaves.enter_all_versions())
    assert LogLeaf.objects.count() == 2
    call_command("enter_versions")
    assert capsys.readouterr().out == "3 versions entered, 5 in the log\n"
    assert list(verify_log()) == []
