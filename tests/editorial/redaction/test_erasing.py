"""Two people erase words, and no file of the data folder has them then."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import connection

from archive import editorial
from archive.editorial import (
    INTEGRITY_CHECKS,
    EditorialError,
    ask_erasure,
    clean_after_erasures,
    confirm_erasure,
    note_account,
    redact_words,
    restore_words,
)
from archive.editorial.redaction import _erasing
from archive.importers import captures
from archive.models import Capture, Passage, Redaction, SealedText
from archive.search import process_outbox, reindex
from archive.search.meaning.passage_vectors import list_segment_files
from archive.search.meaning.vector_segments import digest_text
from archive.settings import BASE_DIR
from tests.factories import make_article, make_user
from tests.meaning import bring_up_to_date

WORDS = "Zora Käferstein-Übermut"


@pytest.fixture
def people():
    return make_people()


def make_people():
    """Two accounts that the staff log knows."""
    made = make_user("dora", "publisher"), make_user("emil", "publisher")
    for account in made:
        note_account(account, "A test.")
    return made


def make_public():
    """A public article that names her, with a copy that does too, beside another in one
    segment of the index."""
    publish_by_verbs(make_article(title="Drones"))
    made = make_article(title=f"Cameras watch {WORDS}", language="en")
    Passage.objects.create(
        article=made, anchor="p1", position=1, verbatim=f"{WORDS} said so."
    )
    publish_by_verbs(made)
    captures.store_file_capture(
        made, None, "a.pdf", b"%PDF-1.7\n" + WORDS.encode(), Capture()
    )
    reindex()
    return made


def publish_by_verbs(article):
    editorial.record_creation(article, None)
    editorial.submit(article, None)
    editorial.publish(article, None)


def find_problems():
    checks = (name for name in INTEGRITY_CHECKS if name != "index")
    return [finding for name in checks for finding in INTEGRITY_CHECKS[name]()]


@pytest.mark.django_db
def test_one_person_asks_and_another_confirms(
    people, django_capture_on_commit_callbacks
):
    dora, emil = people
    carla = make_user("carla", "editor")
    note_account(carla, "A test.")
    made = redact_words(make_public(), dora, WORDS, "Asked for.")
    for who in (None, carla):
        with pytest.raises(EditorialError):
            ask_erasure(made, who)
    with pytest.raises(EditorialError, match="ask"):
        confirm_erasure(made, emil)
    ask_erasure(made, dora)
    for who in (None, carla, dora):
        with pytest.raises(EditorialError):
            confirm_erasure(made, who)
    assert Redaction.objects.get().words == WORDS
    with django_capture_on_commit_callbacks(execute=True):
        confirm_erasure(made, emil)
    row = Redaction.objects.get()
    assert (row.words, row.erasure_asked_by, row.erased_by) == ("", dora, emil)
    assert not SealedText.objects.exclude(text="").filter(column="state").exists()
    assert not Capture.objects.exists()
    assert find_problems() == []
    with pytest.raises(EditorialError, match="already"):
        restore_words(made, dora, "No.")


@pytest.mark.django_db
def test_an_erasure_is_refused_while_the_words_stand_elsewhere(people):
    dora, emil = people
    made = redact_words(make_public(), dora, WORDS, "Asked for.")
    other = make_article(title=f"More of {WORDS}")
    editorial.record_creation(other, None)
    ask_erasure(made, dora)
    with pytest.raises(EditorialError, match=f"{other.pk} \\(title\\)"):
        confirm_erasure(made, emil)
    redact_words(other, dora, WORDS, "Asked for.")
    confirm_erasure(made, emil)


@pytest.mark.django_db
def test_an_erasure_takes_the_words_out_of_what_somebody_typed_and_did_not_save(people):
    dora, emil = people
    entry = make_public()
    form = editorial.open_form(dora, "/desk/somewhere/", entry)
    editorial.keep_fields(form, {"title": WORDS, "lead": "A lead."}, {})
    made = redact_words(entry, dora, WORDS, "Asked for.")
    ask_erasure(made, dora)
    confirm_erasure(made, emil)
    assert editorial.read_kept_values(form) == {"lead": "A lead."}


@pytest.mark.django_db
def test_a_file_that_cannot_be_searched_stops_an_erasure_until_it_was_read(people):
    dora, emil = people
    entry = make_public()
    captures.store_file_capture(entry, None, "b.pdf", b"%PDF-1.7\nbroken", Capture())
    made = redact_words(entry, dora, WORDS, "Asked for.")
    ask_erasure(made, dora)
    named, unreadable = Capture.objects.filter(entry=entry).order_by("pk")
    with pytest.raises(EditorialError, match=unreadable.file.name):
        confirm_erasure(made, emil)
    made.refresh_from_db()
    assert made.words == WORDS and Capture.objects.count() == 2
    assert confirm_erasure(made, emil, are_others_read=True) == [named.file.name]
    assert Capture.objects.get() == unreadable


@pytest.mark.django_db
def test_an_erasure_reaches_the_sealed_texts_of_other_redactions(
    people, django_capture_on_commit_callbacks
):
    dora, emil = people
    article = make_public()
    first = redact_words(article, dora, "said so", "Asked for.")
    second = redact_words(article, dora, WORDS, "Asked for.")
    ask_erasure(second, dora)
    with django_capture_on_commit_callbacks(execute=True):
        confirm_erasure(second, emil)
    assert not SealedText.objects.filter(text__contains=WORDS).exists()
    assert find_problems() == []
    with pytest.raises(EditorialError):
        restore_words(first, dora, "No.")


@pytest.mark.django_db(transaction=True)
def test_no_file_of_the_data_folder_has_the_words_afterwards(
    people, index, tmp_path, capsys
):
    dora, _emil = people
    article = make_public()
    LogEntry.objects.create(
        user=dora, action_flag=2, object_repr=article.title, change_message=WORDS
    )
    folders = [Path(settings.MEDIA_ROOT), tmp_path]
    assert find_in_files(folders)
    bring_up_to_date()
    digest = digest_text(f"{WORDS} said so.")
    assert any(digest in path.read_bytes() for path in list_segment_files())
    made = redact_words(article, dora, WORDS, "Asked for.")
    process_outbox()
    call_command("erase", made.pk, by="dora")
    call_command("erase", made.pk, by="emil")
    assert find_in_files(folders) == []
    assert not any(digest in path.read_bytes() for path in list_segment_files())
    assert clean_after_erasures() == 0
    call_command("verify")
    assert "words erased on" in capsys.readouterr().out


def find_in_files(folders):
    """The files that hold a word of the words, in any encoding of them."""
    forms = [
        word.encode(encoding)
        for word in (WORDS, *WORDS.split(), *WORDS.lower().split())
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    return [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


SCRIPT = """
import sys
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from tests.editorial.redaction import test_erasing
from archive.editorial import redact_words
from archive.search import process_outbox, reindex
reindex()
dora, emil = test_erasing.make_people()
article = test_erasing.make_public()
made = redact_words(article, dora, test_erasing.WORDS, "Asked for.")
process_outbox()
print(len(test_erasing.find_in_files([Path(sys.argv[1])])), "files before")
call_command("erase", made.pk, by="dora")
call_command("erase", made.pk, by="emil")
call_command("verify")
"""


def test_database_file_and_its_log_have_the_words_until_the_erasure(
    tmp_path, copy_migrated
):
    copy_migrated(tmp_path / "archive.sqlite3")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "ARCHIVE_DATABASE_URL": f"sqlite:///{tmp_path}/archive.sqlite3",
        "ARCHIVE_SEARCH_URL": f"whoosh:///{tmp_path}/index",
        "ARCHIVE_MEDIA_DIR": f"{tmp_path}/media",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    before, _, after = done.stdout.partition(" files before\n")
    assert int(before) > 0
    assert find_in_files([tmp_path]) == []
    assert "words erased on" in after


class KilledError(Exception):
    """Stands for the end of the process."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["DELETE FILES", "REINDEX", "VACUUM"])
def test_an_erasure_that_was_killed_is_finished_by_the_next_run(
    people, index, tmp_path, monkeypatch, where
):
    dora, emil = people
    made = redact_words(make_public(), dora, WORDS, "Asked for.")
    process_outbox()
    ask_erasure(made, dora)

    def kill(*_arguments, **_options):
        raise KilledError

    def kill_at_vacuum(execute, sql, *arguments):
        return kill() if sql.startswith("VACUUM") else execute(sql, *arguments)

    with monkeypatch.context() as patch, pytest.raises(KilledError):
        if where == "DELETE FILES":
            patch.setattr(_erasing, "delete_unnamed_files", kill)
        confirm_erasure(made, emil)
        patch.setattr(_erasing, "reindex", kill if where == "REINDEX" else reindex)
        with connection.execute_wrapper(kill_at_vacuum):
            clean_after_erasures()
    assert clean_after_erasures() == 1
    assert find_in_files([Path(settings.MEDIA_ROOT), tmp_path]) == []
