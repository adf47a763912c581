"""Haystack's tree of conditions (`SQ`) and their words → our query tree, never through
an engine's parser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.tree import Node
from haystack import connections
from haystack.backends import SearchNode
from haystack.inputs import AltParser, AutoQuery, BaseInput, Exact, Raw
from haystack.inputs import Not as NotInput
from haystack.utils import get_model_ct

from archive.search.engines.query_tree import (
    And,
    ColumnIn,
    MatchAll,
    MatchNone,
    Not,
    Or,
    QueryNode,
)
from archive.search.query.parsed_query import (
    ParsedQuery,
    cut_to_cost,
    parse_query,
    read_clauses,
)
from archive.search.query.parsing import MOST_PREFIXES, MOST_QUERY_WORDS, parse_syntax
from archive.search.query.syntax import (
    AndClause,
    Clause,
    FieldClause,
    OrClause,
    PhraseClause,
    PrefixClause,
    WordClause,
)

from .errors import UnsupportedSearchError
from .field_registry import (
    COLUMN_FIELDS,
    MODEL_FIELD,
    PREFIX_FIELDS,
    TEXT_FIELDS,
    check_lookup,
    get_column_field,
    strip_facet_suffix,
)

VALUE_LOOKUPS = ("exact", "in", "contains", "startswith")  # of a whole value


def iter_conditions(conditions: Node) -> Iterator[tuple[str, str, Any]]:
    """(field, lookup, value) of every condition."""
    for child in conditions.children:
        if isinstance(child, Node):
            yield from iter_conditions(child)
        else:
            expression, value = child  # type: ignore[misc]  # Haystack's pairs
            yield (*SearchNode().split_expression(expression), value)


def check_conditions(conditions: Node) -> None:
    """Raise `UnsupportedSearchError` for a condition that can't be looked up."""
    for field, lookup, value in iter_conditions(conditions):
        if isinstance(value, Raw):
            raise UnsupportedSearchError(
                "raw_search() and Raw", "use auto_query() or filter()"
            )
        if isinstance(value, AltParser):
            raise UnsupportedSearchError("AltParser", "use auto_query()")
        check_lookup(strip_facet_suffix(field), lookup)


class ConditionReader:
    """Builds the nodes of one search, of at most so many texts. `parsed` are the texts
    that were asked for and not excluded, for marking; `notices` tell how they were
    read."""

    def __init__(self, using: str, most_texts: int = MOST_QUERY_WORDS) -> None:
        self.using = using
        self.most_texts = most_texts
        self.parsed: list[ParsedQuery] = []
        self.notices: list[str] = []
        self.texts = 0
        self.enough = 0
        self._prefixes = 0
        self._partial_of: dict[int, QueryNode] = {}

    def build_node(self, conditions: Node, *, is_wanted: bool = True) -> QueryNode:
        """The node of a tree; everything where there is no condition. Raises
        `UnsupportedSearchError` and `IndexUnreadable`."""
        is_true = is_wanted != conditions.negated
        built = (self._build_child(child, is_true) for child in conditions.children)
        nodes = [node for node in built if node is not None]
        if not nodes:
            return MatchAll()
        if conditions.connector not in ("AND", "OR"):
            raise UnsupportedSearchError(
                f"SQ joined by {conditions.connector}", "join them by & or |"
            )
        joined = Or(tuple(nodes)) if conditions.connector == "OR" else And(tuple(nodes))
        whole = nodes[0] if len(nodes) == 1 else joined
        return Not(whole) if conditions.negated else whole

    def _build_child(self, child: Any, is_wanted: bool) -> QueryNode | None:
        if isinstance(child, Node):
            return self.build_node(child, is_wanted=is_wanted)
        field, lookup = SearchNode().split_expression(child[0])
        return self._build_leaf(field, lookup, child[1], is_wanted)

    def _build_leaf(
        self, field: str, lookup: str, value: Any, is_wanted: bool
    ) -> QueryNode | None:
        """The node of one condition; None where it is left out."""
        is_facet = strip_facet_suffix(field) != field
        field = strip_facet_suffix(field)
        check_lookup(field, lookup)
        if isinstance(value, NotInput):
            unwanted = self._build_leaf(field, lookup, str(value), not is_wanted)
            return None if unwanted is None else Not(unwanted)
        if isinstance(value, Exact):
            lookup, value = "exact", str(value)
        elif isinstance(value, BaseInput) and not isinstance(value, AutoQuery):
            value = value.query_string
        if field == MODEL_FIELD:
            return build_model_node(self.using, value)
        if _is_of_whole_value(field, lookup, is_facet=is_facet):
            text = str(value) if isinstance(value, AutoQuery) else value
            return get_column_field(field).build_node(lookup, text)
        return self._build_text(field, lookup, value, is_wanted)

    def _build_text(
        self, field: str, lookup: str, value: Any, is_wanted: bool
    ) -> QueryNode | None:
        """A condition on words. Texts beyond the limit are left out; beginnings beyond
        theirs are searched as whole words."""
        self.texts += 1
        if self.texts > self.most_texts:
            return None
        if field in PREFIX_FIELDS:
            allowed = max(0, MOST_PREFIXES - self._prefixes)
            self._prefixes += len(str(value).split())
            node = parse_prefixes(PREFIX_FIELDS[field], value, allowed)
        elif isinstance(value, AutoQuery) and not str(value).strip():
            return None
        else:
            node = parse_text(TEXT_FIELDS[field], lookup, value)
        self.notices += node.notices
        if is_wanted:
            self.parsed.append(node)
            if node.partial is not None:
                self._partial_of[id(node.tree)] = node.partial
                self.enough = node.enough
        return node.tree

    def make_partial(self, tree: QueryNode) -> QueryNode | None:
        """The tree of `build_node` with some of the words of a text in the place of all
        of them; None where no text that all entries must have has several words."""
        found = self._partial_of.get(id(tree))
        if found is not None or not isinstance(tree, And):
            return found
        parts = [self.make_partial(part) for part in tree.parts]
        if not any(parts):
            return None
        pairs = zip(parts, tree.parts, strict=True)
        return And(tuple(part or whole for part, whole in pairs))


