"""One word of NEAR: the terms of which one must stand near the others."""

from __future__ import annotations

from archive.search.engines.query_tree import Or, QueryNode, Term
from archive.search.index.terms import extract_terms
from archive.text.segmenting import folded_spellings

from .inflections import find_inflections
from .word_nodes import (
    MOST_PHRASE_TERMS,
    PAIRS_FIELD,
    HighlightTarget,
    build_term_or_phrase,
    is_chinese_word,
)


def build_near_terms(
    text: str, field: str
) -> tuple[tuple[str, ...], QueryNode, list[HighlightTarget]] | None:
    """A word of NEAR in a field of words or of pairs: the terms of which one must
    stand near (a word in its inflections), what the text must hold beside (all of a
    quotation, of which the first word is near), and what to mark; None where nothing
    can be looked up. One look at the words of the index for a single word."""
    exact, pairs = (terms[:MOST_PHRASE_TERMS] for terms in extract_terms(text))
    if not exact:
        return None
    if len(exact) > 1:
        is_chinese = is_chinese_word(text)
        run = tuple(pairs if field == PAIRS_FIELD or is_chinese else exact)
        run_field = PAIRS_FIELD if field == "exact" and is_chinese else field
        near = run[:1] if run_field == field else (exact[0],)
        target = HighlightTarget(text, "exact", tuple(exact))
        return near, build_term_or_phrase(run_field, run, 1.0), [target]
    return _build_inflected_terms(text, exact[0], field)


def _build_inflected_terms(
    text: str, word: str, field: str
) -> tuple[tuple[str, ...], QueryNode, list[HighlightTarget]]:
    """One word of NEAR in its inflections."""
    spellings = folded_spellings(word)
    inflected = find_inflections(word, field)
    targets = [
        HighlightTarget(text, "exact" if form in spellings else "stem", (form,))
        for form in inflected
    ]
    return inflected, Or(tuple(Term(field, form) for form in inflected)), targets
