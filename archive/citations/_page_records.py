"""CSL records of pages that are not entries: a region, a search, a narrative."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from archive.site_name import find_site_name
from archive.text.quantities.number_format import format_number

from . import _csl_dates

CslRecord = dict[str, Any]


def region_record(
    name: str, code: str, total: int, path: str, day: date, language: str
) -> CslRecord:
    """A region's page as it was on a day; `path` is the path of its URL."""
    with override(language):
        counted = ngettext("%(n)s entry", "%(n)s entries", total) % {
            "n": format_number(total, language)
        }
        title = f"{name} ({code}): {counted}"
    return _page_record(code, title, path, day, language)


def search_record(
    words: str, total: int, path: str, day: date, language: str
) -> CslRecord:
    """A search as it was answered on a day; `words` may be empty."""
    with override(language):
        results = ngettext("%(n)s result", "%(n)s results", total) % {
            "n": format_number(total, language)
        }
        title = _search_title(words) % {
            "words": " ".join(words.split()),
            "found": results,
        }
    return _page_record("search", title, path, day, language)


def comparison_record(
    sides: Sequence[tuple[str, int]], path: str, day: date, language: str
) -> CslRecord:
    """A comparison as it was on a day; each side has a name and a number of entries."""
    with override(language):
        named = [
            ngettext("%(name)s (%(n)s entry)", "%(name)s (%(n)s entries)", total)
            % {"name": name, "n": format_number(total, language)}
            for name, total in sides
        ]
        title = _("Comparison: %(sides)s") % {"sides": " | ".join(named)}
    return _page_record("comparison", title, path, day, language)


def basket_record(
    title: str, total: int, path: str, day: date, language: str
) -> CslRecord:
    """A saved basket, which never changes; `title` may be empty."""
    with override(language):
        named = ngettext("%(name)s (%(n)s entry)", "%(name)s (%(n)s entries)", total)
        name = " ".join(title.split()) or _("Basket")
        words = named % {"name": name, "n": format_number(total, language)}
    return _page_record("basket", words, path, day, language)


def narrative_record(key: str, title: str, path: str, language: str) -> CslRecord:
    """A narrative, a page of the archive; `language` is its own."""
    record = _page_record(key, title, path, timezone.localdate(), language)
    del record["issued"]  # its versions have no public day
    return record


def _search_title(words: str) -> str:
    """Quotation marks inside others lose their pairs in styles that put titles in
    quotation marks, so a query with a phrase gets none.
    """
    if '"' in words:
        return _("Search for %(words)s: %(found)s")
    return _("Search for “%(words)s”: %(found)s") if words else _("Search: %(found)s")


def _page_record(
    key: str, title: str, path: str, day: date, language: str
) -> CslRecord:
    return {
        "id": key,
        "type": "webpage",
        "title": title,
        "container-title": find_site_name(language),
        "language": language,
        "issued": _csl_dates.csl_day(day),
        "accessed": _csl_dates.csl_day(day),
        "URL": f"{settings.BASE_URL}{path}",
    }
