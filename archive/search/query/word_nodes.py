"""One word or phrase of a query → nodes over the fields that hold it.

The word as written scores before its other spellings and its stem, those before a part
of a compound, that before another name: `VARIANT_WEIGHTS`, found on half of the
questions of three collections (docs/decisions/0022-enough-words.md) and checked on the
other half.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.search.engines.document_fields import WRITTEN_MARK
from archive.search.engines.query_tree import (
    DisjunctionMax,
    MatchNone,
    Or,
    Phrase,
    Prefix,
    QueryNode,
    Term,
)
from archive.search.index.terms import (
    ACRONYM_MARK,
    PART_MARK,
    ROUNDED_MARK,
    TEXT_GAP,
    extract_stems,
    extract_terms,
    extract_written,
)
from archive.text.folding import fold_text
from archive.text.languages import is_function_character, remove_question_words
from archive.text.quantities.notations import Notation, find_notations
from archive.text.quantities.rounded_numbers import (
    find_large_numbers,
    list_roundings,
)
from archive.text.segmenting import (
    WordAlternatives,
    folded_spellings,
    is_acronym,
    is_name_in_capitals,
    query_alternatives,
)

VARIANT_WEIGHTS = {
    "written": 1.0,
    "acronym": 1.2,
    "folded": 0.7,
    "exact": 1.0,
    "title": 1.0,
    "stem": 1.0,
    "part": 0.4,
    "label": 0.5,
    "name": 0.2,
    "character": 0.5,
    "inner": 0.5,
    "joining": 0.5,
    "rounded": 0.1,
}
OTHER_FIELDS_SHARE = 0.2  # of what the other fields and spellings of a word score
LONG_CHINESE_RUN = 7  # Chinese characters: a question, not a name
MOST_PHRASE_TERMS = 64  # of a phrase
LEAST_PREFIX_LETTERS_IN_FIELD = 3  # letters: `de:` begins the stems
ANY_FIELD = ""
PAIRS_FIELD = "pairs"  # the field of Chinese pairs
MATCH_VARIANTS = (
    "exact",
    "spelling",
    "prefix",
    "stem",
    "part",
    "rounded",
    "synonym",
    "narrower",
)


@dataclass(frozen=True)
class HighlightTarget:
    """What to mark in a text: a run of exact terms, a stem, a beginning, a notation,
    or the roundings of a number.
    Of a quotation `written` is the run as written; an acronym is marked only where it
    is in capitals. `word` is as typed; `variant` one of
    `MATCH_VARIANTS`."""

    word: str
    variant: str
    run: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    stem: str = ""
    prefix: str = ""
    notation: str = ""
    number: str = ""
    is_acronym: bool = False


@dataclass(frozen=True)
class SearchScope:
    """Where to look: in one field, or anywhere, with the names of tags and regions
    or without. `with_acronyms`: capitals tell *WHO* from *who*."""

    field: str = ANY_FIELD
    with_labels: bool = True
    with_acronyms: bool = True

    def weighted(self) -> list[tuple[str, float]]:
        """(field, weight) of the fields of exact words; a weight multiplies BM25."""
        if self.field:
            return [(self.field, VARIANT_WEIGHTS["exact"])]
        nodes = [
            ("exact", VARIANT_WEIGHTS["exact"]),
            ("title", VARIANT_WEIGHTS["title"]),
        ]
        return (
            [*nodes, ("labels", VARIANT_WEIGHTS["label"])]
            if self.with_labels
            else nodes
        )

    def written(self) -> list[tuple[str, str, float]]:
        """(field, mark of its words, weight) of the fields of words as written."""
        weight = VARIANT_WEIGHTS["written"]
        if self.field:
            return [(self.field, WRITTEN_MARK, weight)]
        nodes = [("written", "", weight), ("title", WRITTEN_MARK, weight)]
        label = ("labels", WRITTEN_MARK, VARIANT_WEIGHTS["label"])
        return [*nodes, label] if self.with_labels else nodes

    def paired(self) -> list[tuple[str, float]]:
        """(field, weight) of the fields of pairs of Chinese characters."""
        if self.field:
            return [(self.field, VARIANT_WEIGHTS["exact"])]
        nodes = [
            ("pairs", VARIANT_WEIGHTS["exact"]),
            ("title", VARIANT_WEIGHTS["title"]),
        ]
        return (
            [*nodes, ("label_pairs", VARIANT_WEIGHTS["label"])]
            if self.with_labels
            else nodes
        )


def is_long_chinese_run(text: str) -> bool:
    """Whether it holds so many Chinese characters that it is a question."""
    pairs = [pair for pair in extract_terms(text)[1] if pair != TEXT_GAP]
    return len(pairs) >= LONG_CHINESE_RUN - 1


def has_several_terms(text: str) -> bool:
    """Whether it is more than one word or character."""
    return len(extract_terms(text)[0]) > 1


def has_chinese(text: str) -> bool:
    """Whether two Chinese characters stand side by side in it."""
    return any(pair != TEXT_GAP for pair in extract_terms(text)[1])


def build_word_node(
    text: str, scope: SearchScope
) -> tuple[QueryNode | None, list[HighlightTarget]]:
    """The node of a word in every inflection, None where nothing can be looked up, and
    what to highlight of it. Reads no index."""
    exact, pairs = extract_terms(text)
    if not exact and not pairs:
        return None, []
    if pairs or len(exact) > 1:
        node, targets = build_phrase_node(text, scope)
    else:
        node, targets = _build_inflected_word(text, exact[0], scope)
    notations = find_notations(text)
    numbers = _build_number_nodes(text, notations, scope, is_whole=True)
    targets += _mark_numbers(text, notations)
    if node and numbers:
        node = DisjunctionMax((node, *numbers), OTHER_FIELDS_SHARE)
    return node, targets


def _build_number_nodes(
    text: str, notations: list[Notation], scope: SearchScope, *, is_whole: bool
) -> list[QueryNode]:
    """The days, months and amounts of a text in any notation, and for little the
    numbers that are rounded to a large one or that it is rounded to; `is_whole`: only
    what is all of the text."""
    field, stem_field = scope.field or "exact", scope.field or "stems"
    weight = VARIANT_WEIGHTS["rounded"]
    nodes: list[QueryNode] = []
    for notation in notations:
        if not is_whole or (notation.start, notation.end) == (0, len(text)):
            nodes.append(Term(field, notation.term, VARIANT_WEIGHTS["exact"]))
    for number in find_large_numbers(text, notations):
        if not is_whole or (number.start, number.end) == (0, len(text)):
            nodes.append(Term(stem_field, ROUNDED_MARK + number.value, weight))
            nodes += [Term(field, one, weight) for one in list_roundings(number.value)]
    return nodes


def _mark_numbers(text: str, notations: list[Notation]) -> list[HighlightTarget]:
    """What to mark of the days, months, amounts and large numbers of a text."""
    numbers = find_large_numbers(text, notations)
    return [
        *(HighlightTarget(text, "spelling", notation=one.term) for one in notations),
        *(HighlightTarget(text, "rounded", number=one.value) for one in numbers),
    ]


def _build_inflected_word(
    text: str, exact: str, scope: SearchScope
) -> tuple[QueryNode, list[HighlightTarget]]:
    """A single word: as written, its spellings and its stems; a name such as *WHO*
    only in capitals."""
    acronym = Term(
        scope.field or "stems", ACRONYM_MARK + text, VARIANT_WEIGHTS["acronym"]
    )
    if scope.with_acronyms and is_name_in_capitals(text):
        return acronym, [HighlightTarget(text, "exact", (exact,), is_acronym=True)]
    spellings = folded_spellings(exact)
    alternatives = query_alternatives(text)
    stemmed = (*alternatives.stemmed, *alternatives.related)
    nodes = [
        *_build_spelling_nodes(text, spellings, scope),
        *([acronym] if is_acronym(text) else []),
        *_build_stem_nodes(alternatives, scope),
    ]
    targets = [HighlightTarget(text, "exact", (spelling,)) for spelling in spellings]
    targets += [HighlightTarget(text, "stem", stem=stem) for stem in stemmed]
    return DisjunctionMax(tuple(nodes), OTHER_FIELDS_SHARE), targets


def _build_spelling_nodes(
    text: str, spellings: tuple[str, ...], scope: SearchScope
) -> list[QueryNode]:
    """The folded spellings, and the word as written."""
    nodes: list[QueryNode] = [
        Term(field, spelling, boost * VARIANT_WEIGHTS["folded"])
        for field, boost in scope.weighted()
        for spelling in spellings
    ]
    nodes += [
        Term(field, mark + word, boost)
        for word in extract_written(text)[:1]
        if word != TEXT_GAP  # of a Chinese character
        for field, mark, boost in scope.written()
    ]
    return nodes


def _build_stem_nodes(found: WordAlternatives, scope: SearchScope) -> list[QueryNode]:
    """The stems, also as parts of compounds; for less that of a noun's verb."""
    part, title = VARIANT_WEIGHTS["part"], VARIANT_WEIGHTS["title"]
    weighted = [(stem, VARIANT_WEIGHTS["stem"]) for stem in found.stemmed]
    weighted += [(stem, part) for stem in found.related]
    nodes: list[QueryNode] = []
    for stem, whole in weighted:
        if scope.field:
            nodes += [Term(scope.field, stem, whole)]
            nodes += [Term(scope.field, PART_MARK + stem, part)]
            continue
        nodes += [Term("stems", stem, whole), Term("parts", stem, part)]
        nodes += [Term("title", stem, title * whole)]
        nodes += [Term("title", PART_MARK + stem, title * part)]
    return nodes


