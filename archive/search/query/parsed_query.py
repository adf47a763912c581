"""What a reader typed → our query tree; it never reaches an engine's parser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.search.engines.query_tree import MatchAll, MatchNone, QueryNode
from archive.text.languages import has_question_word

from . import word_nodes as words
from .parsing import MOST_QUERY_WORDS, parse_syntax
from .query_names import Concept, find_concepts, list_candidate_names
from .syntax import AndClause, Clause, NotClause, OrClause, PhraseClause, WordClause
from .tree_building import (
    LEAST_SHARE,
    LEAST_SHARE_OF_QUESTION,
    LONG_QUERY_WORDS,
    QueryBuilder,
)
from .word_nodes import HighlightTarget, SearchScope


@dataclass(frozen=True)
class WordExpansion:
    """Other names of a word typed, which were searched for too."""

    word: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class ParsedQuery:
    """A query tree, what to mark, the words as typed, the concepts that they name,
    and what the reader should be told."""

    tree: QueryNode
    sought: tuple[HighlightTarget, ...]
    words: tuple[str, ...]
    named: tuple[tuple[str, Concept], ...]
    notices: tuple[str, ...]

    @property
    def also(self) -> tuple[WordExpansion, ...]:
        """For each word that names something, its other names."""
        found: dict[str, list[str]] = {}
        for word, concept in self.named:
            others = [n for n in concept.labels if not words.is_same_name(n, word)]
            found.setdefault(word, []).extend(others)
        return tuple(
            WordExpansion(word, tuple(dict.fromkeys(labels)))
            for word, labels in found.items()
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
    said, notices = parse_syntax(text, most)
    share = _choose_least_share(said, text)
    return read_clauses(said, share=share, expand=expand, notices=notices)


def read_clauses(
    said: AndClause,
    *,
    share: float = 0.0,
    expand: bool = True,
    notices: Iterable[str] = (),
) -> ParsedQuery:
    """The tree of clauses: all of them, or at least a `share` of the words. Queries as
    for `parse_query`."""
    runs = list(_iter_word_runs(said)) if expand else []
    known = find_concepts({name for run in runs for name in list_candidate_names(run)})
    builder = QueryBuilder(known, SearchScope(with_labels=expand))
    tree = builder.question(said, share) if share else builder.all_of(said)
    if isinstance(tree, MatchNone):
        builder.notices.append(
            _("There is no word to search for. Type a word, a name or a number.")
        )
    return ParsedQuery(
        tree,
        tuple(builder.sought),
        tuple(builder.words),
        tuple(builder.named),
        tuple(dict.fromkeys([*notices, *builder.notices])),
    )


def _choose_least_share(said: AndClause, text: str) -> float:
    """The share of the words that is enough: of a question, which may quote, or of
    many words without a sign. 0: all are asked for."""
    plain = [isinstance(part, WordClause) for part in said.parts]
    is_plain = all(isinstance(part, WordClause | PhraseClause) for part in said.parts)
    if said.is_strict or not is_plain or not any(plain):
        return 0.0
    if text.rstrip('" »”').endswith(("?", "？")) or has_question_word(text):
        return LEAST_SHARE_OF_QUESTION
    return LEAST_SHARE if all(plain) and len(plain) >= LONG_QUERY_WORDS else 0.0


def _iter_word_runs(part: Clause) -> Iterator[list[str]]:
    """Words that stand side by side, anywhere in what was said."""
    if isinstance(part, WordClause):
        yield [part.text]
    elif isinstance(part, AndClause):
        run: list[str] = []
        for one in part.parts:
            if isinstance(one, WordClause):
                run.append(one.text)
                continue
            yield run
            run = []
            yield from _iter_word_runs(one)
        yield run
    elif isinstance(part, OrClause):
        for one in part.parts:
            yield from _iter_word_runs(one)
    elif isinstance(part, NotClause):
        yield from _iter_word_runs(part.part)
