"""Originals of intakes through undo, erasure, verification, backup and kills."""

import os
import sqlite3
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from archive.editorial import (
    EditorialError,
    accept_intake,
    ask_erasure,
    clean_after_erasures,
    confirm_erasure,
    dismiss_intake,
    note_account,
    record_creation,
    redact_words,
    undo_import_run,
)
from archive.importers.intakes import (
    describe_problem,
    load_original,
    read_intake,
    receive_address,
    receive_file,
    receive_paste,
    save_intake_article,
)
from archive.models import Article, Entry, ImportRun, Intake
from archive.monitoring import check_files
from archive.settings import BASE_DIR
from archive.stored_files import list_files_of_nobody, originals_folder
from tests.factories import make_article, make_user

WORDS = "Zora Käferstein-Übermut"
PAGE = """Stadt kauft Kameras
Von Anna Beispiel
20. Februar 2019
Die Stadt hat neue Kameras gekauft, wie am Mittwoch bekannt wurde.
"""
KILLED_WHILE_SAVING = """
import os
import django
django.setup()
from django.db import transaction
from django.db.models.signals import {signal}
from archive.importers import intakes
from archive.models import Intake
{signal}.connect(lambda **_sent: os._exit(9), sender=Intake, weak=False)
with transaction.atomic():
    intakes.receive_file("a.txt", b"A headline that is never committed", None)
"""


def receive(text=PAGE, by=None):
    intake = receive_paste(text, "", by)
    read_intake(intake)
    return intake


def accept(intake, by=None, **options):
    return save_intake_article(intake, by, {"title": "Kameras"}, **options)


def list_originals():
    return {path.name for path in originals_folder().iterdir()}


def erase_words(entry=None):
    """Two people erase the words of an entry, or of a draft made for it."""
    people = [make_user(name, "publisher") for name in ("dora", "emil")]
    for account in people:
        note_account(account, "A test.")
    if entry is None:
        entry = make_article(title=f"Cameras watch {WORDS}")
        record_creation(entry, None)
    made = redact_words(entry, people[0], WORDS, "Asked for.")
    ask_erasure(made, people[0])
    return confirm_erasure(made, people[1])


@pytest.mark.django_db
def test_undoing_the_run_lets_the_intake_wait_and_be_confirmed_again():
    intake = receive()
    run = accept(intake)
    undo_import_run(run, "Too early.")
    assert not Entry.objects.exists()
    intake.refresh_from_db()
    assert (intake.state, intake.run, intake.decided_at) == ("waiting", None, None)
    assert load_original(intake) == PAGE.encode()
    read_intake(intake)
    accept(intake)
    assert Article.objects.get().title == "Kameras"


@pytest.mark.django_db
def test_undoing_another_run_leaves_an_accepted_intake():
    intake = receive()
    accept(intake)
    other = receive(PAGE.replace("Stadt", "Gemeinde"))
    undo_import_run(accept(other), "Wrong.")
    intake.refresh_from_db()
    assert intake.state == "accepted" and intake.run is not None


@pytest.mark.django_db
def test_what_fails_while_it_is_accepted_leaves_the_intake_waiting():
    intake = receive()

    def save_and_fail():
        make_article(title="Half")
        ImportRun.objects.create(importer="intake", at=timezone.now())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        accept_intake(intake, None, save_and_fail)
    intake.refresh_from_db()
    assert intake.state == "waiting" and intake.reading
    assert not Entry.objects.exists() and not ImportRun.objects.exists()


@pytest.mark.django_db
def test_an_accepted_intake_is_neither_dismissed_nor_accepted_again():
    intake = receive()
    accept(intake)
    for decide in (
        lambda: dismiss_intake(intake, None, "An advertisement"),
        lambda: accept(intake, again=True),
    ):
        with pytest.raises(EditorialError, match="accepted"):
            decide()
    assert Article.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["waiting", "dismissed", "accepted"])
def test_an_erasure_takes_the_originals_that_hold_the_words_and_no_other(
    django_capture_on_commit_callbacks, state
):
    other = receive()
    held = receive(f"Eine Überschrift\nDie Zeugin war {WORDS}, sagt sie am Montag.\n")
    if state == "dismissed":
        dismiss_intake(held, None, f"Asked for by {WORDS}")
    article = accept(held).entries.get() if state == "accepted" else None
    with django_capture_on_commit_callbacks(execute=True):
        erase_words(article)
    assert list_originals() == {other.sha256}
    held.refresh_from_db()
    assert held.state == state
    assert (held.original_file.name, held.reading) == ("", None)
    assert WORDS not in held.dismissal_reason
    other.refresh_from_db()
    assert load_original(other) == PAGE.encode() and other.reading


