"""What a reader typed as a query tree; it never reaches an engine's own parser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.search.engines.protocol import IndexUnreadable
from archive.search.engines.query_tree import MatchAll, MatchNone, QueryNode
from archive.search.index.live_index import ask_live_index

from . import word_nodes as words
from .parsing import MOST_QUERY_WORDS, count_words, parse_syntax
from .partial_matches import ENOUGH_ENTRIES
from .query_names import Concept, find_concepts, list_candidate_names
from .sentences import (
    MOST_SENTENCE_WORDS,
    SENTENCE_FACTOR,
    Sentence,
    drop_common_words,
    is_in_capitals,
    keep_rarest_words,
    read_sentence,
    read_unmatched_quotations,
)
from .syntax import AndClause, Clause, NotClause, OrClause, WordClause
from .tree_building import QueryBuilder
from .word_nodes import HighlightTarget, SearchScope

FEWEST_WORDS = 2  # words that are never too expensive


@dataclass(frozen=True)
class WordExpansion:
    """Other names of a word typed, which were searched for too."""

    word: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class ParsedQuery:
    """A query tree, what to highlight, the words as typed, the concepts that they name,
    and what the reader should be told. Entries that match only `partial` may be
    offered after those that match the tree, where these are fewer than `enough`."""

    tree: QueryNode
    targets: tuple[HighlightTarget, ...]
    words: tuple[str, ...]
    concepts: tuple[tuple[str, Concept], ...]
    notices: tuple[str, ...]
    partial: QueryNode | None = None
    enough: int = 0

    @property
    def expansions(self) -> tuple[WordExpansion, ...]:
        """For each word that names something, its other names."""
        expansions: dict[str, list[str]] = {}
        for word, concept in self.concepts:
            others = [n for n in concept.labels if not words.is_same_name(n, word)]
            expansions.setdefault(word, []).extend(others)
        return tuple(
            WordExpansion(word, tuple(dict.fromkeys(labels)))
            for word, labels in expansions.items()
            if labels
        )


def parse_query(
    text: str, *, expand: bool = True, most: int = MOST_QUERY_WORDS
) -> ParsedQuery:
    """The tree of a query, of at most so many words. `expand`: with the names of tags
    and regions, and what else they are called; at most four queries then, and one for
    each `region:` or `tag:`. See `parsing` for the grammar."""
    if not text:
        return ParsedQuery(MatchAll(), (), (), (), ())
    clause, notices = parse_syntax(text, MOST_SENTENCE_WORDS)
    sentence = read_sentence(clause, text)
    if sentence is None and (sentence := read_unmatched_quotations(clause)):
        notices.append(_("No entry has the words in quotation marks side by side."))
    if sentence is None:
        if count_words(text) > most:
            clause, notices = parse_syntax(text, most)
        return read_clauses(clause, expand=expand, notices=notices)
    most *= SENTENCE_FACTOR
    words, is_cut = keep_rarest_words(drop_common_words(sentence.words), most)
    if is_cut:
        notices.append(
            _("Your search was too long: we used its %(n)s rarest words.") % {"n": most}
        )
    sentence = Sentence(words, sentence.conditions)
    return read_clauses(sentence, expand=expand, notices=notices)


def read_clauses(
    clause: AndClause | Sentence,
    *,
    expand: bool = True,
    notices: Iterable[str] = (),
) -> ParsedQuery:
    """The tree of a clause: all of its parts; of a sentence, any of its words and all
    of its conditions. Queries as for `parse_query`."""
    parts = clause if isinstance(clause, AndClause) else clause.join_parts()
    runs = list(_iter_word_runs(parts)) if expand else []
    concepts = find_concepts(
        {name for run in runs for name in list_candidate_names(run)}
    )
    scope = SearchScope(with_labels=expand, with_acronyms=not is_in_capitals(parts))
    builder = QueryBuilder(concepts, scope)
    partial: QueryNode | None = None
    if isinstance(clause, Sentence):
        tree = builder.build_sentence(clause)
    elif clause.is_strict:
        tree = builder.build_all_of(clause)
    else:
        tree, partial = builder.build_keywords(clause)
    if isinstance(tree, MatchNone):
        builder.notices.append(
            _("Your search has no word in it. Type a word, a name or a number.")
        )
    return ParsedQuery(
        tree,
        tuple(builder.targets),
        tuple(builder.words),
        tuple(builder.concepts),
        tuple(dict.fromkeys([*notices, *builder.notices])),
        partial,
        ENOUGH_ENTRIES,
    )


def parse_affordable_query(text: str, *, expand: bool = True) -> ParsedQuery:
    """`parse_query`, with fewer words where it would cost too much (see `cut_to_cost`);
    its queries once for each try, at most five."""
    return cut_to_cost(lambda most: parse_query(text, expand=expand, most=most))


def cut_to_cost(read: Callable[[int], ParsedQuery]) -> ParsedQuery:
    """What `read` makes of a query, with half of the words as often as the engine would
    read too much.

    The notices say after how many words it was cut. The same query is cut in the same
    way as long as the index is the same.
    """
    most = MOST_QUERY_WORDS
    tree = read(most)
    while most > FEWEST_WORDS and is_too_expensive(tree.tree):
        most //= 2
        tree = read(most)
    return tree


def is_too_expensive(tree: QueryNode) -> bool:
    """Whether the engine would read too much for a tree; without an index it is not."""
    try:
        return ask_live_index(
            lambda engine, folder: engine.is_too_expensive(folder, tree)
        )
    except IndexUnreadable:
        return False


def _iter_word_runs(clause: Clause) -> Iterator[list[str]]:
    """The words that stand side by side, anywhere in a clause."""
    match clause:
        case WordClause():
            yield [clause.text]
        case AndClause():
            run: list[str] = []
            for part in clause.parts:
                if isinstance(part, WordClause):
                    run.append(part.text)
                    continue
                yield run
                run = []
                yield from _iter_word_runs(part)
            yield run
        case OrClause():
            for part in clause.parts:
                yield from _iter_word_runs(part)
        case NotClause():
            yield from _iter_word_runs(clause.part)
