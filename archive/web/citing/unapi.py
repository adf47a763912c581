"""unAPI: lists the formats of an entry or of a version of it, and gives it in one."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.citations import export_page_reference
from archive.exports import ENTRY_FORMATS
from archive.versions import get_version, load_entry_as_of
from archive.web.entries.entry_addresses import get_public_entry

FORMAT_NAMES = {
    "ris": "ris",
    "bibtex": "bib",
    "csl-json": "csl.json",
    "endnote.xml": "endnote.xml",
    "mods.xml": "mods.xml",
}
_VERSION = re.compile(r"v([1-9]\d{0,8})")
_PLAIN = {"mods.xml": "application/xml"}


@require_safe
def unapi_endpoint(request: HttpRequest) -> HttpResponse:
    """All formats (200), those of an entry (300), or the entry in a format (200).

    An entry that is not public answers as its page would; an unknown format gives 406.
    """
    entry_address, name = request.GET.get("id", ""), request.GET.get("format", "")
    if not entry_address:
        return _list_formats()
    code, number = _split_address(entry_address)
    entry = get_public_entry(request, code)
    if isinstance(entry, HttpResponse):
        return entry
    version = get_version(entry, number) if number else None
    if number and version is None:
        raise Http404
    if not name:
        return _list_formats(entry_address, status=300)
    if name not in FORMAT_NAMES:
        return _list_formats(entry_address, status=406)
    suffix = FORMAT_NAMES[name]
    language, tags = get_language() or "en", None
    if version:
        entry_then = load_entry_as_of(version)
        entry, tags = entry_then.entry, entry_then.tags
    text = export_page_reference(entry, suffix, language, tags)
    return HttpResponse(text, content_type=ENTRY_FORMATS[suffix].media_type)


def _split_address(address: str) -> tuple[str, int]:
    """The id and the version, or 0, of an address or of its end: `4f7k9q2t/v2`."""
    *before, last = address.rstrip("/").split("/")
    numbered = _VERSION.fullmatch(last)
    return (before[-1], int(numbered[1])) if before and numbered else (last, 0)


def _list_formats(entry_address: str = "", status: int = 200) -> HttpResponse:
    rows = (
        (name, _PLAIN.get(name) or ENTRY_FORMATS[suffix].media_type.partition(";")[0])
        for name, suffix in FORMAT_NAMES.items()
    )
    formats = format_html_join("", '<format name="{}" type="{}"/>', rows)
    identified = format_html(' id="{}"', entry_address) if entry_address else ""
    text = format_html("<formats{}>{}</formats>", identified, formats)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return HttpResponse(
        head + text + "\n", content_type="application/xml; charset=utf-8", status=status
    )
