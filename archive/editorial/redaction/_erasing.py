"""Erasing withheld words for good, by two people, from database, files and index."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import (
    Article,
    Basket,
    Batch,
    BatchQuery,
    Capture,
    DeskSession,
    Entry,
    FileCheck,
    ImportedFile,
    Intake,
    Redaction,
    SealedText,
    UnfinishedField,
    User,
)
from archive.packed_files import UnreadablePart, has_words
from archive.search import delete_former_generations, drop_stale_vectors, reindex
from archive.stored_files import delete_unnamed_files, list_files_of_nobody

from .._revisions import record_revision
from .._rights import EditorialError, require_right
from ..accounts import name_document, record_staff_event
from ._text_places import WordPlace, compile_stored_words, find_words

# Tables whose rows are cleaned or deleted by the erasure itself.
CLEANED_TABLES = (
    "basket",
    "batch",
    "batchquery",
    "importedfile",
    "intake",
    "logentry",
    "desksession",
    "unfinishedfield",
)


def ask_erasure(redaction: Redaction, by: User | None) -> None:
    """Ask that the withheld words be erased; another person confirms. Raises
    `EditorialError`."""
    with transaction.atomic():
        locked_redaction = _lock_redaction(redaction, by)
        locked_redaction.erasure_asked_at, locked_redaction.erasure_asked_by = (
            timezone.now(),
            by,
        )
        locked_redaction.save(update_fields=("erasure_asked_at", "erasure_asked_by"))
        record_staff_event("erasure_asked", by, subject=_name_record(locked_redaction))


def confirm_erasure(
    redaction: Redaction, by: User | None, *, are_others_read: bool = False
) -> list[str]:
    """Erase the withheld words: sealed texts, and files that contain them, also packed
    or as a PDF. Files that can't be searched must have been read by a person
    (`are_others_read`), for nobody may believe that they were searched.

    Returns the names of the deleted files. Signs everybody out, since sessions may hold
    the words. What database and index leave on the disk goes with
    `clean_after_erasures`, which the operator runs. Reads all tables and the files of
    the entry. Raises `EditorialError`, also where the words stand elsewhere in the
    archive.
    """
    with transaction.atomic():
        locked_redaction = _lock_redaction(redaction, by)
        if locked_redaction.erasure_asked_by is None:
            raise EditorialError(_("Somebody must ask for the erasure first."))
        if by == locked_redaction.erasure_asked_by:
            raise EditorialError(
                _("You asked for this erasure: another person must confirm it.")
            )
        _refuse_other_places(locked_redaction.words)
        _blank_sealed_texts(locked_redaction)
        _clean_tables(locked_redaction.words)
        search = _FileSearch(locked_redaction.words)
        names = _drop_files(locked_redaction, by, search)
        if search.unreadable and not are_others_read:
            raise EditorialError(_describe_unreadable(search.unreadable))
        FileCheck.objects.filter(name__in=names).delete()
        (
            locked_redaction.words,
            locked_redaction.erased_at,
            locked_redaction.erased_by,
        ) = "", timezone.now(), by
        locked_redaction.save()
        record_staff_event("erased", by, subject=_name_record(locked_redaction))
        transaction.on_commit(lambda: delete_unnamed_files(names))
    return names


def clean_after_erasures() -> int:
    """Remove what erased words left on the disk: free pages and write-ahead log of the
    database, its copies from before upgrades, and the segments of the index. The number
    of erasures finished.

    Rewrites the database file and builds the index anew: minutes in a large archive,
    and as much free space as both need. Not inside a transaction.
    """
    waiting = Redaction.objects.filter(erased_at__isnull=False, cleaned_at=None)
    keys = list(waiting.values_list("pk", flat=True))
    if not keys:
        return 0
    shutil.rmtree(settings.UPGRADE_COPIES, ignore_errors=True)
    # Files that `confirm_erasure` was killed before it deleted them.
    delete_unnamed_files(list_files_of_nobody(since=timezone.now()))
    reindex()
    delete_former_generations()
    drop_stale_vectors()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA secure_delete = ON")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in connection.introspection.table_names(cursor):
                name = connection.ops.quote_name(table)
                cursor.execute(f"VACUUM (FULL) {name}")
    # Last: a run that was killed before it is to be repeated.
    Redaction.objects.filter(pk__in=keys).update(cleaned_at=timezone.now())
    return len(keys)


def _lock_redaction(redaction: Redaction, by: User | None) -> Redaction:
    locked_redaction = Redaction.objects.select_for_update().get(pk=redaction.pk)
    require_right(by, "erase")
    if by is None or by.is_system:
        raise EditorialError(_("Two people erase words, each with their own account."))
    if locked_redaction.erased_at or locked_redaction.restored_at:
        raise EditorialError(_("These words were shown again or erased already."))
    return locked_redaction


def _name_record(redaction: Redaction) -> str:
    record = redaction.entry or redaction.narrative
    return name_document(record) if record else ""


def _refuse_other_places(words: str) -> None:
    places = [p for p in find_words(words) if p.model not in CLEANED_TABLES]
    if places:
        raise EditorialError(
            _("The words stand elsewhere too. Withhold or change them there first:")
            + f" {_name_places(places)}"
        )


def _name_places(places: list[WordPlace]) -> str:
    return "; ".join(sorted({f"{p.title} {p.key} ({p.column})" for p in places}))


def _blank_sealed_texts(redaction: Redaction) -> None:
    """Empty the sealed texts of the redaction, and whichever others hold its words."""
    pattern = compile_stored_words(redaction.words)
    keys = list(redaction.sealed_texts.values_list("pk", flat=True))
    for sealed in SealedText.objects.exclude(redaction=redaction).iterator():
        if pattern.search(sealed.text):
            keys.append(sealed.pk)
    SealedText.objects.filter(pk__in=keys).update(text="")


def _clean_tables(words: str) -> None:
    """Remove the words from what the archive notes beside the records."""
    DeskSession.objects.all().delete()
    keys: dict[str, list[Any]] = {}
    for place in find_words(words):
        keys.setdefault(place.model, []).append(place.key)
    LogEntry.objects.filter(pk__in=keys.get("logentry", ())).update(
        object_repr="–", change_message=""
    )
    batches = BatchQuery.objects.filter(pk__in=keys.get("batchquery", ()))
    batch_keys = [*batches.values_list("batch_id", flat=True), *keys.get("batch", ())]
    Batch.objects.filter(pk__in=batch_keys).delete()
    Basket.objects.filter(pk__in=keys.get("basket", ())).delete()
    UnfinishedField.objects.filter(pk__in=keys.get("unfinishedfield", ())).delete()
    ImportedFile.objects.filter(pk__in=keys.get("importedfile", ())).update(
        file_name="–", outcome=[], notes=[]
    )


def _describe_unreadable(names: set[str]) -> str:
    return (
        _(
            "We can't search these files: they have a password, are broken or are very "
            "large. Open them yourself and remove those that have the words. Then "
            "confirm that you read them."
        )
        + f" {', '.join(sorted(names))}"
    )


def _drop_files(
    redaction: Redaction, by: User | None, search: _FileSearch
) -> list[str]:
    """Delete the captures whose file holds the words, and forget an original that does;
    the names of these files."""
    intake_files = _drop_intakes(redaction.words, search)
    if redaction.entry is None:
        return intake_files
    entry = Entry.objects.select_for_update().get(pk=redaction.entry.pk)
    copies = Capture.objects.filter(entry=entry.pk).exclude(file="")
    names: set[str] = set()
    for copy in copies:
        if search.has_words(str(copy.file.name)):
            names.add(str(copy.file.name))
    articles = Article.objects.filter(Q(pk=entry.pk) | Q(correction_of=entry.pk))
    for article in articles.exclude(original_file=""):
        if search.has_words(str(article.original_file.name)):
            names.add(str(article.original_file.name))
    if not names:
        return intake_files
    captures = Capture.objects.filter(file__in=names).exclude(entry=entry.pk)
    others = Article.objects.filter(original_file__in=names).exclude(
        pk__in=articles.values("pk")
    )
    if captures.exists() or others.exists():
        raise EditorialError(_("Another entry has the same file: erase it there too."))
    copies.filter(file__in=names).delete()
    articles.filter(original_file__in=names).update(original_file="")
    record_revision(entry, "erase", by)
    return sorted({*names, *intake_files})


def _drop_intakes(words: str, search: _FileSearch) -> list[str]:
    """Empty the intakes that hold the words, in their rows or in their file; the names
    of these files. Reads the files of all intakes."""
    keys = {place.key for place in find_words(words) if place.model == "intake"}
    rows = Intake.objects.exclude(original_file="")
    for pk, name in rows.values_list("pk", "original_file"):
        if pk not in keys and search.has_words(name):
            keys.add(pk)
    Intake.objects.filter(pk__in=keys, sha256="").delete()  # addresses, never fetched
    held = rows.filter(pk__in=keys).values_list("original_file", flat=True)
    names = sorted(set(held))
    same = Q(pk__in=keys) | Q(original_file__in=names)
    Intake.objects.filter(same).update(
        original_file="", file_name="", url="", address_key="", reading=None
    )
    erased = Intake.objects.filter(original_file="").exclude(sha256="")
    erased.filter(state="waiting").update(problem="erased")
    dismissed = Intake.objects.filter(pk__in=keys).exclude(dismissal_reason="")
    dismissed.update(dismissal_reason="–")
    return names


class _FileSearch:
    """Searches kept files for words, and notes those that it can't read."""

    def __init__(self, words: str) -> None:
        self._words = words
        self.unreadable: set[str] = set()

    def has_words(self, name: str) -> bool:
        """Whether the file has the words; False where it can't be told."""
        path = Path(settings.MEDIA_ROOT) / name
        try:
            return path.is_file() and has_words(path.read_bytes(), self._words)
        except UnreadablePart:
            self.unreadable.add(name)
            return False


def describe_erasures() -> Iterator[str]:
    """What was erased, for `verify`: record, day, and by whom."""
    rows = Redaction.objects.filter(erased_at__isnull=False).select_related(
        "entry", "narrative", "erasure_asked_by", "erased_by"
    )
    for row in rows.order_by("pk"):
        record = row.entry or row.narrative
        assert record is not None
        day = f"{row.erased_at:%Y-%m-%d}"
        people = f"{row.erasure_asked_by} and {row.erased_by}"
        yield f"{record.id_code_display}: words erased on {day} by {people}"
