"""`Link` headers that tell programs what belongs to a page (RFC 8288, RFC 8574,
signposting.org)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from archive.citations import REFERENCE_FORMATS as REFERENCES
from archive.citations import permanent_url
from archive.exports import ENTRY_FORMATS, schema_type
from archive.models import Entry, Photo
from archive.text.addresses import is_web_url

_DESCRIBING = (*REFERENCES, "jsonld", "json")
_PAGE_SUFFIXES = "https://schema.org/AboutPage"


def add_page_signposts(response: HttpResponse, entry: Entry) -> None:
    """Add links from the page of an entry, loaded as its own kind: to its permanent URL
    (`cite-as`), its metadata (`describedby`), `type`, `item` and `license`."""
    rows = [
        _format_link(permanent_url(entry), "cite-as"),
        _format_link(_PAGE_SUFFIXES, "type"),
        _format_link(f"https://schema.org/{schema_type(entry)}", "type"),
    ]
    rows += [
        _format_link(
            _get_file_url(entry, suffix),
            "describedby",
            ENTRY_FORMATS[suffix].media_type,
        )
        for suffix in _DESCRIBING
    ]
    rows.append(
        _format_link(
            _get_file_url(entry, "txt"), "item", ENTRY_FORMATS["txt"].media_type
        )
    )
    kind_list = reverse(f"archive:{entry.kind}-list")
    rows.append(_format_link(kind_list, "collection", "text/html"))
    rows += _licence_links(entry)
    _append_links(response, [*rows, *_memento_links(entry)])


def add_memento_links(response: HttpResponse, entry: Entry) -> None:
    """Add links from an address that leads to an entry to the TimeGate and TimeMap of
    its versions (RFC 7089, 2.1)."""
    _append_links(response, _memento_links(entry))


def add_version_signposts(response: HttpResponse, entry: Entry, number: int) -> None:
    """Add links from the page of a version, whose own address is to be cited, to its
    record, and for the current version to its files."""
    permanent = permanent_url(entry, "", number)
    rows = [
        _format_link(permanent, "cite-as"),
        _format_link(_PAGE_SUFFIXES, "type"),
        _format_link(f"https://schema.org/{schema_type(entry)}", "type"),
        _format_link(f"{permanent}record.json", "describedby", "application/json"),
        _format_link(f"{permanent}record.json", "item", "application/json"),
        _format_link(permanent_url(entry), "collection", "text/html"),
    ]
    _append_links(response, [*rows, *_licence_links(entry)])


def _memento_links(entry: Entry) -> list[str]:
    if not entry.version:
        return []
    gate = reverse("archive:entry-timegate", args=[entry.id_code])
    times = reverse("archive:entry-timemap", args=[entry.id_code])
    return [
        _format_link(permanent_url(entry), "original"),
        _format_link(f"{settings.BASE_URL}{gate}", "timegate"),
        _format_link(
            f"{settings.BASE_URL}{times}", "timemap", "application/link-format"
        ),
    ]


def _licence_links(entry: Entry) -> list[str]:
    licence = entry.licence if isinstance(entry, Photo) else ""
    if is_web_url(licence) and licence.isascii():
        return [_format_link(licence, "license")]
    return []


def add_file_signposts(response: HttpResponse, entry: Entry, suffix: str) -> None:
    """Add links from a file: to its page, and to the permanent URL."""
    page = entry.get_absolute_url()
    relation = "describes" if suffix in _DESCRIBING else "collection"
    rows = [_format_link(page, "canonical"), _format_link(page, relation, "text/html")]
    _append_links(response, [*rows, _format_link(permanent_url(entry), "cite-as")])


def _get_file_url(entry: Entry, suffix: str) -> str:
    return reverse("archive:entry-format", args=[entry.id_code, suffix])


def _format_link(target: str, relation: str, media_type: str = "") -> str:
    kind = f'; type="{media_type.partition(";")[0]}"' if media_type else ""
    safe = "".join(f"%{ord(c):02X}" if c in '<>" \\' else c for c in target)
    return f'<{safe}>; rel="{relation}"{kind}'


def _append_links(response: HttpResponse, rows: list[str]) -> None:
    """Append to the header, which may already have links."""
    before = response.headers.get("Link")
    response.headers["Link"] = ", ".join([*([before] if before else []), *rows])
