"""What every list of entries shows of an entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.translation import get_language

from archive.models import Entry

PAGE = 20


@dataclass(frozen=True)
class Item:
    """One line of a list."""

    entry: Entry
    url: str
    date_words: str
    places: tuple[str, ...]
    snippet: str


def items(entries: Iterable[Entry]) -> list[Item]:
    """Items of entries whose vocabulary is prefetched."""
    return [item(entry) for entry in entries]


def item(entry: Entry, snippet: str = "", anchor: str = "") -> Item:
    """One item; the summary stands in for a missing snippet."""
    language = get_language() or "en"
    edtf = entry.edtf
    tied = entry.entry_regions.all()
    places = (t.region.name(language) for t in tied if t.role != "published_in")
    return Item(
        entry,
        entry.get_absolute_url() + (f"#{anchor}" if anchor else ""),
        edtf.display(language) if edtf else "",
        tuple(dict.fromkeys(places))[:3],
        snippet or entry.summary,
    )


def page_of(entries: object, number: int) -> Paginator:
    """A paginator over a query, twenty a page."""
    return Paginator(entries, PAGE)  # type: ignore[arg-type]