def _is_of_whole_value(field: str, lookup: str, *, is_facet: bool) -> bool:
    """Whether a condition is on the values of a column and not on words."""
    if field not in COLUMN_FIELDS:
        return False
    return is_facet or field not in TEXT_FIELDS or lookup in VALUE_LOOKUPS


def build_model_node(using: str, value: Any) -> QueryNode:
    """Entries of these models, or of `archive.article` and the like."""
    models = [value] if isinstance(value, str | type) else list(value)
    names = {one if isinstance(one, str) else get_model_ct(one) for one in models}
    indexed = connections[using].get_unified_index().get_indexed_models()
    kinds = tuple(
        model._meta.model_name for model in indexed if get_model_ct(model) in names
    )
    return ColumnIn("kind", kinds) if kinds else MatchNone()


def parse_text(field: str, lookup: str, value: Any) -> ParsedQuery:
    """What a condition on a text field asks for; `field` "" is all texts. Cut to what
    it may cost; the notices tell of it."""
    if isinstance(value, AutoQuery):
        return cut_to_cost(lambda most: _parse_typed(field, str(value), most))
    return cut_to_cost(lambda most: _read_in(field, _make_clauses(lookup, value, most)))


def parse_prefixes(field: str, value: Any, allowed: int) -> ParsedQuery:
    """Words that begin so, as `autocomplete` asks; beyond `allowed` of them, whole
    words."""

    def read(most: int) -> ParsedQuery:
        words = str(value).split()[:most]
        parts: list[Clause] = [PrefixClause(word) for word in words[:allowed]]
        parts += [WordClause(word) for word in words[allowed:]]
        return _read_in(field, AndClause(tuple(parts), is_strict=True))

    return cut_to_cost(read)


def _parse_typed(field: str, text: str, most: int) -> ParsedQuery:
    """A reader's words, with the signs of our own syntax."""
    if not field:
        return parse_query(text, most=most)
    clause, notices = parse_syntax(text, most)
    return read_clauses(AndClause((FieldClause(field, clause),)), notices=notices)


def _make_clauses(lookup: str, value: Any, most: int) -> AndClause:
    """Words as they are, without any sign of a syntax."""
    if lookup == "in":
        phrases = [PhraseClause(str(one)) for one in list(value)[:most]]
        parts: list[Clause] = [OrClause(tuple(phrases))] if phrases else []
    elif lookup == "exact":
        parts = [PhraseClause(str(value))]
    else:
        parts = [WordClause(word) for word in str(value).split()[:most]]
        if lookup == "startswith" and parts:
            parts[-1] = PrefixClause(str(value).split()[len(parts) - 1])
    return AndClause(tuple(parts), is_strict=True)


def _read_in(field: str, clause: AndClause) -> ParsedQuery:
    if field:
        clause = AndClause((FieldClause(field, clause),), is_strict=True)
    return read_clauses(clause)
