"""A sentence in, the places that say it out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count

from archive.filters import SearchFilters
from archive.models import Entry, FormerWord
from archive.models.visibility import public_entries
from archive.search import find_entry_ids
from archive.text.former_words import MAX_FORMER_WORD_LENGTH as LONGEST_WORD
from archive.versions import VersionText, iter_version_texts

from ._matching import MATCH_KINDS, Quotation, QuotationMatch

MAX_QUOTATION_LENGTH = 1_000  # characters of a quotation
MIN_QUOTATION_WORDS = 3  # words or Chinese characters: less stands anywhere
MAX_ENTRIES_READ = (
    20  # of those found by their words, and of those found in old versions
)
MAX_QUOTATION_MATCHES = 50
MAX_WORDS_LOOKED_UP = 16  # of a quotation that are looked up in replaced versions
_NON_WORD_CHARACTERS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class QuotationCheck:
    """Places that say it, the best first; of equals, what stands now.
    `is_short` and `is_cut` tell of what was asked; `is_common` that its words stand in
    some texts so often that these were looked through word for word only."""

    places: tuple[tuple[VersionText, QuotationMatch], ...]
    is_short: bool = False
    is_cut: bool = False
    is_common: bool = False


def check_quotation(text: str) -> QuotationCheck:
    """Where a quotation stands in public text of public versions.

    The index finds the entries that say its words now, the database those whose
    replaced versions hold its longest words: at most 40 entries are read, about ten
    queries. Raises `archive.search.SearchUnavailable`.
    """
    quotation = Quotation(text[:MAX_QUOTATION_LENGTH])
    if len(quotation.terms) < MIN_QUOTATION_WORDS:
        return QuotationCheck((), is_short=True)
    found = []
    for said in iter_version_texts(list(_find_candidates(quotation))):
        place = quotation.within(said.text)
        if place:
            found.append((said, place))
    found.sort(key=_rank_match)
    return QuotationCheck(
        tuple(found[:MAX_QUOTATION_MATCHES]),
        is_cut=len(text) > MAX_QUOTATION_LENGTH,
        is_common=quotation.is_spent,
    )


def _rank_match(one: tuple[VersionText, QuotationMatch]) -> tuple[object, ...]:
    said, place = one
    how = MATCH_KINDS.index(place.how)
    return how, -place.share, not said.is_current, said.entry.pk, said.anchor


def _find_candidates(quotation: Quotation) -> Iterator[Entry]:
    """Public entries that may say it."""
    plain = _NON_WORD_CHARACTERS.sub(" ", quotation.text).strip().lower()
    whole = find_entry_ids(SearchFilters(q=f'"{plain}"', expand=False))[
        :MAX_ENTRIES_READ
    ]
    some = find_entry_ids(SearchFilters(q=f"{plain}?", expand=False))[:MAX_ENTRIES_READ]
    asked = dict.fromkeys((*whole, *some, *_find_in_replaced_versions(quotation)))
    entries = Entry.objects.public().in_bulk(list(asked))
    return (entries[pk] for pk in asked if pk in entries)


def _find_in_replaced_versions(quotation: Quotation) -> list[int]:
    """Public entries whose replaced texts hold most of its longest words; one query
    of an index, however many versions there are."""
    longest = sorted(dict.fromkeys(quotation.terms), key=len, reverse=True)[
        :MAX_WORDS_LOOKED_UP
    ]
    rows = FormerWord.objects.filter(
        public_entries("entry__"), word__in=[word[:LONGEST_WORD] for word in longest]
    )
    held = rows.order_by().values("entry").annotate(number=Count("pk"))
    found = held.order_by("-number", "-entry")[:MAX_ENTRIES_READ]
    return [row["entry"] for row in found]
