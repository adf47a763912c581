"""One word or phrase of a query → nodes over the fields that hold it.

The exact word scores before its stem, the stem before a part of a compound, that
before another name: `WEIGHTS`, found on half of the questions of three collections
(see README, *Search*) and checked on the other half.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.search.engines.query_tree import (
    Best,
    Node,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Term,
)
from archive.search.index.terms import GAP, PART, roots, terms
from archive.text.folding import fold_text
from archive.text.languages import is_function_character, remove_question_words
from archive.text.quantities.notations import find_notations, find_whole_notations
from archive.text.segmenting import folded_spellings, query_alternatives

from .inflections import inflections

WEIGHTS = {
    "exact": 1.0, "title": 1.0, "stem": 0.85, "part": 0.4, "label": 0.5, "name": 0.2,
    "character": 0.5, "inner": 0.5, "joining": 0.5,
}  # fmt: skip
SHARE = 0.2  # of what the other fields and spellings of a word score
LONG_RUN = 7  # Chinese characters: a question, not a name
MOST_TERMS = 64  # of a phrase
LEAST_PREFIX_IN_FIELD = 3  # letters: `de:` begins the stems
ANYWHERE = ""
PAIRS = "pairs"  # the field of Chinese pairs
VARIANTS = ("exact", "spelling", "prefix", "stem", "part", "synonym", "narrower")


@dataclass(frozen=True)
class Sought:
    """What to mark in a text: a run of exact terms, a stem, a beginning or a notation.
    `word` is as typed; `variant` one of `VARIANTS`."""

    word: str
    variant: str
    run: tuple[str, ...] = ()
    stem: str = ""
    prefix: str = ""
    notation: str = ""


@dataclass(frozen=True)
class Scope:
    """Where to look: in one field, or anywhere, with the names of tags and regions
    or without."""

    field: str = ANYWHERE
    with_labels: bool = True

    def weighted(self) -> list[tuple[str, float]]:
        """Fields of exact words with their weight."""
        if self.field:
            return [(self.field, WEIGHTS["exact"])]
        found = [("exact", WEIGHTS["exact"]), ("title", WEIGHTS["title"])]
        return [*found, ("labels", WEIGHTS["label"])] if self.with_labels else found

    def paired(self) -> list[tuple[str, float]]:
        """Fields of pairs of Chinese characters with their weight."""
        if self.field:
            return [(self.field, WEIGHTS["exact"])]
        found = [("pairs", WEIGHTS["exact"]), ("title", WEIGHTS["title"])]
        return (
            [*found, ("label_pairs", WEIGHTS["label"])] if self.with_labels else found
        )


def is_long(text: str) -> bool:
    """Whether it holds so many Chinese characters that it is a question."""
    return len([pair for pair in terms(text)[1] if pair != GAP]) >= LONG_RUN - 1


def is_divided(text: str) -> bool:
    """Whether it is more than one word or character."""
    return len(terms(text)[0]) > 1


def word(text: str, scope: Scope) -> tuple[Node | None, list[Sought]]:
    """The nodes of a word in every inflection; None where nothing can be looked up."""
    exact, pairs = terms(text)
    if not exact and not pairs:
        return None, []
    if pairs or len(exact) > 1:
        node, sought = phrase(text, scope)
    else:
        node, sought = _inflected(text, exact[0], scope)
    field = scope.field or "exact"
    read = [
        Term(field, one.term, WEIGHTS["exact"]) for one in find_whole_notations(text)
    ]
    sought += [
        Sought(text, "spelling", notation=one.term) for one in find_notations(text)
    ]
    return (Best((node, *read), SHARE) if node and read else node), sought


def _inflected(text: str, exact: str, scope: Scope) -> tuple[Node, list[Sought]]:
    """A single word: its spellings and its stems."""
    said = folded_spellings(exact)
    stemmed = query_alternatives(text).stemmed
    nodes: list[Node] = [
        Term(field, spelling, boost)
        for field, boost in scope.weighted()
        for spelling in said
    ]
    nodes += _rooted(stemmed, scope)
    sought = [Sought(text, "exact", (spelling,)) for spelling in said]
    sought += [Sought(text, "stem", stem=stem) for stem in stemmed]
    return Best(tuple(nodes), SHARE), sought


def _rooted(stemmed: tuple[str, ...], scope: Scope) -> list[Node]:
    """The stems, and the stems as parts of compounds."""
    stem, part, title = WEIGHTS["stem"], WEIGHTS["part"], WEIGHTS["title"]
    nodes: list[Node] = []
    for root in stemmed:
        if scope.field:
            nodes += [
                Term(scope.field, root, stem),
                Term(scope.field, PART + root, part),
            ]
            continue
        nodes += [Term("stems", root, stem), Term("parts", root, part)]
        nodes += [Term("title", root, title * stem)]
        nodes += [Term("title", PART + root, title * part)]
    return nodes


def phrase(text: str, scope: Scope) -> tuple[Node | None, list[Sought]]:
    """The words side by side as they are spelt; None where there are none."""
    exact, pairs = (found[:MOST_TERMS] for found in terms(text))
    if not exact:
        return None, []
    is_chinese = is_paired(text)
    run = tuple(pairs if is_chinese else exact)
    fields = scope.paired() if is_chinese else scope.weighted()
    nodes = tuple(_run(field, run, boost) for field, boost in fields)
    return Best(nodes, SHARE), [Sought(text, "exact", tuple(exact))]


def inner(text: str, scope: Scope) -> list[Node]:
    """The parts of a German compound, for a question: *Kraftwerk* for
    *Atomkraftwerk*."""
    whole, parts = roots(text, "de")
    found = [part for part in parts if part not in whole]
    weight = WEIGHTS["inner"]
    return [
        Best((Term(scope.field or "stems", p, weight),
              Term(scope.field or "parts", p if not scope.field else PART + p, weight)))
        for p in dict.fromkeys(found)
    ]  # fmt: skip


def pieces(text: str, scope: Scope) -> tuple[list[Node], list[Sought]]:
    """A run that need not stand as a whole: its Chinese pairs, single characters for
    little, and the words between them; without what only asks, and for less with a
    character that joins."""
    said = remove_question_words(text)
    exact, pairs = (dict.fromkeys(found[: 2 * MOST_TERMS]) for found in terms(said))
    nodes: list[Node] = []
    sought: list[Sought] = []
    for term in exact:
        if "\u3400" <= term[0] <= "\ufaff":
            if not is_function_character(term):
                nodes.append(Term(scope.field or "exact", term, WEIGHTS["character"]))
            continue
        node, found = word(term, scope)
        nodes += [node] if node else []
        sought += found
    for pair in pairs:
        if pair != GAP:
            weight = WEIGHTS["joining"] if is_function_character(pair) else 1.0
            fields = (Term(f, pair, weight * boost) for f, boost in scope.paired())
            nodes.append(Best(tuple(fields), SHARE))
            sought.append(Sought(text, "exact", tuple(pair)))
    return nodes, sought


def beginning(text: str, scope: Scope) -> tuple[Node | None, list[Sought]]:
    """Words that begin so; of several words, or Chinese, the phrase."""
    exact, pairs = terms(text)
    too_short = scope.field and len(text) < LEAST_PREFIX_IN_FIELD
    if len(exact) != 1 or pairs or too_short:
        return word(text, scope)
    fields = [f for f in scope.weighted() if f[0] != "title" or scope.field]
    nodes = tuple(Prefix(field, exact[0], boost) for field, boost in fields)
    return Or(nodes), [Sought(text, "prefix", prefix=exact[0])]


def name(label: str, typed: str) -> tuple[Node, list[Sought]]:
    """Another name of what was typed, side by side in the text."""
    found, sought = phrase(label, Scope("", with_labels=False))
    if found is None:
        return Nothing(), []
    exact, pairs = terms(label)
    is_chinese = is_paired(label)
    run = tuple(pairs if is_chinese else exact)[:MOST_TERMS]
    node = _run("pairs" if is_chinese else "exact", run, WEIGHTS["name"])
    return node, [Sought(typed, "synonym", one.run) for one in sought]


def is_paired(text: str) -> bool:
    """Whether it is Chinese of two characters or more, and nothing else."""
    exact, pairs = terms(text)
    return bool(pairs) and GAP not in pairs and len(pairs) == len(exact) - 1


def heard(text: str, field: str) -> tuple[tuple[str, ...], Node, list[Sought]] | None:
    """A word of NEAR in a field of words or of pairs: the terms of which one must
    stand near (a word in its inflections), what the text must hold beside (all of a
    quotation, of which the first word is near), and what to mark; None where nothing
    can be looked up."""
    exact, pairs = (found[:MOST_TERMS] for found in terms(text))
    if not exact:
        return None
    if len(exact) > 1:
        run = tuple(pairs if field == PAIRS or is_paired(text) else exact)
        looked_in = PAIRS if field == "exact" and is_paired(text) else field
        near = run[:1] if looked_in == field else (exact[0],)
        return near, _run(looked_in, run, 1.0), [Sought(text, "exact", tuple(exact))]
    said = folded_spellings(exact[0])
    alike = inflections(exact[0], field)
    either = Or(tuple(Term(field, word) for word in alike))
    return (
        alike,
        either,
        [Sought(text, "exact" if word in said else "stem", (word,)) for word in alike],
    )


def is_name_of(label: str, typed: str) -> bool:
    """Whether a label is what was typed, but for its spelling."""
    return fold_text(label) == fold_text(typed)


def _run(field: str, found: tuple[str, ...], boost: float) -> Node:
    if len(found) == 1:
        return Term(field, found[0], boost)
    return Phrase(field, found, boost)
