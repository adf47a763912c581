"""The clauses of a query as nodes, with what to highlight and what to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil

from django.utils.translation import gettext as _

from archive.search.engines.query_tree import (
    And,
    ColumnIn,
    DisjunctionMax,
    MatchNone,
    Near,
    Not,
    Or,
    QueryNode,
)
from archive.text.addresses import remove_www
from archive.text.names import is_official_name

from . import word_nodes as words
from .index_filters import build_value_node
from .near_terms import build_near_terms
from .partial_matches import BuiltPart, require_all_parts, require_some_words
from .query_names import MOST_WORDS_OF_NAME, Concept, choose_concepts
from .rarity import weigh_by_rarity
from .sentences import Sentence, iter_flat_parts
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

LEAST_SHARE_OF_CHINESE_RUN = 0.5  # share of the pairs of a long run of Chinese
TEXT_FIELDS = ("title", "caption", "byline", "credit", "source")


class QueryBuilder:
    """Builds nodes of clauses.

    Beside them it collects `targets` to highlight, the `words` and `concepts` of the
    query, and `notices` for the reader.
    """

    def __init__(
        self, concepts_by_form: dict[str, tuple[Concept, ...]], scope: SearchScope
    ) -> None:
        self.concepts_by_form = concepts_by_form
        self.scope = scope
        self.targets: list[HighlightTarget] = []
        self.words: list[str] = []
        self.concepts: list[tuple[str, Concept]] = []
        self.notices: list[str] = []
        self.is_highlighted = True  # False below NOT: nothing of it is highlighted

    def build_node(self, clause: Clause) -> QueryNode | None:
        """The node of a clause; None where nothing in it can be looked up. One query
        for each `region:` and `tag:`, one look at the index for each word of NEAR."""
        match clause:
            case AndClause():
                return self.build_all_of(clause)
            case OrClause():
                return _join_by_or([self.build_node(part) for part in clause.parts])
            case NotClause():
                return self._build_not(clause)
            case FieldClause():
                return self._build_field(clause)
            case NearClause():
                return self._build_near(clause)
            case WordClause():
                return self._build_name(*self._find_longest_name([clause.text]))
            case _:
                return self._build_phrase_or_prefix(clause)

    def build_all_of(self, clause: AndClause) -> QueryNode:
        """What matches every part. Words side by side that are a name count as one."""
        return require_all_parts(list(self._build_parts(clause.parts)))

    def build_keywords(self, clause: AndClause) -> tuple[QueryNode, QueryNode | None]:
        """What matches every part; and what matches some of the words and every other
        part, None where only all of them are searched. One look at the index."""
        parts = list(self._build_parts(tuple(iter_flat_parts(clause))))
        partial, targets = require_some_words(parts, self.scope)
        self.targets += targets
        return require_all_parts(parts), partial

    def _build_parts(self, parts: tuple[Clause, ...]) -> Iterator[BuiltPart]:
        """Each part with its node, words that are one name together; not those in which
        nothing can be looked up."""
        at = 0
        while at < len(parts):
            part, run = parts[at], _take_words(parts, at)
            name, concepts = self._find_longest_name(run) if run else ([], ())
            node = self._build_name(name, concepts) if run else self.build_node(part)
            at += max(1, len(name))
            if node is not None:
                yield BuiltPart(tuple(name), part, node, _list_columns(concepts))

    def build_sentence(self, sentence: Sentence) -> QueryNode:
        """What matches any of the words and all of the conditions; words of several
        terms are searched in fragments, and a quotation counts more as a whole. Of many
        words the rare ones weigh more: one look at the index."""
        parts = sentence.words.parts
        nodes: list[QueryNode] = []
        at = 0
        while at < len(parts):
            run = _take_words(parts, at)
            if not run:
                nodes += self._build_phrase_and_words(parts[at])
                at += 1
            elif words.has_several_terms(run[0]):
                nodes += self._build_fragments(run[0])
                at += 1
            else:
                name, concepts = self._find_longest_name(run)
                nodes += filter(None, [self._build_name(name, concepts)])
                if len(name) == 1:
                    nodes += words.build_compound_part_nodes(run[0], self.scope)
                at += len(name)
        if not nodes:
            return MatchNone()
        self._note_any_word(len(nodes))
        some = Or(tuple(weigh_by_rarity(nodes)))
        if not sentence.conditions:
            return some
        return And((some, self.build_all_of(AndClause(sentence.conditions))))

    def _build_phrase_and_words(self, clause: Clause) -> list[QueryNode]:
        """Of a phrase its words too."""
        node = self.build_node(clause)
        fragments = (
            self._build_fragments(clause.text)
            if isinstance(clause, PhraseClause)
            else []
        )
        return [*fragments, *([node] if node is not None else [])]

    def _note_any_word(self, number: int) -> None:
        if number == 1:
            return
        self.notices.append(
            _(
                "Shown are entries with at least %(least)s of the %(n)s words, best"
                " matches first. Write AND between the words to find only entries "
                "with all of them."
            )
            % {"least": 1, "n": number}
        )

    def _build_fragments(self, text: str) -> list[QueryNode]:
        nodes, targets = words.build_fragment_nodes(text, self.scope)
        self._note_word(text)
        self.targets += targets
        return nodes

    def _find_longest_name(
        self, run: list[str]
    ) -> tuple[list[str], tuple[Concept, ...]]:
        """The longest name that the run begins with, else its first word; and what
        that names."""
        for length in range(min(len(run), MOST_WORDS_OF_NAME), 0, -1):
            concepts = choose_concepts(run[:length], self.concepts_by_form)
            if concepts:
                return run[:length], concepts
        return run[:1], ()

    def _build_name(
        self, run: list[str], concepts: tuple[Concept, ...]
    ) -> QueryNode | None:
        """The words as typed, or whatever else the concepts of this name are called."""
        built = [self._build_word(word, is_name=bool(concepts)) for word in run]
        nodes = [node for node in built if node is not None]
        if not nodes:
            return None
        as_typed = And(tuple(nodes)) if len(nodes) > 1 else nodes[0]
        if not concepts or self.scope.field:
            return as_typed
        others = self._build_other_names(" ".join(run), concepts)
        return DisjunctionMax((as_typed, *others))

    def _build_other_names(
        self, typed: str, concepts: tuple[Concept, ...]
    ) -> Iterator[QueryNode]:
        for concept in concepts:
            if self.is_highlighted:
                self.concepts.append((typed, concept))
            for label in concept.labels:
                if not words.is_same_name(label, typed):
                    yield self._keep_targets(words.build_synonym_node(label, typed))
            yield ColumnIn(concept.column, (concept.pk,))

    def _keep_targets(
        self, built: tuple[QueryNode, list[HighlightTarget]]
    ) -> QueryNode:
        node, targets = built
        if self.is_highlighted:
            self.targets += targets
        return node

    def _build_word(self, text: str, *, is_name: bool) -> QueryNode | None:
        """A word; a long run of Chinese in its parts, unless it is a name."""
        if (
            words.is_long_chinese_run(text)
            and not is_name
            and not is_official_name(text)
            and not self.scope.field
            and self.is_highlighted
        ):
            nodes = self._build_fragments(text)
            self.notices.append(
                _(
                    "We searched for the parts of your long text. Put it in quotation "
                    "marks to find it as a whole."
                )
            )
            return Or(tuple(nodes), ceil(LEAST_SHARE_OF_CHINESE_RUN * len(nodes)))
        return self._build_with(remove_www(text), words.build_word_node)

    def _build_phrase_or_prefix(
        self, clause: PhraseClause | PrefixClause
    ) -> QueryNode | None:
        if isinstance(clause, PhraseClause):
            return self._build_with(clause.text, words.build_quotation_node)
        return self._build_with(clause.text, words.build_prefix_node)

    def _build_with(
        self,
        text: str,
        build: Callable[
            [str, SearchScope], tuple[QueryNode | None, list[HighlightTarget]]
        ],
    ) -> QueryNode | None:
        node, targets = build(text, self.scope)
        if node is None:
            return None
        self._note_word(text)
        return self._keep_targets((node, targets))

    def _note_word(self, text: str) -> None:
        if self.is_highlighted:
            self.words.append(text)

    def _build_not(self, clause: NotClause) -> QueryNode | None:
        before, self.is_highlighted = self.is_highlighted, False
        node = self.build_node(clause.part)
        self.is_highlighted = before
        return None if node is None else Not(node)

    def _build_near(self, clause: NearClause) -> QueryNode | None:
        """Words near one another, in any inflection; of a phrase, its first word is
        near and the whole stands in the text. Where all are Chinese words of two
        characters or more, their first pairs are near."""
        is_chinese = all(words.is_chinese_word(part.text) for part in clause.parts)
        field = self.scope.field or (words.PAIRS_FIELD if is_chinese else "exact")
        groups, nodes = [], []
        for part in clause.parts:
            near = build_near_terms(part.text, field)
            if near is not None:
                self._note_word(part.text)
                terms, node, targets = near
                groups.append(terms)
                nodes.append(self._keep_targets((node, targets)))
        if len(groups) < 2:
            return And(tuple(nodes)) if nodes else None
        return And((Near(field, tuple(groups), clause.distance), *nodes))

    def _build_field(self, clause: FieldClause) -> QueryNode | None:
        """A clause in one field; fields of values are looked up by `_build_value`."""
        if clause.field in TEXT_FIELDS:
            before = self.scope
            self.scope = SearchScope(clause.field, with_labels=False)
            node = self.build_node(clause.part)
            self.scope = before
            return node
        return self._build_value(clause.field, clause.part)

    def _build_value(self, field: str, clause: Clause) -> QueryNode | None:
        """A clause whose words are values of a field, such as `region:` or `date:`."""
        match clause:
            case WordClause() | PhraseClause() | PrefixClause():
                return self._build_one_value(field, clause)
            case OrClause():
                return _join_by_or([self._build_value(field, p) for p in clause.parts])
            case AndClause():
                nodes = [self._build_value(field, part) for part in clause.parts]
                return And(tuple(node for node in nodes if node is not None))
            case NotClause():
                node = self._build_value(field, clause.part)
                return None if node is None else Not(node)
            case _:
                return self.build_node(clause)

    def _build_one_value(
        self, field: str, clause: WordClause | PhraseClause | PrefixClause
    ) -> QueryNode | None:
        node = build_value_node(field, clause.text)
        if node is not None:
            return node
        self.notices.append(
            _(
                "“%(value)s” isn't a value of “%(field)s:”, so we searched for it "
                "as a word."
            )
            % {"field": field, "value": clause.text[:40]}
        )
        return self.build_node(clause)


def _join_by_or(nodes: list[QueryNode | None]) -> QueryNode | None:
    built = tuple(node for node in nodes if node is not None)
    return Or(built) if built else None


def _list_columns(concepts: tuple[Concept, ...]) -> tuple[ColumnIn, ...]:
    return tuple(ColumnIn(concept.column, (concept.pk,)) for concept in concepts)


def _take_words(parts: tuple[Clause, ...], at: int) -> list[str]:
    """The words that stand side by side from here."""
    run = []
    for part in parts[at:]:
        if not isinstance(part, WordClause):
            break
        run.append(part.text)
    return run
