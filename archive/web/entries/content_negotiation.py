"""Chooses the form of an entry that a program asks for in `Accept` (RFC 9110,
12.5.1)."""

from __future__ import annotations

from django.http import HttpRequest

from archive.exports import ENTRY_FORMATS

HTML_TYPE = "text/html"
MOST_ACCEPT_CHARACTERS = 1_000  # Django reads longer ones in quadratic time
_FURTHER_TYPES = {
    "text/x-bibtex": "bib",
    "text/bibliography": "txt",
    "application/xhtml+xml": "",
    "application/x-endnote+xml": "endnote.xml",
}
_UNNEGOTIATED_SUFFIXES = (
    "biblatex.bib",
    "endnote.xml",
    "wiki.txt",
)  # whose type is another's


def get_preferred_suffix(request: HttpRequest) -> str:
    """The suffix of the file that the client prefers to the page, or "" for the page.

    Clients that accept a page get it, as do those that accept nothing we have, or ask
    at a length that nobody needs: no request is refused.
    """
    if len(request.headers.get("Accept", "")) > MOST_ACCEPT_CHARACTERS:
        return ""
    suffixes = {HTML_TYPE: ""}
    for suffix, form in ENTRY_FORMATS.items():
        if suffix not in _UNNEGOTIATED_SUFFIXES:
            suffixes.setdefault(form.media_type.partition(";")[0], suffix)
    suffixes |= _FURTHER_TYPES
    best = request.get_preferred_type(list(suffixes))
    return suffixes[best] if best else ""
