"""Captures of an entry's original: from a file, a URL, or kept elsewhere."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from archive import editorial
from archive.fetching import FetchError, fetch
from archive.models import Capture, Entry, User

from . import file_types, warcs
from .extraction.file_marks import FileMark
from .extraction_process import find_marks_in_child
from .originals import store_originals

MAX_CAPTURE_BYTES = 50_000_000  # of one file


class CaptureError(ValueError):
    """A copy that cannot be kept; the message says why, and what the archive keeps."""


def store_file_capture(
    entry: Entry, by: User | None, name: str, content: bytes, about: Capture
) -> Capture:
    """Keep a file unchanged, under its SHA-256, for editors only.

    `about` is an unsaved capture with the rest: URL, day, method. Raises
    `CaptureError`, `EditorialError` or `OriginalsError`, and then keeps nothing.
    """
    if len(content) > MAX_CAPTURE_BYTES:
        raise CaptureError(
            _("The file is larger than %(size)s MB. Choose a smaller one.")
            % {"size": MAX_CAPTURE_BYTES // 1_000_000}
        )
    if not content:
        raise CaptureError(_("The file is empty. Choose another one."))
    with store_originals() as store:
        about.file = store.store(content)
        about.sha256 = Path(about.file.name).name
        about.size = len(content)
        try:
            about.media_type = file_types.detect_media_type(name, content)
        except file_types.FileTypeError as error:
            raise CaptureError(str(error)) from error
        about.method = about.method or _METHOD_OF_MEDIA_TYPE[about.media_type]
        return editorial.add_capture(entry, by, about)


def store_page_capture(
    entry: Entry, by: User | None, name: str, content: bytes, about: Capture
) -> Capture:
    """Keep a page that somebody saved as a WARC; other files unchanged."""
    try:
        is_page = file_types.detect_media_type(name, content) == "text/html"
    except file_types.FileTypeError as error:
        raise CaptureError(str(error)) from error
    if not is_page or not about.url:
        return store_file_capture(entry, by, name, content, about)
    about.method = about.method or gettext_noop("saved page as WARC")
    packed = warcs.pack_page_warc(about.url, content, "text/html")
    return store_file_capture(entry, by, "page.warc.gz", packed, about)


def store_url_capture(
    entry: Entry, by: User | None, url: str, about: Capture
) -> Capture:
    """Fetch a page once, and keep request and response as a WARC.

    What the page loads is not fetched. Raises `CaptureError` where nothing was fetched
    or the status is not 200; else like `store_file_capture`.
    """
    editorial.require_right(by, "capture", entry.correction_of or entry)
    try:
        hops = fetch(url, largest=MAX_CAPTURE_BYTES)
    except FetchError as error:
        raise CaptureError(f"{url}: {error}.") from error
    if hops[-1].status != 200:
        raise CaptureError(f"{url}: the answer was {hops[-1].status}, not the page.")
    about.url, about.captured_at = url, timezone.now()
    about.method = about.method or gettext_noop("fetched by the archive as WARC")
    return store_file_capture(
        entry, by, "page.warc.gz", warcs.pack_fetched_warc(hops), about
    )


def note_copy_elsewhere(entry: Entry, by: User | None, about: Capture) -> Capture:
    """Record where somebody else keeps a copy; nothing is fetched."""
    about.method = about.method or "copy kept elsewhere"
    return editorial.add_capture(entry, by, about)


def list_capture_marks(copy: Capture) -> list[FileMark]:
    """What in a capture's file may give somebody away, but not what it shows; starts a
    process. Empty where it has no file, or the file is missing."""
    path = capture_path(copy)
    if not copy.file or not path.is_file():
        return []
    return find_marks_in_child(copy.media_type, path.read_bytes())


def capture_path(copy: Capture) -> Path:
    """The path of a capture's file."""
    return Path(settings.MEDIA_ROOT) / str(copy.file.name)


def capture_file_name(copy: Capture) -> str:
    """The name of a capture's download: id and hash, with the extension."""
    suffix = file_types.FILE_SUFFIXES.get(copy.media_type, ("",))[0]
    return f"{copy.entry.id_code}-{copy.sha256[:12]}{suffix}"


_METHOD_OF_MEDIA_TYPE = {
    "application/warc": gettext_noop("WARC file"),
    "application/warc+gzip": gettext_noop("WARC file"),
    "application/wacz": gettext_noop("WACZ file"),
    "application/pdf": gettext_noop("PDF file"),
    "image/png": gettext_noop("screenshot"),
    "image/jpeg": gettext_noop("screenshot"),
    "image/webp": gettext_noop("screenshot"),
    "text/html": gettext_noop("saved page"),
}