def build_phrase_node(
    text: str, scope: SearchScope
) -> tuple[QueryNode | None, list[HighlightTarget]]:
    """The words side by side as they are spelt, at most 64 terms of them, None where
    there are none, and what to highlight."""
    exact, pairs = (terms[:MOST_PHRASE_TERMS] for terms in extract_terms(text))
    if not exact:
        return None, []
    is_chinese = is_chinese_word(text)
    run = tuple(pairs if is_chinese else exact)
    fields = scope.paired() if is_chinese else scope.weighted()
    nodes = tuple(build_term_or_phrase(field, run, boost) for field, boost in fields)
    return DisjunctionMax(nodes, OTHER_FIELDS_SHARE), [
        HighlightTarget(text, "exact", tuple(exact))
    ]


def build_quotation_node(
    text: str, scope: SearchScope
) -> tuple[QueryNode | None, list[HighlightTarget]]:
    """The words side by side in these very letters, but for capitals; with Chinese in
    it, as `build_phrase_node`. At most 64 terms; None where there are none."""
    exact, pairs = (terms[:MOST_PHRASE_TERMS] for terms in extract_terms(text))
    written = tuple(extract_written(text)[:MOST_PHRASE_TERMS])
    if not exact or pairs or TEXT_GAP in written:
        return build_phrase_node(text, scope)
    nodes = tuple(
        build_term_or_phrase(field, tuple(mark + word for word in written), boost)
        for field, mark, boost in scope.written()
    )
    target = HighlightTarget(text, "exact", tuple(exact), written)
    return DisjunctionMax(nodes, OTHER_FIELDS_SHARE), [target]


