"""Each kept file is compared again and again, and what is damaged is told."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import timezone

from archive.models import Capture, FileCheck
from archive.monitoring import _file_checks as file_checks
from archive.monitoring import check_files, describe_fixity
from archive.stored_files import DAYS_FOR_NOBODY
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(settings):
    """Five kept copies; their paths."""
    article, paths = make_article(), []
    for number in range(5):
        body = b"a copy %d" % number
        name = f"originals/{sha256(body).hexdigest()}"
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        path.chmod(0o600)
        Capture.objects.create(
            entry=article, file=name, sha256=sha256(body).hexdigest()
        )
        paths.append(path)
    return paths


def test_all_files_are_compared_and_noted(files):
    assert not list(check_files())
    fixity = describe_fixity()
    assert (fixity.files, fixity.damaged, fixity.overdue) == (5, 0, 0)
    assert timezone.now() - fixity.oldest < timedelta(minutes=1)


def test_some_a_run_get_through_all(files):
    seen = []
    for _run in range(3):
        assert not list(check_files(2))
        seen.append(FileCheck.objects.count())
    assert seen == [2, 4, 5]
    assert describe_fixity().overdue == 0


def test_files_compared_longest_ago_come_first(files):
    list(check_files())
    old = timezone.now() - timedelta(days=91)
    FileCheck.objects.filter(name=f"originals/{files[3].name}").update(checked_at=old)
    assert describe_fixity().overdue == 1
    list(check_files(1))
    assert describe_fixity().overdue == 0


def test_an_interrupted_run_is_continued(files, monkeypatch):
    monkeypatch.setattr(file_checks, "FILES_PER_NOTE", 2)
    calls = []

    def stop(path, hashed=file_checks._hash_file):
        calls.append(path)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return hashed(path)

    monkeypatch.setattr(file_checks, "_hash_file", stop)
    with pytest.raises(KeyboardInterrupt):
        list(check_files())
    assert FileCheck.objects.count() == 2
    before, calls[:] = set(calls[:2]), []
    list(check_files(3))
    assert not before & set(calls)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda path: path.write_bytes(b"altered"), "has another hash"),
        (lambda path: path.unlink(), "is missing"),
    ],
)
def test_a_damaged_file_stays_told_until_it_is_right(files, harm, said):
    body = files[2].read_bytes()
    harm(files[2])
    (found,) = check_files()
    assert found[0].endswith(files[2].name) and said in found[1]
    assert describe_fixity().damaged == 1
    (again,) = check_files(1)  # a damaged one comes first
    assert again == found
    files[2].write_bytes(body)
    files[2].chmod(0o600)
    assert not list(check_files(1))
    assert describe_fixity().damaged == 0


def test_a_file_that_others_may_read_is_told(files):
    files[0].chmod(0o644)
    ((_name, message),) = check_files()
    assert "chmod 600" in message
    assert describe_fixity().damaged == 0


def test_a_file_of_no_record_is_told_after_thirty_days_and_forgotten(files):
    list(check_files())
    Capture.objects.filter(file=f"originals/{files[0].name}").delete()
    assert not list(check_files())  # an import may be about to name it
    long_ago = time.time() - (DAYS_FOR_NOBODY + 1) * 86_400
    os.utime(files[0], (long_ago, long_ago))
    ((name, message),) = check_files()
    assert name.endswith(files[0].name) and "no record" in message
    assert FileCheck.objects.count() == 4
