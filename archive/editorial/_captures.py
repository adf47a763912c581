"""Captures: adding preserved copies and releasing them to readers."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from archive.models import Article, Capture, Entry, User
from archive.models.entries.capture import READER_MEDIA_TYPES

from ._revisions import record_revision
from ._rights import EditorialError, require_right


def add_capture(
    entry: Entry, by: User | None, copy: Capture, reason: str = ""
) -> Capture:
    """Add an unsaved capture to an entry; for a working copy, to the entry it corrects.

    An entry may have many captures, but each file only once. The version stays, because
    the text does. Raises `EditorialError`.
    """
    with transaction.atomic():
        key = entry.correction_of_id or entry.pk
        row = Entry.objects.select_for_update().get(pk=key)
        require_right(by, "capture", row)
        if not (copy.file or copy.external_url):
            raise EditorialError(_("Choose a file or enter the link to a copy."))
        same = Capture.objects.filter(
            entry=row, sha256=copy.sha256, external_url=copy.external_url
        )
        if same.exists():
            raise EditorialError(_("The archive already has this copy."))
        copy.entry, copy.audience = row, "editors"
        try:
            copy.full_clean(exclude=("entry",))
        except ValidationError as error:
            raise EditorialError(" ".join(error.messages)) from error
        copy.save()
        record_revision(row, "capture", by, reason)
        return copy


def set_capture_audience(copy: Capture, by: User | None, *, for_readers: bool) -> None:
    """Release a capture to readers, or stop that: its file or link, and what is known
    of it. Raises `EditorialError`."""
    with transaction.atomic():
        row = Entry.objects.select_for_update().get(pk=copy.entry_id)
        require_right(by, "open_capture", row)
        is_savable = not copy.file or copy.media_type in READER_MEDIA_TYPES
        if for_readers and not is_savable:
            raise EditorialError(
                _(
                    "Only WARC, WACZ and PDF files can be released to readers. Web "
                    "pages can run scripts, and pictures can contain hidden data."
                )
            )
        copy.audience = "public" if for_readers else "editors"
        copy.save(update_fields=("audience",))
        record_revision(row, "open_capture", by, copy.audience)


def set_original_audience(
    article: Article, by: User | None, *, for_readers: bool
) -> None:
    """Release the checksum of an article's original to readers, or stop that.

    The file itself stays for editors. Raises `EditorialError`.
    """
    with transaction.atomic():
        key = article.correction_of_id or article.pk
        row = Entry.objects.select_for_update().get(pk=key)
        require_right(by, "open_capture", row)
        audience = "public" if for_readers else "editors"
        Article.objects.filter(pk=key).update(original_audience=audience)
        record_revision(row, "open_original", by, audience)
