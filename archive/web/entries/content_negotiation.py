"""Which form of an entry a program asks for in `Accept` (RFC 9110, 12.5.1)."""

from __future__ import annotations

from django.http import HttpRequest

from archive.exports import ENTRY_FORMATS

PAGE = "text/html"
_ALSO = {
    "text/x-bibtex": "bib",
    "text/bibliography": "txt",
    "application/xhtml+xml": "",
    "application/x-endnote+xml": "endnote.xml",
}
_UNASKED = ("biblatex.bib", "endnote.xml", "wiki.txt")  # whose type is another's


def asked_for(request: HttpRequest) -> str:
    """The suffix of the file that is wanted more than the page, or "" for the page.

    A reader who can take a page gets one, and whoever asks for what there is not too:
    nobody is refused.
    """
    known = {PAGE: ""}
    for suffix, form in ENTRY_FORMATS.items():
        if suffix not in _UNASKED:
            known.setdefault(form.media_type.partition(";")[0], suffix)
    known |= _ALSO
    best = request.get_preferred_type(list(known))
    return known[best] if best else ""
