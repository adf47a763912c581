"""The captures of an entry's original, as readers see them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from archive.importers.captures import capture_file_name, capture_path
from archive.models import Capture, Entry
from archive.models.entries.capture import CaptureQuerySet
from archive.models.prepared_queries import prepare_query

from .entry_addresses import get_entry_at_address


@require_safe
def capture_file(request: HttpRequest, id_code: str, sha256: str) -> HttpResponseBase:
    """The file of a capture that was released to readers; always a download."""
    entry = get_entry_at_address(request, id_code, "entry-capture", sha256)
    if isinstance(entry, HttpResponse):
        return entry
    copies = Capture.objects.public().filter(entry=entry, sha256=sha256)
    copy = copies.select_related("entry").first()
    if copy is None or not capture_path(copy).is_file():
        raise Http404
    return FileResponse(
        capture_path(copy).open("rb"),
        as_attachment=True,
        filename=capture_file_name(copy),
        content_type="application/octet-stream",
    )


def list_captures(entry: Entry) -> list[Capture]:
    """The captures of a public entry that readers may have."""
    return _read_captures(entry.pk)


@prepare_query
def _read_captures(entry: int) -> CaptureQuerySet:
    return Capture.objects.public().filter(entry=entry)


def is_copy_held(entry: Entry) -> bool:
    """Whether the archive has a copy that readers may not have: this is all that they
    learn of it. One query."""
    if getattr(entry, "original_file", ""):
        return True
    return bool(_read_held_captures(entry.pk))


@prepare_query
def _read_held_captures(entry: int) -> QuerySet[Capture, int]:
    rows = Capture.objects.held().filter(entry=entry).order_by()
    return rows.values_list("pk", flat=True)[:1]
