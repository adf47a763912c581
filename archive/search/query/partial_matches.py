"""What is offered after the entries that have all words: those with some of them.

A word is enough by itself where it tells something: where it is no stop word and few
entries have it. The others only add to the score, and so do single Chinese characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from archive.search.engines.protocol import IndexUnreadable, SearchRequest
from archive.search.engines.query_tree import (
    And,
    ColumnIn,
    MatchAll,
    MatchNone,
    Not,
    Or,
    QueryNode,
    Term,
)
from archive.search.index.live_index import ask_live_index
from archive.text.languages import is_stop_word
from archive.text.segmenting import is_name_in_capitals

from . import word_nodes as words
from .sentences import count_entries
from .syntax import Clause, NotClause
from .word_nodes import HighlightTarget, SearchScope

ENOUGH_ENTRIES = 10  # with all words; where there are fewer, others are offered
MOST_SHARE_OF_TELLING = 0.2  # of all entries; a word that more have tells too little
FEWEST_ENTRIES_OF_COMMON = 20  # entries; a word that fewer have always tells something


@dataclass(frozen=True)
class BuiltPart:
    """A part of a query with its node: the words of `run` side by side, or else the
    clause; neither for what was made of several parts. `columns` hold the entries of
    the tags and regions that the words name."""

    run: tuple[str, ...]
    clause: Clause | None
    node: QueryNode
    columns: tuple[ColumnIn, ...] = ()

    @property
    def is_unwanted(self) -> bool:
        """Whether it leaves entries out."""
        return isinstance(self.clause, NotClause)


@dataclass(frozen=True)
class WordPieces:
    """What of a word is enough to offer an entry for, and what only adds to its
    score; what to highlight of both."""

    enough: list[QueryNode]
    beside: list[QueryNode]
    targets: list[HighlightTarget]


def require_all_parts(parts: Sequence[BuiltPart]) -> QueryNode:
    """What matches all of them; what is left out comes last."""
    wanted = [part.node for part in parts if not part.is_unwanted]
    unwanted = [part.node for part in parts if part.is_unwanted]
    if not parts:
        return MatchNone()
    return And((*(wanted or [MatchAll()]), *unwanted))


def require_some_words(
    parts: Sequence[BuiltPart], scope: SearchScope
) -> tuple[QueryNode | None, list[HighlightTarget]]:
    """What matches a telling word, and every part that is no word; None for one word
    alone, unless it is Chinese. One look at the index, and one for each name."""
    pieces = _split_words([part for part in parts if part.run], scope)
    some = _match_some(pieces)
    if not some:
        return None, []
    others = [part for part in parts if not part.run]
    targets = list(chain.from_iterable(one.targets for one in pieces))
    return require_all_parts([*some, *others]), targets


def _split_words(parts: list[BuiltPart], scope: SearchScope) -> list[WordPieces]:
    """The pieces of all words; none of a single word that is a name or not Chinese."""
    first = parts[0] if len(parts) == 1 else None
    if first and (first.columns or not words.has_chinese(first.run[0])):
        return []
    telling = choose_telling_words(parts)
    return [_split_part(part, scope, telling) for part in parts]


def _match_some(pieces: list[WordPieces]) -> list[BuiltPart]:
    """What together matches any piece that is enough; the others only add to the
    score."""
    enough = [node for one in pieces for node in one.enough]
    beside = [node for one in pieces for node in one.beside]
    if not enough:
        return []
    # Two times not is a condition that scores nothing.
    nodes: list[QueryNode] = [Or((*enough, *beside))]
    nodes += [Not(Not(Or(tuple(enough))))] if beside else []
    return [BuiltPart((), None, node) for node in nodes]


def choose_telling_words(parts: Sequence[BuiltPart]) -> set[str]:
    """Those that are enough by themselves; a name counts with all entries of what it
    names. One look at the index, and one for each name."""
    total, numbers = count_entries([word for part in parts for word in part.run])
    most = max(FEWEST_ENTRIES_OF_COMMON, MOST_SHARE_OF_TELLING * total)
    telling = set()
    for part in parts:
        named = _count_entries_in(part.columns)
        telling |= {
            word
            for word in part.run
            if (is_name_in_capitals(word) or not is_stop_word(word))
            and 0 < max(named, numbers[word]) <= most
        }
    return telling


def _count_entries_in(columns: tuple[ColumnIn, ...]) -> int:
    """How many entries the index has in any of them; 0 without an index."""
    if not columns:
        return 0
    request = SearchRequest(Or(columns), size=0)
    try:
        return ask_live_index(lambda engine, at: engine.evaluate(at, request)).total
    except IndexUnreadable:
        return 0


def _split_part(part: BuiltPart, scope: SearchScope, telling: set[str]) -> WordPieces:
    """A word or a name with its pieces."""
    is_telling = not telling.isdisjoint(part.run)
    whole: tuple[list[QueryNode], list[QueryNode]] = (
        ([part.node], []) if is_telling else ([], [part.node])
    )
    if part.columns or len(part.run) > 1:
        return WordPieces(*whole, [])
    if words.has_chinese(part.run[0]):
        return _split_chinese(part.run[0], scope, whole)
    pieces, targets = _split_at_joints(part.run[0], scope)
    return WordPieces([*whole[0], *pieces], whole[1], targets)


def _split_chinese(
    word: str, scope: SearchScope, whole: tuple[list[QueryNode], list[QueryNode]]
) -> WordPieces:
    """The pairs of characters of a run, which single characters only support; a pair
    is one piece, `whole`."""
    nodes, targets = words.build_fragment_nodes(word, scope)
    single = [one for one in nodes if isinstance(one, Term)]
    several = [one for one in nodes if not isinstance(one, Term)]
    if len(several) > 1:
        return WordPieces([*several], [*single], targets)
    return WordPieces(whole[0], [*whole[1], *single], [])


def _split_at_joints(
    word: str, scope: SearchScope
) -> tuple[list[QueryNode], list[HighlightTarget]]:
    """The parts of a compound and the words between hyphens; what to highlight."""
    pieces = words.build_compound_part_nodes(word, scope)
    targets: list[HighlightTarget] = []
    for piece in _split_at_hyphens(word):
        node, piece_targets = words.build_word_node(piece, scope)
        pieces += [node] if node else []
        targets += piece_targets
    return pieces, targets


def _split_at_hyphens(word: str) -> list[str]:
    """The parts of a word with hyphens, without stop words; none of another word."""
    parts = word.split("-")
    return [part for part in parts if len(parts) > 1 and not is_stop_word(part)]
