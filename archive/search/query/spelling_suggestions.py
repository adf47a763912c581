"""Another spelling, where nothing was found."""

from __future__ import annotations

import re

from archive.filters import SearchFilters
from archive.models import RegionName, TagLabel
from archive.search.engines.protocol import IndexUnreadable
from archive.search.index.live_index import ask_live_index
from archive.search.index.terms import extract_terms
from archive.text.folding import fold_text

from .lexing import unify_punctuation

MOST_WORDS_CORRECTED, LEAST_LETTERS_CORRECTED, MOST_LETTERS_CORRECTED = 4, 4, 24
_BOUND_PHRASE = re.compile(r'[-:]\s*"')
_ONLY_LETTERS = re.compile(r"[^\W\d_]+")


def suggest_queries(filters: SearchFilters) -> list[str]:
    """Queries like this one: without its quotation marks, and those in which a word
    that nothing says is replaced by one that the index holds; the caller asks which
    of them find public entries."""
    queries = _drop_quotation_marks(filters.q)
    words = filters.q.split()
    if len(words) > MOST_WORDS_CORRECTED:
        return queries
    for place, word in enumerate(words):
        for other in _find_similar_words(word):
            queries.append(" ".join([*words[:place], other, *words[place + 1 :]]))
    return queries


def _drop_quotation_marks(query: str) -> list[str]:
    """The words of its phrases, each by itself; a phrase that is not wanted, or of one
    field, stays what it is."""
    plain = unify_punctuation(query)
    if '"' not in plain or _BOUND_PHRASE.search(plain):
        return []
    words = " ".join(plain.replace('"', " ").split())
    return [words] if words else []


def _find_similar_words(word: str) -> list[str]:
    exact, pairs = extract_terms(word)
    fits = LEAST_LETTERS_CORRECTED <= len(word) <= MOST_LETTERS_CORRECTED
    if pairs or len(exact) != 1 or not fits or not _ONLY_LETTERS.fullmatch(word):
        return []
    try:
        similar = ask_live_index(
            lambda engine, folder: engine.find_near_words(folder, exact[0])
        )
    except IndexUnreadable:
        return []
    return [_restore_capitals(term, word) for term in similar]


def _restore_capitals(written: str, typed: str) -> str:
    """The word with the capitals of a tag or region that is called so, else with a
    capital at its beginning where one was typed."""
    term = fold_text(written)
    tag = (
        TagLabel.objects.listed()
        .filter(folded=term)
        .values_list("label", flat=True)
        .first()
    )
    if tag:
        return tag
    names = (
        RegionName.objects.listed().filter(folded=term).values_list("name", flat=True)
    )
    return names.first() or (written.capitalize() if typed.istitle() else written)