@pytest.mark.django_db
def test_an_erasure_takes_packed_originals_that_hold_the_words_too(
    django_capture_on_commit_callbacks,
):
    text = f"Eine Überschrift\nDie Zeugin war {WORDS}, sagt sie am Montag.\n"
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as parts:
        parts.writestr("a.txt", text)
        parts.writestr("b.txt", PAGE)
    whole = receive_file("a.zip", packed.getvalue(), None)
    part = receive(text)
    with django_capture_on_commit_callbacks(execute=True):
        erase_words()
    assert list_originals() == set()
    for intake in (whole, part):
        intake.refresh_from_db()
        assert intake.original_file.name == ""


@pytest.mark.django_db
def test_an_erased_intake_says_so_however_often_it_is_read(
    django_capture_on_commit_callbacks,
):
    held = receive(f"Eine Überschrift\nDie Zeugin war {WORDS}, sagt sie am Montag.\n")
    with django_capture_on_commit_callbacks(execute=True):
        erase_words()
    for _time in range(2):
        held.refresh_from_db()
        assert describe_problem(held) == "The original was erased on request."
        read_intake(held)


@pytest.mark.django_db
def test_an_erasure_takes_file_names_and_addresses_with_the_words():
    named = receive_file(f"{WORDS}.txt", PAGE.encode(), None)
    address = receive_address(f"https://example.org/?q={WORDS}", None)
    erase_words()
    named.refresh_from_db()
    assert named.file_name == ""
    assert not Intake.objects.filter(pk=address.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_no_word_of_an_intake_is_left_on_the_disk_after_an_erasure(index, tmp_path):
    receive(f"Eine Überschrift\nDie Zeugin war {WORDS}, sagt sie am Montag.\n")
    erase_words()
    assert clean_after_erasures() == 1
    folders = (Path(settings.MEDIA_ROOT), tmp_path)
    files = (path for folder in folders for path in folder.rglob("*"))
    assert not [p for p in files if p.is_file() and WORDS.encode() in p.read_bytes()]
    call_command("verify")


@pytest.mark.django_db
def test_a_damaged_or_missing_original_of_an_intake_is_found():
    intake = receive()
    path = originals_folder() / intake.sha256
    assert not list(check_files())
    path.write_bytes(PAGE.encode() + b"!")
    assert str(path.name) in str(list(check_files()))
    path.unlink()
    assert str(path.name) in str(list(check_files()))


@pytest.mark.django_db(transaction=True)
def test_a_restore_brings_waiting_and_dismissed_intakes_back(index, settings, tmp_path):
    settings.VAR = tmp_path
    carla = make_user("carla", "contributor")
    dismiss_intake(receive(by=carla), carla, "An advertisement")
    receive(PAGE.replace("Stadt", "Gemeinde"), carla)
    rows = list(Intake.objects.order_by("pk").values())
    files = {path.name: path.read_bytes() for path in originals_folder().iterdir()}
    assert len(files) == 2
    call_command("backup", str(tmp_path / "backups" / "last"))
    call_command("flush", interactive=False, verbosity=0)
    for path in originals_folder().iterdir():
        path.unlink()
    call_command("restore", str(tmp_path / "backups" / "last"))
    assert list(Intake.objects.order_by("pk").values()) == rows
    for path in originals_folder().iterdir():
        assert path.read_bytes() == files.pop(path.name)
    assert not files


@pytest.mark.django_db
def test_clean_keeps_the_original_of_an_intake_that_waits_for_years():
    path = originals_folder() / receive().sha256
    os.utime(path, (0, 0))
    call_command("clean")
    assert path.exists() and not list_files_of_nobody()


@pytest.mark.django_db
@pytest.mark.parametrize("signal", ["pre_save", "post_save"])
def test_a_kill_before_the_commit_leaves_a_file_that_clean_removes(
    signal, tmp_path, copy_migrated
):
    database = tmp_path / "killed.sqlite3"
    copy_migrated(database)
    environment = {
        **os.environ,
        "ARCHIVE_DATABASE_URL": f"sqlite:///{database}",
        "ARCHIVE_VAR": str(tmp_path),
        "ARCHIVE_MEDIA_DIR": str(settings.MEDIA_ROOT),
        "DJANGO_SETTINGS_MODULE": "archive.settings",
    }
    ended = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_SAVING.format(signal=signal)],
        env=environment,
        cwd=BASE_DIR,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 9, ended.stderr.decode()
    rows = sqlite3.connect(database).execute("SELECT count(*) FROM archive_intake")
    assert rows.fetchone() == (0,)
    (path,) = originals_folder().iterdir()
    os.utime(path, (0, 0))
    call_command("clean")
    assert not list_originals()
