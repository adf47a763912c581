"""What a query says → nodes, with what to mark and what to tell the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil

from django.utils.translation import gettext as _

from archive.search.engines.query_tree import (
    And,
    ColumnIn,
    DisjunctionMax,
    MatchAll,
    MatchNone,
    Near,
    Not,
    Or,
    QueryNode,
)
from archive.text.languages import is_stop_word

from . import word_nodes as words
from .field_values import build_value_node
from .query_names import MOST_WORDS_OF_NAME, Concept, fold_name_forms
from .syntax import (
    AndClause,
    Clause,
    FieldClause,
    NearClause,
    NotClause,
    OrClause,
    PhraseClause,
    PrefixClause,
    WordClause,
)
from .word_nodes import HighlightTarget, SearchScope

LONG_QUERY_WORDS = 5  # words side by side without a sign
LEAST_SHARE = 0.5  # share of so many words that an entry must say
LEAST_SHARE_OF_QUESTION = 0.1  # with a question mark, most words are not the matter
LEAST_SHARE_OF_CHINESE_RUN = 0.5  # share of the pairs of a long run of Chinese
TEXT_FIELDS = ("title", "caption", "byline", "credit", "source")


class QueryBuilder:
    """Makes nodes of what was said, and keeps what to mark and to tell."""

    def __init__(
        self, known: dict[str, tuple[Concept, ...]], scope: SearchScope
    ) -> None:
        self.known = known
        self.scope = scope
        self.sought: list[HighlightTarget] = []
        self.words: list[str] = []
        self.named: list[tuple[str, Concept]] = []
        self.notices: list[str] = []
        self.is_wanted = True  # not below a minus

    def node(self, part: Clause) -> QueryNode | None:
        """The node of a part; None where nothing in it can be looked up."""
        if isinstance(part, AndClause):
            return self.all_of(part)
        if isinstance(part, OrClause):
            return _join_by_or([self.node(one) for one in part.parts])
        if isinstance(part, NotClause):
            return self._without(part)
        if isinstance(part, FieldClause):
            return self._fielded(part)
        if isinstance(part, NearClause):
            return self._close(part)
        if isinstance(part, WordClause):
            return self._named([part.text], 1)[0]
        return self._plain(part)

    def all_of(self, part: AndClause) -> QueryNode:
        """Every part. Runs of words that are a name count as one."""
        nodes: list[QueryNode] = []
        unwanted: list[QueryNode] = []
        at = 0
        while at < len(part.parts):
            one = part.parts[at]
            run = _take_words(part.parts, at)
            found, taken = self._named(run, len(run)) if run else (self.node(one), 1)
            at += taken
            if found is not None:
                (unwanted if isinstance(one, NotClause) else nodes).append(found)
        if not nodes and not unwanted:
            return MatchNone()
        return And((*(nodes or [MatchAll()]), *unwanted))

    def question(self, part: AndClause, share: float) -> QueryNode:
        """At least a share of the words, in pieces where they are divided; what is
        quoted counts more as a whole, and what only joins or asks is left out."""
        part = _drop_common_words(part)
        nodes: list[QueryNode] = []
        at = 0
        while at < len(part.parts):
            run = _take_words(part.parts, at)
            if not run:
                nodes += self._quoted(part.parts[at])
                at += 1
            elif words.has_several_terms(run[0]):
                nodes += self._pieces(run[0])
                at += 1
            else:
                found, taken = self._named(run, len(run))
                nodes += filter(None, [found])
                nodes += (
                    words.build_compound_part_nodes(run[0], self.scope)
                    if taken == 1
                    else []
                )
                at += taken
        if not nodes:
            return MatchNone()
        least = ceil(share * len(nodes))
        self._tell_least(least, len(nodes))
        return Or(tuple(nodes), least)

    def _quoted(self, part: Clause) -> list[QueryNode]:
        found = self.node(part)
        inside = self._pieces(part.text) if isinstance(part, PhraseClause) else []
        return [*inside, *([found] if found is not None else [])]

    def _tell_least(self, least: int, number: int) -> None:
        if least == number:
            return
        self.notices.append(
            _(
                "Entries with at least %(least)s of the %(n)s words were searched, "
                "those with most first. Write AND between the words to ask for all."
            )
            % {"least": least, "n": number}
        )

    def _pieces(self, text: str) -> list[QueryNode]:
        nodes, sought = words.build_fragment_nodes(text, self.scope)
        self._say(text)
        self.sought += sought
        return nodes

    def _named(self, run: list[str], most: int) -> tuple[QueryNode | None, int]:
        """The longest name that the run begins with, else its first word; and how
        many words that is."""
        for length in range(min(most, MOST_WORDS_OF_NAME), 0, -1):
            meant = self._meant(run[:length])
            if not meant and length > 1:
                continue
            plain = [self._word(word) for word in run[:length]]
            nodes = [node for node in plain if node is not None]
            if not nodes or not meant or self.scope.field:
                return (nodes[0] if nodes else None), length
            itself = And(tuple(nodes)) if len(nodes) > 1 else nodes[0]
            other = self._expanded(" ".join(run[:length]), meant)
            return DisjunctionMax((itself, *other)), length
        return None, 1

    def _meant(self, run: list[str]) -> tuple[Concept, ...]:
        """The concepts of this name, each once."""
        found = [
            c for form in sorted(fold_name_forms(run)) for c in self.known.get(form, ())
        ]
        return tuple(dict.fromkeys(found))

    def _expanded(self, typed: str, meant: tuple[Concept, ...]) -> Iterator[QueryNode]:
        for concept in meant:
            if self.is_wanted:
                self.named.append((typed, concept))
            for label in concept.labels:
                if not words.is_same_name(label, typed):
                    yield self._kept(words.build_synonym_node(label, typed))
            yield ColumnIn(concept.column, (concept.pk,))

    def _kept(self, found: tuple[QueryNode, list[HighlightTarget]]) -> QueryNode:
        if self.is_wanted:
            self.sought += found[1]
        return found[0]

    def _word(self, text: str) -> QueryNode | None:
        if words.is_long_chinese_run(text) and not self.scope.field and self.is_wanted:
            nodes = self._pieces(text)
            self.notices.append(
                _(
                    "The long run of characters was searched in pieces. Put it in "
                    "quotation marks to find it whole."
                )
            )
            return Or(tuple(nodes), ceil(LEAST_SHARE_OF_CHINESE_RUN * len(nodes)))
        return self._looked_up(text, words.build_word_node)

    def _plain(self, part: PhraseClause | PrefixClause) -> QueryNode | None:
        look_up = (
            words.build_phrase_node
            if isinstance(part, PhraseClause)
            else words.build_prefix_node
        )
        return self._looked_up(part.text, look_up)

    def _looked_up(
        self,
        text: str,
        look_up: Callable[
            [str, SearchScope], tuple[QueryNode | None, list[HighlightTarget]]
        ],
    ) -> QueryNode | None:
        node, sought = look_up(text, self.scope)
        if node is None:
            return None
        self._say(text)
        return self._kept((node, sought))

    def _say(self, text: str) -> None:
        if self.is_wanted:
            self.words.append(text)

    def _without(self, part: NotClause) -> QueryNode | None:
        before, self.is_wanted = self.is_wanted, False
        node = self.node(part.part)
        self.is_wanted = before
        return None if node is None else Not(node)

    def _close(self, part: NearClause) -> QueryNode | None:
        """Words near one another, in any inflection; of a phrase, its first word is
        near and the whole stands in the text. Where all are Chinese words of two
        characters or more, their first pairs are near."""
        is_paired = all(words.is_chinese_word(one.text) for one in part.parts)
        field = self.scope.field or (words.PAIRS_FIELD if is_paired else "exact")
        groups, runs = [], []
        for one in part.parts:
            heard = words.build_near_terms(one.text, field)
            if heard is not None:
                self._say(one.text)
                group, run, sought = heard
                groups.append(group)
                runs += [self._kept((run, sought))]
        if len(groups) < 2:
            return And(tuple(runs)) if runs else None
        return And((Near(field, tuple(groups), part.distance), *runs))

    def _fielded(self, part: FieldClause) -> QueryNode | None:
        """The part in one field; fields of values are looked up by `_valued`."""
        if part.field in TEXT_FIELDS:
            before, self.scope = self.scope, SearchScope(part.field, with_labels=False)
            node = self.node(part.part)
            self.scope = before
            return node
        return self._valued(part.field, part.part)

    def _valued(self, field: str, part: Clause) -> QueryNode | None:
        if isinstance(part, WordClause | PhraseClause | PrefixClause):
            found = build_value_node(field, part.text)
            if found is not None:
                return found
            self.notices.append(
                _("“%(field)s:” knows no “%(value)s”: it was searched as a word.")
                % {"field": field, "value": part.text[:40]}
            )
            return self.node(part)
        if isinstance(part, OrClause):
            return _join_by_or([self._valued(field, one) for one in part.parts])
        if isinstance(part, AndClause):
            found_all = [self._valued(field, one) for one in part.parts]
            return And(tuple(node for node in found_all if node is not None))
        if isinstance(part, NotClause):
            inner = self._valued(field, part.part)
            return None if inner is None else Not(inner)
        return self.node(part)


def _drop_common_words(part: AndClause) -> AndClause:
    """Without the words that only join or ask, where others are left."""
    parts = [
        p
        for p in part.parts
        if not (isinstance(p, WordClause) and is_stop_word(p.text.rstrip("?？")))
    ]
    return AndClause(tuple(parts)) if parts else part


def _join_by_or(nodes: list[QueryNode | None]) -> QueryNode | None:
    found = tuple(node for node in nodes if node is not None)
    return Or(found) if found else None


def _take_words(parts: tuple[Clause, ...], at: int) -> list[str]:
    """The words that stand side by side from here."""
    run = []
    for part in parts[at:]:
        if not isinstance(part, WordClause):
            break
        run.append(part.text)
    return run