def build_compound_part_nodes(text: str, scope: SearchScope) -> list[QueryNode]:
    """A node for each part of a German compound, for a question: *Kraftwerk* for
    *Atomkraftwerk*; none for a word that is no compound."""
    whole, parts = extract_stems(text, "de")
    weight = VARIANT_WEIGHTS["inner"]
    stem_field, part_field = scope.field or "stems", scope.field or "parts"
    mark = PART_MARK if scope.field else ""
    return [
        DisjunctionMax(
            (Term(stem_field, part, weight), Term(part_field, mark + part, weight))
        )
        for part in dict.fromkeys(part for part in parts if part not in whole)
    ]


def build_fragment_nodes(
    text: str, scope: SearchScope
) -> tuple[list[QueryNode], list[HighlightTarget]]:
    """Nodes for a run that need not stand as a whole: its Chinese pairs, single
    characters for little, and the words between them; without what only asks, and for
    less with a character that joins. At most 128 of each; what to highlight beside."""
    exact, pairs = (
        dict.fromkeys(terms[: 2 * MOST_PHRASE_TERMS])
        for terms in extract_terms(remove_question_words(text))
    )
    nodes: list[QueryNode] = []
    targets: list[HighlightTarget] = []
    for term in exact:
        if "\u3400" <= term[0] <= "\ufaff":
            if not is_function_character(term):
                nodes.append(
                    Term(scope.field or "exact", term, VARIANT_WEIGHTS["character"])
                )
            continue
        node, word_targets = build_word_node(term, scope)
        nodes += [node] if node else []
        targets += word_targets
    notations = find_notations(text)
    nodes += _build_number_nodes(text, notations, scope, is_whole=False)
    targets += _mark_numbers(text, notations)
    pairs.pop(TEXT_GAP, None)
    nodes += [_build_pair_node(pair, scope) for pair in pairs]
    targets += [HighlightTarget(text, "exact", tuple(pair)) for pair in pairs]
    return nodes, targets


