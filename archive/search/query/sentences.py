"""Queries of many words: which of them count, and what is asked for beside them.

A sentence, a list of keywords or a pasted paragraph is found by any of its words. A
bracket, a dash or a sign in it is punctuation, unless it leaves something out or names
a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.search.engines.protocol import IndexUnreadable, SearchRequest
from archive.search.engines.query_tree import And
from archive.search.index.live_index import (
    ask_live_index,
    evaluate_request,
    find_hidden_ids,
)
from archive.search.index.terms import TEXT_GAP, extract_terms
from archive.text.languages import has_question_word, is_stop_word
from archive.text.segmenting import is_name_in_capitals, query_alternatives

from .syntax import (
    AndClause,
    Clause,
    FieldClause,
    NearClause,
    NotClause,
    PhraseClause,
    WordClause,
)
from .word_nodes import SearchScope, build_quotation_node

LONG_QUERY_WORDS = 5  # words without an operator that make a sentence
MOST_SENTENCE_WORDS = 160  # that are read, before the rarest are chosen
SENTENCE_FACTOR = 2  # how many times the words of another query a sentence may have
_QUESTION_END = re.compile(r"[?？][\s\"»”)]*$")


@dataclass(frozen=True)
class Sentence:
    """The words of which any is enough, and what must hold beside."""

    words: AndClause
    conditions: tuple[Clause, ...]

    def join_parts(self) -> AndClause:
        """All of its parts."""
        return AndClause((*self.words.parts, *self.conditions))


def read_sentence(clause: AndClause, text: str) -> Sentence | None:
    """The clause as a sentence: a question, or `LONG_QUERY_WORDS` words and more
    without AND between them; None for any other query."""
    if clause.is_strict:
        return None
    words, conditions = _split_conditions(clause)
    number = sum(map(_count_words, words))
    is_question = bool(_QUESTION_END.search(text)) or has_question_word(text)
    if number < (1 if is_question and not conditions else LONG_QUERY_WORDS):
        return None
    return _make_sentence(words, conditions)


def read_unmatched_quotations(clause: AndClause) -> Sentence | None:
    """Words with quotations that no public entry has together, as a sentence: a
    headline of `LONG_QUERY_WORDS` words and more, with those quoted, is found by any of
    them. None for one that is nothing but quotations, or quotes single words only. One
    look at the index, and the two queries of what is hidden."""
    if clause.is_strict:
        return None
    words, conditions = _split_conditions(clause)
    quoted = [part.text for part in words if isinstance(part, PhraseClause)]
    lengths = [len(extract_terms(text)[0]) for text in quoted]
    outside = sum(map(_count_words, words))
    if max(lengths, default=0) < 2 or not outside:
        return None
    if outside + sum(lengths) < LONG_QUERY_WORDS or _is_found_together(quoted):
        return None
    return _make_sentence(words, conditions)


def _is_found_together(quoted: list[str]) -> bool:
    """Whether a public entry has all of them; so without an index."""
    built = [build_quotation_node(text, SearchScope())[0] for text in quoted]
    nodes = tuple(node for node in built if node is not None)
    request = SearchRequest(And(nodes), size=0, hidden=find_hidden_ids())
    try:
        return evaluate_request(request).total > 0
    except IndexUnreadable:
        return True


def _split_conditions(clause: AndClause) -> tuple[list[Clause], list[Clause]]:
    """The words and quotations, and what must hold beside."""
    words: list[Clause] = []
    conditions: list[Clause] = []
    for part in iter_flat_parts(clause):
        is_condition = isinstance(part, NotClause | FieldClause | NearClause)
        (conditions if is_condition else words).append(part)
    return words, conditions


def _make_sentence(words: list[Clause], conditions: list[Clause]) -> Sentence:
    meant = (condition for condition in conditions if not _is_only_dash(condition))
    return Sentence(AndClause(tuple(words)), tuple(meant))


def iter_flat_parts(clause: AndClause) -> Iterator[Clause]:
    """The parts, those of brackets in their place."""
    for part in clause.parts:
        if isinstance(part, AndClause) and not part.is_strict:
            yield from iter_flat_parts(part)
        else:
            yield part


def _count_words(clause: Clause) -> int:
    """How many words a clause is, about: a run of Chinese has one in two and a half
    characters, and a dash between spaces has none."""
    if not isinstance(clause, WordClause):
        return 0
    exact, pairs = extract_terms(clause.text)
    return max(1, 2 * len(exact) // 5) if pairs else int(bool(exact))


def _is_only_dash(condition: Clause) -> bool:
    """Whether a dash stands before a word that nobody leaves out: *-and*."""
    return (
        isinstance(condition, NotClause)
        and isinstance(condition.part, WordClause)
        and is_stop_word(condition.part.text)
    )


def drop_common_words(clause: AndClause) -> AndClause:
    """The clause without stop words, if other words are left; *WHO* stays, unless all
    of the clause is in capitals."""
    keeps_names = not is_in_capitals(clause)
    parts = [
        part
        for part in clause.parts
        if not isinstance(part, WordClause)
        or not is_stop_word(word := part.text.rstrip("?？"))
        or (keeps_names and is_name_in_capitals(word))
    ]
    return AndClause(tuple(parts)) if parts else clause


def is_in_capitals(clause: AndClause) -> bool:
    """Whether it has several words, all in capitals, which then tell nothing."""
    words = [part.text for part in clause.parts if isinstance(part, WordClause)]
    return len(words) > 1 and "".join(words).isupper()


def keep_rarest_words(clause: AndClause, most: int) -> tuple[AndClause, bool]:
    """The clause with at most so many different words, those that the fewest entries
    hold, in their order; and whether any is left out. Quotations stay, and words said
    twice stay twice. One look at the index where there are too many."""
    different = dict.fromkeys(
        part.text for part in clause.parts if isinstance(part, WordClause)
    )
    if len(different) <= most:
        return clause, False
    _total, numbers = count_entries(list(different))
    rarest = sorted(different, key=lambda word: (not numbers[word], numbers[word]))
    chosen = set(rarest[:most])
    parts = (
        part
        for part in clause.parts
        if not isinstance(part, WordClause) or part.text in chosen
    )
    return AndClause(tuple(parts)), True


def count_entries(words: Sequence[str]) -> tuple[int, dict[str, int]]:
    """How many entries there are, and how many hold each word in any inflection, about:
    of a word of several terms, the rarest; 0 for all without an index."""
    terms = [_list_counted_terms(word) for word in words]
    flat = [term for some in terms for together in some for term in together]
    try:
        total, found = ask_live_index(
            lambda engine, folder: engine.count_documents_with(folder, flat)
        )
    except IndexUnreadable:
        return 0, dict.fromkeys(words, 0)
    numbers = dict(zip(flat, found, strict=True))
    return total, {
        word: max(
            (min(numbers[t] for t in side_by_side) for side_by_side in some), default=0
        )
        for word, some in zip(words, terms, strict=True)
    }


def _list_counted_terms(word: str) -> list[list[tuple[str, str]]]:
    """The (field, term) pairs that stand together in what is found by a word: as it is
    spelt, or as one of its stems. Of Chinese, its pairs."""
    exact, pairs = extract_terms(word)
    chinese = [("pairs", pair) for pair in pairs if pair != TEXT_GAP]
    if chinese:
        return [chinese]
    stems = query_alternatives(word).stemmed if len(exact) == 1 else ()
    as_spelt = [[("exact", term) for term in exact]] if exact else []
    return [*as_spelt, *([("stems", stem)] for stem in stems)]
