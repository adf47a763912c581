"""From a quotation to its matches in public texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count

from archive.filters import SearchFilters
from archive.models import Entry, FormerWord
from archive.models.visibility import public_entries
from archive.search import find_entry_ids
from archive.text.former_words import MAX_FORMER_WORD_LENGTH
from archive.versions import VersionText, iter_version_texts

from ._matching import MATCH_KINDS, Quotation, QuotationMatch

MAX_QUOTATION_LENGTH = 1_000  # characters
MIN_QUOTATION_WORDS = 3  # words or Chinese characters; fewer match everywhere
MAX_ENTRIES_READ = 20  # of the index, and of replaced versions
MAX_QUOTATION_MATCHES = 50
MAX_WORDS_LOOKED_UP = 16  # in replaced versions
_NON_WORD_CHARACTERS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class QuotationCheck:
    """The matches of a quotation, the best first; of equals, current texts first.

    `is_short` and `is_cut` are about the quotation. `is_common` says that its words are
    so frequent in some texts that these were only searched word for word.
    """

    matches: tuple[tuple[VersionText, QuotationMatch], ...]
    is_short: bool = False
    is_cut: bool = False
    is_common: bool = False


def check_quotation(text: str) -> QuotationCheck:
    """Find a quotation in the public texts of public versions.

    The index finds the entries that have its words now, the database those whose
    replaced versions have its longest words. At most 40 entries are read, with about
    ten queries. Raises `archive.search.SearchUnavailable`.
    """
    quotation = Quotation(text[:MAX_QUOTATION_LENGTH])
    if len(quotation.terms) < MIN_QUOTATION_WORDS:
        return QuotationCheck((), is_short=True)
    matches = []
    for version_text in iter_version_texts(list(_find_candidates(quotation))):
        match = quotation.find_in(version_text.text)
        if match:
            matches.append((version_text, match))
    matches.sort(key=_rank_match)
    return QuotationCheck(
        tuple(matches[:MAX_QUOTATION_MATCHES]),
        is_cut=len(text) > MAX_QUOTATION_LENGTH,
        is_common=quotation.is_spent,
    )


def _rank_match(pair: tuple[VersionText, QuotationMatch]) -> tuple[object, ...]:
    text, match = pair
    kind = MATCH_KINDS.index(match.how)
    return kind, -match.share, not text.is_current, text.entry.pk, text.anchor


def _find_candidates(quotation: Quotation) -> Iterator[Entry]:
    """Public entries that may have the quotation."""
    words = _NON_WORD_CHARACTERS.sub(" ", quotation.text).strip().lower()
    phrase = SearchFilters(q=f'"{words}"', expand=False)
    any_words = SearchFilters(q=f"{words}?", expand=False)
    ids = dict.fromkeys(
        (
            *find_entry_ids(phrase)[:MAX_ENTRIES_READ],
            *find_entry_ids(any_words)[:MAX_ENTRIES_READ],
            *_find_in_replaced_versions(quotation),
        )
    )
    entries = Entry.objects.public().in_bulk(list(ids))
    return (entries[pk] for pk in ids if pk in entries)


def _find_in_replaced_versions(quotation: Quotation) -> list[int]:
    """Public entries whose replaced texts have most of its longest words.

    One query of an index, for any number of versions.
    """
    longest = sorted(dict.fromkeys(quotation.terms), key=len, reverse=True)[
        :MAX_WORDS_LOOKED_UP
    ]
    rows = FormerWord.objects.filter(
        public_entries("entry__"),
        word__in=[word[:MAX_FORMER_WORD_LENGTH] for word in longest],
    )
    entries = rows.order_by().values("entry").annotate(number=Count("pk"))
    best = entries.order_by("-number", "-entry")[:MAX_ENTRIES_READ]
    return [row["entry"] for row in best]
