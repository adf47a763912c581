"""One word or phrase of a query → nodes over the fields that hold it.

The exact word scores before its stem, the stem before a part of a compound, that before
another name: `VARIANT_WEIGHTS`, found on half of the questions of three collections
(see README, *Search*) and checked on the other half.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.search.engines.query_tree import (
    DisjunctionMax,
    MatchNone,
    Or,
    Phrase,
    Prefix,
    QueryNode,
    Term,
)
from archive.search.index.terms import PART_MARK, TEXT_GAP, extract_stems, extract_terms
from archive.text.folding import fold_text
from archive.text.languages import is_function_character, remove_question_words
from archive.text.quantities.notations import find_notations, find_whole_notations
from archive.text.segmenting import folded_spellings, query_alternatives

from .inflections import find_inflections

VARIANT_WEIGHTS = {
    "exact": 1.0,
    "title": 1.0,
    "stem": 0.85,
    "part": 0.4,
    "label": 0.5,
    "name": 0.2,
    "character": 0.5,
    "inner": 0.5,
    "joining": 0.5,
}
OTHER_FIELDS_SHARE = 0.2  # of what the other fields and spellings of a word score
LONG_CHINESE_RUN = 7  # Chinese characters: a question, not a name
MOST_PHRASE_TERMS = 64  # of a phrase
LEAST_PREFIX_LETTERS_IN_FIELD = 3  # letters: `de:` begins the stems
ANY_FIELD = ""
PAIRS_FIELD = "pairs"  # the field of Chinese pairs
MATCH_VARIANTS = ("exact", "spelling", "prefix", "stem", "part", "synonym", "narrower")


@dataclass(frozen=True)
class HighlightTarget:
    """What to mark in a text: a run of exact terms, a stem, a beginning or a notation.
    `word` is as typed; `variant` one of `MATCH_VARIANTS`."""

    word: str
    variant: str
    run: tuple[str, ...] = ()
    stem: str = ""
    prefix: str = ""
    notation: str = ""


@dataclass(frozen=True)
class SearchScope:
    """Where to look: in one field, or anywhere, with the names of tags and regions
    or without."""

    field: str = ANY_FIELD
    with_labels: bool = True

    def weighted(self) -> list[tuple[str, float]]:
        """Fields of exact words with their weight."""
        if self.field:
            return [(self.field, VARIANT_WEIGHTS["exact"])]
        found = [
            ("exact", VARIANT_WEIGHTS["exact"]),
            ("title", VARIANT_WEIGHTS["title"]),
        ]
        return (
            [*found, ("labels", VARIANT_WEIGHTS["label"])]
            if self.with_labels
            else found
        )

    def paired(self) -> list[tuple[str, float]]:
        """Fields of pairs of Chinese characters with their weight."""
        if self.field:
            return [(self.field, VARIANT_WEIGHTS["exact"])]
        found = [
            ("pairs", VARIANT_WEIGHTS["exact"]),
            ("title", VARIANT_WEIGHTS["title"]),
        ]
        return (
            [*found, ("label_pairs", VARIANT_WEIGHTS["label"])]
            if self.with_labels
            else found
        )


def is_long_chinese_run(text: str) -> bool:
    """Whether it holds so many Chinese characters that it is a question."""
    return (
        len([pair for pair in extract_terms(text)[1] if pair != TEXT_GAP])
        >= LONG_CHINESE_RUN - 1
    )


def has_several_terms(text: str) -> bool:
    """Whether it is more than one word or character."""
    return len(extract_terms(text)[0]) > 1


def build_word_node(
    text: str, scope: SearchScope
) -> tuple[QueryNode | None, list[HighlightTarget]]:
    """The nodes of a word in every inflection; None where nothing can be looked up."""
    exact, pairs = extract_terms(text)
    if not exact and not pairs:
        return None, []
    if pairs or len(exact) > 1:
        node, sought = build_phrase_node(text, scope)
    else:
        node, sought = _build_inflected_word(text, exact[0], scope)
    field = scope.field or "exact"
    read = [
        Term(field, one.term, VARIANT_WEIGHTS["exact"])
        for one in find_whole_notations(text)
    ]
    sought += [
        HighlightTarget(text, "spelling", notation=one.term)
        for one in find_notations(text)
    ]
    return (
        DisjunctionMax((node, *read), OTHER_FIELDS_SHARE) if node and read else node
    ), sought


def _build_inflected_word(
    text: str, exact: str, scope: SearchScope
) -> tuple[QueryNode, list[HighlightTarget]]:
    """A single word: its spellings and its stems."""
    said = folded_spellings(exact)
    stemmed = query_alternatives(text).stemmed
    nodes: list[QueryNode] = [
        Term(field, spelling, boost)
        for field, boost in scope.weighted()
        for spelling in said
    ]
    nodes += _build_stem_nodes(stemmed, scope)
    sought = [HighlightTarget(text, "exact", (spelling,)) for spelling in said]
    sought += [HighlightTarget(text, "stem", stem=stem) for stem in stemmed]
    return DisjunctionMax(tuple(nodes), OTHER_FIELDS_SHARE), sought


def _build_stem_nodes(stemmed: tuple[str, ...], scope: SearchScope) -> list[QueryNode]:
    """The stems, and the stems as parts of compounds."""
    stem, part, title = (
        VARIANT_WEIGHTS["stem"],
        VARIANT_WEIGHTS["part"],
        VARIANT_WEIGHTS["title"],
    )
    nodes: list[QueryNode] = []
    for root in stemmed:
        if scope.field:
            nodes += [
                Term(scope.field, root, stem),
                Term(scope.field, PART_MARK + root, part),
            ]
            continue
        nodes += [Term("stems", root, stem), Term("parts", root, part)]
        nodes += [Term("title", root, title * stem)]
        nodes += [Term("title", PART_MARK + root, title * part)]
    return nodes


def build_phrase_node(
    text: str, scope: SearchScope
) -> tuple[QueryNode | None, list[HighlightTarget]]:
    """The words side by side as they are spelt; None where there are none."""
    exact, pairs = (found[:MOST_PHRASE_TERMS] for found in extract_terms(text))
    if not exact:
        return None, []
    is_chinese = is_chinese_word(text)
    run = tuple(pairs if is_chinese else exact)
    fields = scope.paired() if is_chinese else scope.weighted()
    nodes = tuple(_term_or_phrase(field, run, boost) for field, boost in fields)
    return DisjunctionMax(nodes, OTHER_FIELDS_SHARE), [
        HighlightTarget(text, "exact", tuple(exact))
    ]


def build_compound_part_nodes(text: str, scope: SearchScope) -> list[QueryNode]:
    """The parts of a German compound, for a question: *Kraftwerk* for
    *Atomkraftwerk*."""
    whole, parts = extract_stems(text, "de")
    found = [part for part in parts if part not in whole]
    weight = VARIANT_WEIGHTS["inner"]
    return [
        DisjunctionMax(
            (
                Term(scope.field or "stems", p, weight),
                Term(
                    scope.field or "parts",
                    p if not scope.field else PART_MARK + p,
                    weight,
                ),
            )
        )
        for p in dict.fromkeys(found)
    ]


def build_fragment_nodes(
    text: str, scope: SearchScope
) -> tuple[list[QueryNode], list[HighlightTarget]]:
    """A run that need not stand as a whole: its Chinese pairs, single characters for
    little, and the words between them; without what only asks, and for less with a
    character that joins."""
    said = remove_question_words(text)
    exact, pairs = (
        dict.fromkeys(found[: 2 * MOST_PHRASE_TERMS]) for found in extract_terms(said)
    )
    nodes: list[QueryNode] = []
    sought: list[HighlightTarget] = []
    for term in exact:
        if "\u3400" <= term[0] <= "\ufaff":
            if not is_function_character(term):
                nodes.append(
                    Term(scope.field or "exact", term, VARIANT_WEIGHTS["character"])
                )
            continue
        node, found = build_word_node(term, scope)
        nodes += [node] if node else []
        sought += found
    for pair in pairs:
        if pair != TEXT_GAP:
            weight = VARIANT_WEIGHTS["joining"] if is_function_character(pair) else 1.0
            fields = (Term(f, pair, weight * boost) for f, boost in scope.paired())
            nodes.append(DisjunctionMax(tuple(fields), OTHER_FIELDS_SHARE))
            sought.append(HighlightTarget(text, "exact", tuple(pair)))
    return nodes, sought


def build_prefix_node(
    text: str, scope: SearchScope
) -> tuple[QueryNode | None, list[HighlightTarget]]:
    """Words that begin so; of several words, or Chinese, the phrase."""
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
    found, sought = build_phrase_node(label, SearchScope("", with_labels=False))
    if found is None:
        return MatchNone(), []
    exact, pairs = extract_terms(label)
    is_chinese = is_chinese_word(label)
    run = tuple(pairs if is_chinese else exact)[:MOST_PHRASE_TERMS]
    node = _term_or_phrase(
        "pairs" if is_chinese else "exact", run, VARIANT_WEIGHTS["name"]
    )
    return node, [HighlightTarget(typed, "synonym", one.run) for one in sought]


def is_chinese_word(text: str) -> bool:
    """Whether it is Chinese of two characters or more, and nothing else."""
    exact, pairs = extract_terms(text)
    return bool(pairs) and TEXT_GAP not in pairs and len(pairs) == len(exact) - 1


def build_near_terms(
    text: str, field: str
) -> tuple[tuple[str, ...], QueryNode, list[HighlightTarget]] | None:
    """A word of NEAR in a field of words or of pairs: the terms of which one must
    stand near (a word in its inflections), what the text must hold beside (all of a
    quotation, of which the first word is near), and what to mark; None where nothing
    can be looked up."""
    exact, pairs = (found[:MOST_PHRASE_TERMS] for found in extract_terms(text))
    if not exact:
        return None
    if len(exact) > 1:
        run = tuple(pairs if field == PAIRS_FIELD or is_chinese_word(text) else exact)
        looked_in = PAIRS_FIELD if field == "exact" and is_chinese_word(text) else field
        near = run[:1] if looked_in == field else (exact[0],)
        return (
            near,
            _term_or_phrase(looked_in, run, 1.0),
            [HighlightTarget(text, "exact", tuple(exact))],
        )
    said = folded_spellings(exact[0])
    alike = find_inflections(exact[0], field)
    either = Or(tuple(Term(field, word) for word in alike))
    return (
        alike,
        either,
        [
            HighlightTarget(text, "exact" if word in said else "stem", (word,))
            for word in alike
        ],
    )


def is_same_name(label: str, typed: str) -> bool:
    """Whether a label is what was typed, but for its spelling."""
    return fold_text(label) == fold_text(typed)


def _term_or_phrase(field: str, found: tuple[str, ...], boost: float) -> QueryNode:
    if len(found) == 1:
        return Term(field, found[0], boost)
    return Phrase(field, found, boost)
