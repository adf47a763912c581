"""Requests and responses as WARC 1.1 (ISO 28500), written by warcio."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.fetching import Hop

# The client has already decoded these; readers of WARC would decode the body again.
HOP_BY_HOP_HEADERS = ("transfer-encoding", "connection", "keep-alive")


def pack_fetched_warc(hops: Sequence[Hop]) -> bytes:
    """A compressed WARC of requests and responses, redirects included."""
    buffer, writer = _begin_warc()
    for hop in hops:
        response = writer.create_warc_record(
            hop.url,
            "response",
            payload=BytesIO(hop.body),
            http_headers=StatusAndHeaders(
                f"{hop.status} {hop.reason}".strip(), _stored_headers(hop), "HTTP/1.1"
            ),
            warc_headers_dict={"WARC-IP-Address": hop.address},
        )
        parts = urlsplit(hop.url)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        request = writer.create_warc_record(
            hop.url,
            "request",
            http_headers=StatusAndHeaders(
                f"GET {target} HTTP/1.1", list(hop.sent), is_http_request=True
            ),
        )
        writer.write_request_response_pair(request, response)
    return buffer.getvalue()


def pack_page_warc(url: str, content: bytes, media_type: str) -> bytes:
    """A compressed WARC of a page that somebody saved from `url`."""
    buffer, writer = _begin_warc()
    writer.write_record(
        writer.create_warc_record(
            url, "resource", payload=BytesIO(content), warc_content_type=media_type
        )
    )
    return buffer.getvalue()


def _begin_warc() -> tuple[BytesIO, WARCWriter]:
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    about = {
        "software": "Surveillance Archive, warcio",
        "format": "WARC File Format 1.1",
        "operator": f"{settings.SITE_NAME}, {settings.BASE_URL}",
    }
    writer.write_record(writer.create_warcinfo_record("capture.warc.gz", about))
    return buffer, writer


def _stored_headers(hop: Hop) -> list[tuple[str, str]]:
    return [
        (
            f"X-Archive-Orig-{name}" if name.lower() in HOP_BY_HOP_HEADERS else name,
            value,
        )
        for name, value in hop.headers
    ]
