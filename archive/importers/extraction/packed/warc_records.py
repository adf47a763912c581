"""Pages in a WARC (ISO 28500): what servers answered, as warcio reads it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from archive.importers.extraction.extracted_page import ExtractionError

_PAGE_TYPES = (
    "text/html",
    "application/xhtml+xml",
    "application/pdf",
    "text/plain",
)
_MAX_RECORD_BYTES = 50_000_000


def iterate_records(content: bytes, most: int) -> Iterator[tuple[str, str, bytes]]:
    """Address, day and body of each page, PDF or text that a server gave with status
    200; scripts, pictures, errors and requests are passed over.

    Raises `ExtractionError` where the records unpack to more than `most` bytes, or the
    file breaks off before the first.
    """
    total = 0
    try:
        for record in ArchiveIterator(BytesIO(content)):
            if not _is_page(record):
                continue
            body = record.content_stream().read(_MAX_RECORD_BYTES + 1)
            total += len(body)
            if len(body) > _MAX_RECORD_BYTES or total > most:
                raise ExtractionError("too-large")
            headers = record.rec_headers
            address = headers.get_header("WARC-Target-URI") or ""
            day = (headers.get_header("WARC-Date") or "")[:10]
            if body.strip():
                yield address.strip("<>"), day, body
    except ArchiveLoadFailed as error:
        if not total:
            raise ExtractionError("broken") from error


def _is_page(record: ArcWarcRecord) -> bool:
    kind, headers = record.rec_type, record.http_headers
    if kind == "response" and headers is not None:
        if headers.get_statuscode() != "200":
            return False
        media_type = headers.get_header("Content-Type") or ""
    elif kind == "resource":
        media_type = record.rec_headers.get_header("Content-Type") or ""
    else:
        return False
    return media_type.partition(";")[0].strip().lower() in _PAGE_TYPES