def _build_pair_node(pair: str, scope: SearchScope) -> QueryNode:
    """Two Chinese characters in a fragment."""
    weight = VARIANT_WEIGHTS["joining"] if is_function_character(pair) else 1.0
    fields = (Term(field, pair, weight * boost) for field, boost in scope.paired())
    return DisjunctionMax(tuple(fields), OTHER_FIELDS_SHARE)


def build_prefix_node(
    text: str, scope: SearchScope
) -> tuple[QueryNode | None, list[HighlightTarget]]:
    """Words that begin so; of several words, or Chinese, the phrase. An engine reads
    the postings of each such word: the costliest node for a short beginning."""
    exact, pairs = extract_terms(text)
    too_short = scope.field and len(text) < LEAST_PREFIX_LETTERS_IN_FIELD
    if len(exact) != 1 or pairs or too_short:
        return build_word_node(text, scope)
    fields = [f for f in scope.weighted() if f[0] != "title" or scope.field]
    nodes = tuple(Prefix(field, exact[0], boost) for field, boost in fields)
    return Or(nodes), [HighlightTarget(text, "prefix", prefix=exact[0])]


def build_synonym_node(
    label: str, typed: str
) -> tuple[QueryNode, list[HighlightTarget]]:
    """Another name of what was typed, side by side in the text."""
    phrase, targets = build_phrase_node(label, SearchScope("", with_labels=False))
    if phrase is None:
        return MatchNone(), []
    exact, pairs = extract_terms(label)
    is_chinese = is_chinese_word(label)
    run = tuple(pairs if is_chinese else exact)[:MOST_PHRASE_TERMS]
    node = build_term_or_phrase(
        "pairs" if is_chinese else "exact", run, VARIANT_WEIGHTS["name"]
    )
    return node, [HighlightTarget(typed, "synonym", target.run) for target in targets]


def is_chinese_word(text: str) -> bool:
    """Whether it is Chinese of two characters or more, and nothing else."""
    exact, pairs = extract_terms(text)
    return bool(pairs) and TEXT_GAP not in pairs and len(pairs) == len(exact) - 1


def is_same_name(label: str, typed: str) -> bool:
    """Whether a label is what was typed, but for its spelling."""
    return fold_text(label) == fold_text(typed)


def build_term_or_phrase(field: str, terms: tuple[str, ...], boost: float) -> QueryNode:
    """The terms side by side in a field; a single one by itself."""
    if len(terms) == 1:
        return Term(field, terms[0], boost)
    return Phrase(field, terms, boost)
