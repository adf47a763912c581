"""`verify`: right while verbs change the archive, and told when anything else does."""

import os

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from archive.editorial import INTEGRITY_CHECKS, correct, publish
from archive.importers import originals
from archive.models import (
    Article,
    Capture,
    Entry,
    LogCheckpoint,
    LogLeaf,
    OutboxRow,
    Passage,
    Photo,
    Revision,
    User,
)
from archive.search import process_outbox
from archive.transparency import get_latest_checkpoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(page):
    call_command("import_text", str(page), publish=True)
    process_outbox()


@pytest.fixture
def verified(capsys):
    """The exit code of `verify` and what it said."""

    def run():
        capsys.readouterr()
        try:
            call_command("verify")
        except SystemExit as ended:
            return ended.code, capsys.readouterr().out
        return 0, capsys.readouterr().out

    return run


def kept():
    return originals.originals_folder() / Article.objects.get().sha256


def test_an_archive_that_verbs_changed_is_right(archive, verified):
    article = Article.objects.get()
    copy = correct(article, None)
    code, told = verified()
    assert code == 0, told
    publish(copy, User.objects.get_system_account("curation"), "better")
    process_outbox()
    code, told = verified()
    assert (code, told.count(": right")) == (0, len(INTEGRITY_CHECKS)), told


def test_what_waits_for_the_index_is_no_difference(archive, verified):
    Photo.objects.update(caption="Ein Markt.")
    OutboxRow.objects.add([Photo.objects.get().pk])
    assert "index: right" in verified()[1]


def swap_kind():
    Entry.objects.filter(kind="photo").update(kind="event")


def change_bounds():
    Entry.objects.filter(kind="article").update(date_earliest=1)


def change_a_file():
    kept().write_bytes(b"else")


def lose_a_file():
    kept().unlink()


def open_a_file():
    kept().chmod(0o644)


def leave_a_file():
    path = originals.originals_folder() / "stray"
    path.write_bytes(b"")
    os.utime(path, (0, 0))  # a young one may belong to an import that is running


def change_a_capture():
    Capture.objects.update(sha256="0" * 64)


def change_a_revision():
    Revision.objects.filter(entry__kind="article", number=1).update(state="{}")


def lose_a_revision():
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM archive_revision WHERE number = 1 AND entry_id = %s",
            [Article.objects.get().pk],
        )


def lose_a_publication():
    Revision.objects.filter(entry__kind="photo").update(publication_sha256="")


def change_a_passage():
    Passage.objects.filter(anchor="p1").update(verbatim="Anderes.")


def change_an_indexed_text():
    Photo.objects.update(caption="Ein Markt.")


def hide_behind_the_back():
    Entry.objects.filter(kind="photo").update(audience="editors")


def miss_in_the_index():
    Entry.objects.filter(kind="photo").update(status="draft")
    OutboxRow.objects.add(Photo.objects.values_list("pk", flat=True))
    process_outbox()
    Entry.objects.filter(kind="photo").update(status="published")


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (swap_kind, "is of kind event, with photo row"),
        (change_bounds, "bounds do not fit"),
        (change_a_file, "has another hash"),
        (lose_a_file, "is missing"),
        (open_a_file, "others than its owner"),
        (leave_a_file, "belongs to no record"),
        (change_a_capture, "different hashes"),
        (change_a_revision, "its state has another hash"),
        (lose_a_revision, "revision 1 is missing"),
        (lose_a_publication, "does not continue the publication"),
        (change_a_passage, "differs from revision 2: passage"),
        (change_an_indexed_text, "stands in the index with another text"),
        (hide_behind_the_back, "is in the index, and is not public"),
        (miss_in_the_index, "is public, and is not in the index"),
    ],
)
def test_what_no_verb_did_is_told(archive, verified, harm, message):
    harm()
    code, told = verified()
    assert code == 1
    assert message in told


def test_a_missing_index_is_told(archive, verified, tmp_path):
    (tmp_path / "index" / "current").unlink()
    code, told = verified()
    assert (code, "it cannot be read" in told) == (1, True)


@pytest.mark.parametrize(
    ("spoil", "code", "message"),
    [
        (lambda: None, 0, ""),
        (lambda: LogLeaf.objects.filter(index=0).delete(), 1, "does not continue it"),
        (lambda: LogCheckpoint.objects.all().delete(), 1, "does not continue it"),
    ],
)
def test_a_checkpoint_that_was_kept_is_checked(
    archive, capsys, tmp_path, spoil, code, message
):
    path = tmp_path / "checkpoint.txt"
    path.write_text(str(get_latest_checkpoint()), "utf-8")
    spoil()
    capsys.readouterr()
    try:
        call_command("verify", checkpoint=path)
        ended = 0
    except SystemExit as error:
        ended = error.code
    assert (ended, message in capsys.readouterr().out) == (code, True)


@pytest.mark.parametrize("text", [None, "no checkpoint"])
def test_a_file_that_is_no_checkpoint_is_wrong_use(archive, tmp_path, text):
    path = tmp_path / "checkpoint.txt"
    if text:
        path.write_text(text, "utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("verify", checkpoint=path)
    assert refused.value.returncode == 2
