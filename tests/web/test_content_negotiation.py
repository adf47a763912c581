"""A program gets the form that it prefers, and a browser the page."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from archive.web.content_negotiation import (
    MOST_ACCEPT_CHARACTERS,
    get_preferred_suffix,
)

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("", ""),
        ("*/*", ""),
        (BROWSER, ""),
        ("text/html", ""),
        ("application/xhtml+xml", ""),
        ("application/x-bibtex", "bib"),
        ("text/x-bibtex", "bib"),
        ("text/bibliography", "txt"),
        ("application/x-endnote+xml", "endnote.xml"),
        ("application/x-research-info-systems", "ris"),
        ("application/vnd.citationstyles.csl+json", "csl.json"),
        ("text/html;q=0.5, application/x-bibtex", "bib"),
        ("text/html, application/x-bibtex;q=0.5", ""),
        ("image/png", ""),
        ("nonsense", ""),
    ],
)
def test_the_preferred_form_is_chosen(accept, suffix):
    headers = {"accept": accept} if accept else {}
    request = RequestFactory().get("/", headers=headers)
    assert get_preferred_suffix(request) == suffix


@pytest.mark.parametrize(("more", "suffix"), [(0, "bib"), (1, "")])
def test_a_long_wish_is_not_read(more, suffix):
    accept = "application/x-bibtex".ljust(MOST_ACCEPT_CHARACTERS + more, ",")
    request = RequestFactory().get("/", headers={"accept": accept})
    assert get_preferred_suffix(request) == suffix
