"""`clean`: files of nobody go after 30 days, others never."""

import os
from time import time

import pytest
from django.core.management import call_command

from archive.models import Article
from archive.stored_files import originals_folder

pytestmark = pytest.mark.django_db
DAY = 24 * 3600


def leave_file(name, days):
    path = originals_folder() / name
    path.write_bytes(b"left by a process that was killed")
    os.utime(path, (time() - days * DAY,) * 2)
    return path


def list_names():
    return {path.name for path in originals_folder().iterdir()}


def test_only_old_files_that_no_record_names_are_removed(page, capsys):
    call_command("import_text", str(page))
    named = Article.objects.get().sha256
    os.utime(originals_folder() / named, (0, 0))
    for name in ("a" * 64, ".new-half"):
        leave_file(name, 31)
    leave_file("b" * 64, 29)
    leave_file(".new-running", 0)
    call_command("clean", dry_run=True)
    assert len(list_names()) == 5
    call_command("clean")
    assert list_names() == {named, "b" * 64, ".new-running"}
    assert "removed: originals/.new-half" in capsys.readouterr().out


def test_after_it_verify_finds_no_file_of_nobody(page, capsys):
    call_command("import_text", str(page), publish=True)
    call_command("reindex")
    leave_file(".new-half", 31)
    with pytest.raises(SystemExit):
        call_command("verify")
    assert "`clean` removes it" in capsys.readouterr().out
    call_command("clean")
    call_command("verify")
