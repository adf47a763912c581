"""A restore brings everything back, or changes nothing and says why."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.test import Client

from archive.backups import _bag, _restore
from archive.editorial import INTEGRITY_CHECKS
from archive.importers import originals
from archive.management.loading_stamps import (
    read_loading_stamps,
    replace_loading_stamps,
)
from archive.models import Article, Entry, OutboxRow, User
from tests.factories import make_article, make_user, published

from .conftest import keep_original

pytestmark = pytest.mark.django_db(transaction=True)


def read_state():
    """Entries, accounts and files, as they are."""
    files = sorted(originals.originals_folder().iterdir())
    return (
        list(Entry.objects.order_by("pk").values()),
        list(Article.objects.order_by("pk").values()),
        list(User.objects.order_by("pk").values()),
        {path.name: path.read_bytes() for path in files},
    )


def empty_archive():
    call_command("flush", interactive=False, verbosity=0)
    for path in originals.originals_folder().iterdir():
        path.unlink()


def refuse(folder, message, **options):
    """A restore that changes nothing; what it says."""
    before = read_state()
    with pytest.raises(CommandError, match=message) as caught:
        call_command("restore", str(folder), **options)
    assert read_state() == before
    return str(caught.value)


@pytest.fixture
def backup(folder):
    make_user("anna", "publisher")
    published(make_article(title="Der Turm"))
    keep_original()
    make_article(title="gelöscht").delete()
    call_command("backup", str(folder))
    return folder


def test_everything_comes_back_and_can_be_searched(backup):
    before = read_state()
    empty_archive()
    assert read_state() != before
    call_command("restore", str(backup))
    assert read_state() == before
    assert Client().login(username="anna", password="anna-has-a-password")
    assert User.objects.get().groups.get().name == "publisher"
    assert b"Der Turm" in Client().get("/search/?q=Turm").content
    mode = next(originals.originals_folder().iterdir()).stat().st_mode
    assert mode & 0o777 == 0o600


def test_accounts_are_as_the_restored_staff_log_says(folder):
    call_command("create_editor", "emil", role="publisher")
    call_command("backup", str(folder))
    call_command("flush", interactive=False, verbosity=0)
    call_command("restore", str(folder))
    assert User.objects.get().get_username() == "emil"
    assert list(INTEGRITY_CHECKS["accounts"]()) == []
    User.objects.get().groups.clear()
    assert len(list(INTEGRITY_CHECKS["accounts"]())) == 1


def test_new_entries_get_ids_of_their_own(backup):
    empty_archive()
    call_command("restore", str(backup))
    ids = set(Entry.objects.values_list("pk", flat=True))
    assert make_article(title="Neu").pk > max(ids)
    OutboxRow.objects.all().delete()


def test_a_backup_of_what_was_restored_has_the_same_bytes(backup, tmp_path):
    empty_archive()
    call_command("restore", str(backup))
    again = tmp_path / "again"
    call_command("backup", str(again))
    first, second = ((f / "manifest-sha256.txt").read_text() for f in (backup, again))
    differing = set(first.splitlines()) ^ set(second.splitlines())
    assert {line.split("  ")[1] for line in differing} <= {"data/backup.json"}


def test_an_archive_with_entries_or_accounts_is_kept(backup):
    told = refuse(backup, "--replace")
    assert "2 entries and 1 accounts" in told
    empty_archive()
    make_user("berta")
    refuse(backup, "0 entries and 1 accounts")


def test_it_is_replaced_where_that_is_asked_for(backup):
    before = read_state()
    make_article(title="Mehr")
    call_command("restore", str(backup), replace=True)
    assert read_state() == before


def test_one_changed_bit_in_any_file_is_named(backup):
    empty_archive()
    for path in sorted(p for p in backup.rglob("*") if p.is_file()):
        whole = path.read_bytes()
        if not whole:
            continue
        changed = bytearray(whole)
        changed[len(whole) // 2] ^= 1
        path.write_bytes(changed)
        assert path.name in refuse(backup, "changed|not what")
        path.write_bytes(whole)
    call_command("restore", str(backup))


def sign_again(folder, name, content):
    """Change a file, and the manifests with it."""
    (folder / "data" / name).write_bytes(content)
    writer = _bag.BagWriter(folder)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if path.parent == folder:
            path.unlink()
        else:
            held = path.relative_to(folder).as_posix()
            writer.hashes[held] = _bag.compute_sha256(path)
    writer.finish()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda held: held | {"format": 2}, "reads forms up to 1"),
        (
            lambda held: held | {"migrations": [*held["migrations"], ["archive", "9"]]},
            "newer version of the archive",
        ),
        (
            lambda held: held | {"migrations": held["migrations"][:-1]},
            "older version of the archive",
        ),
    ],
)
def test_a_backup_of_another_form_is_refused(backup, change, message):
    empty_archive()
    held = json.loads((backup / "data/backup.json").read_text())
    sign_again(backup, "backup.json", json.dumps(change(held)).encode())
    refuse(backup, message)


def test_rows_that_the_database_refuses_change_nothing(backup):
    empty_archive()
    name = "database/archive.Article.jsonl"
    rows = [json.loads(line) for line in (backup / "data" / name).open()]
    rows[0]["entry_ptr_id"] = 99_999
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    sign_again(backup, name, lines.encode())
    refuse(backup, "refused the backup")


@pytest.mark.parametrize("error", [KeyboardInterrupt, IntegrityError("no")])
def test_a_restore_that_ends_in_the_middle_changes_nothing(backup, monkeypatch, error):
    empty_archive()
    insert, number = _restore.insert_rows, []

    def insert_some(model, rows):
        number.append(model)
        if len(number) == 20:
            raise error
        return insert(model, rows)

    monkeypatch.setattr(_restore, "insert_rows", insert_some)
    refuse(backup, "[Nn]othing was restored")


def test_another_file_of_the_same_name_is_kept(backup):
    name = next(originals.originals_folder().iterdir()).name
    empty_archive()
    (originals.originals_folder() / name).write_bytes(b"else")
    assert name in refuse(backup, "differs from the backup's")


def test_serve_finds_what_was_loaded_and_what_was_not(backup, tmp_path):
    again = tmp_path / "again"
    replace_loading_stamps({"load_demonstration": "of last time"})
    call_command("backup", str(again))
    replace_loading_stamps({"load_vocabulary": "of this machine"})
    call_command("restore", str(again), replace=True)
    assert read_loading_stamps() == {"load_demonstration": "of last time"}


def test_foreign_keys_hold_after_a_restore(backup):
    empty_archive()
    call_command("restore", str(backup))
    connection.check_constraints()
