"""unAPI: lists the formats of an entry or of a version of it, and gives it in one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.citations import export_page_reference, export_record, record_reference
from archive.exports import ENTRY_FORMATS
from archive.models import Entry
from archive.versions import Version, get_version, load_entry_as_of
from archive.web.entries.entry_addresses import get_public_entry
from archive.web.errors import handle_search_unavailable
from archive.web.page_signposts import UNAPI_FORMATS

from .page_records import find_page_record

_VERSION = re.compile(r"v([1-9]\d{0,8})")
_PLAIN = {"mods.xml": "application/xml"}


@require_safe
@handle_search_unavailable
def unapi_endpoint(request: HttpRequest) -> HttpResponseBase:
    """All formats (200), those of an entry (300), or the entry in a format (200); the
    address of a page that is cited, as of a search, is an id too.

    An entry that is not public answers as its page would; an unknown format gives 406.
    """
    address, name = request.GET.get("id", ""), request.GET.get("format", "")
    if not address:
        return _list_formats()
    language = get_language() or "en"
    record = find_page_record(address, language) if "/" in address else None
    if record:
        return _give_format(
            address, name, partial(export_record, record_reference(record))
        )
    code, number = _split_address(address)
    entry = get_public_entry(request, code)
    if isinstance(entry, HttpResponse):
        return entry
    version = get_version(entry, number) if number else None
    if number and version is None:
        raise Http404
    return _give_format(address, name, partial(_export_entry, entry, version, language))


def _give_format(address: str, name: str, export: Callable[[str], str]) -> HttpResponse:
    """What the address names in a format, or the formats that it has."""
    if name not in UNAPI_FORMATS:
        return _list_formats(address, status=406 if name else 300)
    suffix = UNAPI_FORMATS[name]
    media_type = ENTRY_FORMATS[suffix].media_type
    return HttpResponse(export(suffix), content_type=media_type)


def _export_entry(
    entry: Entry, version: Version | None, language: str, suffix: str
) -> str:
    """The entry as a file, or as it was in a version."""
    if version is None:
        return export_page_reference(entry, suffix, language)
    entry_then = load_entry_as_of(version)
    return export_page_reference(entry_then.entry, suffix, language, entry_then.tags)


def _split_address(address: str) -> tuple[str, int]:
    """The id and the version, or 0, of an address or of its end: `4f7k9q2t/v2`."""
    *before, last = urlsplit(address).path.rstrip("/").split("/")
    numbered = _VERSION.fullmatch(last)
    return (before[-1], int(numbered[1])) if before and numbered else (last, 0)


def _list_formats(entry_address: str = "", status: int = 200) -> HttpResponse:
    rows = (
        (name, _PLAIN.get(name) or ENTRY_FORMATS[suffix].media_type.partition(";")[0])
        for name, suffix in UNAPI_FORMATS.items()
    )
    formats = format_html_join("", '<format name="{}" type="{}"/>', rows)
    identified = format_html(' id="{}"', entry_address) if entry_address else ""
    text = format_html("<formats{}>{}</formats>", identified, formats)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return HttpResponse(
        head + text + "\n", content_type="application/xml; charset=utf-8", status=status
    )
