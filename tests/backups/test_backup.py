"""A backup is of one moment, whole, private, and written beside its folder."""

import json
import shutil
import stat
import subprocess
import threading

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from archive.backups import LEFT_OUT_MODELS, _backup, _bag, list_backed_up_models
from archive.importers import originals
from archive.models import Entry, Tag, User
from tests.factories import make_article, make_user

from .conftest import keep_original

pytestmark = pytest.mark.django_db(transaction=True)


def read_table(folder, label):
    text = (folder / "data/database" / f"{label}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def list_beside(folder):
    return sorted(path.name for path in folder.parent.iterdir())


def test_each_table_is_backed_up_or_left_out_for_a_reason():
    every = {m._meta.label for m in apps.get_models(include_auto_created=True)}
    held = {model._meta.label for model in list_backed_up_models()}
    assert held | set(LEFT_OUT_MODELS) == every
    assert not held & set(LEFT_OUT_MODELS)
    assert all(len(reason) > 10 for reason in LEFT_OUT_MODELS.values())


def test_no_backed_up_column_is_named_like_a_secret():
    names = {
        f"{model._meta.label}.{field.name}"
        for model in list_backed_up_models()
        for field in model._meta.local_concrete_fields
        if any(word in field.name for word in ("secret", "private", "session", "token"))
    }
    assert not names


def test_another_program_finds_every_hash_right(folder):
    keep_original()
    call_command("backup", str(folder))
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        command = ["sha256sum", "--strict", "-c", manifest]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    listed = (folder / "manifest-sha256.txt").read_text().splitlines()
    there = [p for p in (folder / "data").rglob("*") if p.is_file()]
    assert len(listed) == len(there)


def test_only_its_owner_can_read_a_backup(folder):
    keep_original()
    call_command("backup", str(folder))
    for path in [folder, *folder.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_it_holds_rows_and_files_and_nothing_else_of_the_machine(folder):
    path = keep_original()
    (originals.originals_folder() / "stray").write_bytes(b"of no record")
    call_command("backup", str(folder))
    (row,) = read_table(folder, "archive.Entry")
    assert row["title"] == "Ein Titel"
    media = folder / "data" / "media" / "originals"
    assert [one.name for one in media.iterdir()] == [path.name]
    assert sorted(one.name for one in (folder / "data").iterdir()) == [
        "README.txt",
        "backup.json",
        "database",
        "media",
    ]


def test_a_one_time_password_is_left_out_and_others_are_not(folder):
    own, new = make_user("own", "editor"), make_user("new", "editor")
    own.set_password("a password of one's own")
    own.save()
    new.set_one_time_password("seen by somebody")
    new.save()
    call_command("backup", str(folder))
    rows = {row["username"]: row for row in read_table(folder, "archive.User")}
    assert rows["own"]["password"] == User.objects.get(username="own").password
    assert rows["new"]["password"] == "!"


def test_a_folder_with_anything_in_it_is_refused(folder):
    folder.mkdir(parents=True)
    (folder / "letter.txt").write_text("keep me")
    for options in ({}, {"replace": True}):
        with pytest.raises(CommandError, match="contains other files") as caught:
            call_command("backup", str(folder), **options)
        assert caught.value.returncode == 2
    assert (folder / "letter.txt").read_text() == "keep me"


def test_a_backup_is_replaced_where_that_is_asked_for(folder):
    call_command("backup", str(folder))
    make_article(title="Später")
    with pytest.raises(CommandError, match="--replace"):
        call_command("backup", str(folder))
    assert read_table(folder, "archive.Entry") == []
    call_command("backup", str(folder), replace=True)
    assert len(read_table(folder, "archive.Entry")) == 1
    assert list_beside(folder) == ["last"]


def test_a_missing_or_altered_file_stops_the_backup(folder):
    first, second = keep_original(b"one"), keep_original(b"two")
    first.unlink()
    second.write_bytes(b"else")
    with pytest.raises(CommandError) as caught:
        call_command("backup", str(folder))
    told = str(caught.value)
    assert caught.value.returncode == 1
    assert f"originals/{first.name}: the file is missing" in told
    assert f"originals/{second.name}: the file has another SHA-256" in told
    assert list_beside(folder) == []


def test_a_damaged_file_is_left_out_and_named_where_that_is_asked_for(folder):
    keep_original(b"one").unlink()
    keep_original(b"two")
    with pytest.raises(CommandError, match="Left out") as caught:
        call_command("backup", str(folder), leave_out_damaged=True)
    assert caught.value.returncode == 1
    held = json.loads((folder / "data/backup.json").read_text())
    assert (held["files"], len(held["damaged_files"])) == (1, 1)


def test_rows_are_of_one_moment_while_others_write(folder, monkeypatch):
    """The first table is read before somebody writes, the others after."""
    make_article(title="Vorher")
    write_table, written = _backup._write_table, []

    def write():
        try:
            make_article(title="Während")
            written.append(Entry.objects.count())
        finally:
            connection.close()

    def write_table_while_others_write(*given):
        number = write_table(*given)
        if not written:
            thread = threading.Thread(target=write)
            thread.start()
            thread.join()
        return number

    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("SQLite in memory has one writer: test_restore.py uses a file")
    monkeypatch.setattr(_backup, "_write_table", write_table_while_others_write)
    call_command("backup", str(folder))
    assert written == [2]
    titles = [row["title"] for row in read_table(folder, "archive.Entry")]
    assert titles == ["Vorher"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left")])
def test_an_interrupted_backup_leaves_nothing_and_the_former_one(
    folder, monkeypatch, error
):
    call_command("backup", str(folder))
    before = (folder / "manifest-sha256.txt").read_bytes()

    def fail(*given):
        raise error

    monkeypatch.setattr(_backup, "copy_media", fail)
    with pytest.raises(CommandError, match=r"[Nn]o backup was written"):
        call_command("backup", str(folder), replace=True)
    assert (folder / "manifest-sha256.txt").read_bytes() == before
    assert list_beside(folder) == ["last"]


def test_what_a_killed_backup_left_is_cleared_up(folder):
    call_command("backup", str(folder))
    left = folder.with_name(".last.unfinished")
    shutil.copytree(folder, left)
    folder.rename(folder.with_name(".last.former"))  # killed between two renames
    make_article(title="Neu")
    with pytest.raises(CommandError, match="--replace"):
        call_command("backup", str(folder))
    call_command("backup", str(folder), replace=True)
    assert list_beside(folder) == ["last"]
    assert len(read_table(folder, "archive.Entry")) == 1


def test_progress_is_told_every_thousand_rows_and_at_the_end(folder, monkeypatch):
    rows = ({"x": number} for number in range(2_001))
    monkeypatch.setattr(_backup, "iterate_rows", lambda _model: rows)
    told, bag = [], _bag.BagWriter(folder)
    number = _backup._write_table(bag, Tag, {}, lambda *step: told.append(step))
    assert number == 2_001
    assert [done for _label, done, _all in told] == [1_000, 2_000, 2_001]
