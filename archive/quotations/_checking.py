"""A sentence in, the places that say it out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count

from archive.models import Entry, FormerWord
from archive.models.visibility import public_entries
from archive.search import ids
from archive.selection import Selection
from archive.text.former_words import LONGEST as LONGEST_WORD
from archive.versions import VersionText, iter_version_texts

from ._matching import HOW, Place, Quotation

MOST = 1_000  # characters of a quotation
LEAST = 3  # words or Chinese characters: less stands anywhere
MOST_ENTRIES = 20  # of those found by their words, and of those found in old versions
MOST_PLACES = 50
MOST_WORDS = 16  # of a quotation that are looked up in replaced versions
_SIGNS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Checked:
    """Places that say it, the best first; of equals, what stands now.
    `is_short` and `is_cut` tell of what was asked; `is_common` that its words stand in
    some texts so often that these were looked through word for word only."""

    places: tuple[tuple[VersionText, Place], ...]
    is_short: bool = False
    is_cut: bool = False
    is_common: bool = False


def check(text: str) -> Checked:
    """Where a quotation stands in public text of public versions.

    The index finds the entries that say its words now, the database those whose
    replaced versions hold its longest words: at most 40 entries are read, about ten
    queries. Raises `archive.search.Unavailable`.
    """
    quotation = Quotation(text[:MOST])
    if len(quotation.terms) < LEAST:
        return Checked((), is_short=True)
    found = []
    for said in iter_version_texts(list(_candidates(quotation))):
        place = quotation.within(said.text)
        if place:
            found.append((said, place))
    found.sort(key=_rank)
    return Checked(
        tuple(found[:MOST_PLACES]),
        is_cut=len(text) > MOST,
        is_common=quotation.is_spent,
    )


def _rank(one: tuple[VersionText, Place]) -> tuple[object, ...]:
    said, place = one
    how = HOW.index(place.how)
    return how, -place.share, not said.is_current, said.entry.pk, said.anchor


def _candidates(quotation: Quotation) -> Iterator[Entry]:
    """Public entries that may say it."""
    plain = _SIGNS.sub(" ", quotation.text).strip().lower()
    whole = ids(Selection(q=f'"{plain}"', expand=False))[:MOST_ENTRIES]
    some = ids(Selection(q=f"{plain}?", expand=False))[:MOST_ENTRIES]
    asked = dict.fromkeys((*whole, *some, *_replaced(quotation)))
    entries = Entry.objects.public().in_bulk(list(asked))
    return (entries[pk] for pk in asked if pk in entries)


def _replaced(quotation: Quotation) -> list[int]:
    """Public entries whose replaced texts hold most of its longest words; one query
    of an index, however many versions there are."""
    longest = sorted(dict.fromkeys(quotation.terms), key=len, reverse=True)[:MOST_WORDS]
    rows = FormerWord.objects.filter(
        public_entries("entry__"), word__in=[word[:LONGEST_WORD] for word in longest]
    )
    held = rows.order_by().values("entry").annotate(number=Count("pk"))
    found = held.order_by("-number", "-entry")[:MOST_ENTRIES]
    return [row["entry"] for row in found]
