"""Documents and requests made at random from a small vocabulary."""

from __future__ import annotations

from hypothesis import strategies as st

from archive.search.engines import query_tree as tree
from archive.search.engines.document_fields import (
    INDEX_COLUMNS,
    INDEX_FIELDS,
    IndexDocument,
)
from archive.search.engines.protocol import (
    ColumnCount,
    ColumnOrder,
    FilterGroup,
    PairCount,
    SearchRequest,
)

WORDS = ("a", "b", "ab", "abc", "x'y", "社", "社会", "de:lauf", "|", "10", "ü")
PLACED = [field.name for field in INDEX_FIELDS if field.has_positions]
TEXTS = [field.name for field in INDEX_FIELDS]
COLUMNS_OF = {
    holds: [column.name for column in INDEX_COLUMNS if column.holds == holds]
    for holds in ("word", "number", "numbers")
}
KINDS = ("article", "photo", "naïve, 'q\"/:", "")
word = st.sampled_from(WORDS)
number = st.integers(-3, 6) | st.sampled_from([-(2**62), 2**62])
small = st.integers(1, 6)
few_terms = st.lists(word, max_size=12)


@st.composite
def documents(draw: st.DrawFn, most: int = 12) -> list[IndexDocument]:
    """Documents with ascending ids and gaps between."""
    made = []
    for pk in range(1, draw(st.integers(0, most)) + 1):
        made.append(
            IndexDocument(
                pk * 3,
                f"digest {pk}",
                {f: draw(few_terms) for f in draw(st.sets(st.sampled_from(TEXTS)))},
                {c: draw(st.sampled_from(KINDS)) for c in COLUMNS_OF["word"]},
                {c: draw(number) for c in COLUMNS_OF["number"] if draw(st.booleans())},
                {
                    c: tuple(sorted(draw(st.sets(small, max_size=3))))
                    for c in COLUMNS_OF["numbers"]
                },
            )
        )
    return made


def _leaves() -> st.SearchStrategy[tree.QueryNode]:
    text, placed = st.sampled_from(TEXTS), st.sampled_from(PLACED)
    two = st.lists(word, min_size=1, max_size=3).map(tuple)
    groups = st.lists(
        st.lists(word, min_size=1, max_size=2).map(tuple), min_size=2, max_size=3
    ).map(tuple)
    low = st.none() | number
    return st.one_of(
        st.builds(tree.Term, text, word, st.just(2.0)),
        st.builds(tree.Phrase, placed, two),
        st.builds(tree.Near, placed, groups, st.integers(1, 4)),
        st.builds(tree.Prefix, text, st.sampled_from(("a", "ab", "社", "de:", "z"))),
        masks(low),
    )


def masks(low: st.SearchStrategy[int | None] = st.none() | number):  # noqa: B008
    """Nodes over columns."""
    words = st.lists(st.sampled_from(KINDS[:3]), max_size=2).map(tuple)
    numbers = st.lists(small, max_size=2).map(tuple)
    of = {holds: st.sampled_from(names) for holds, names in COLUMNS_OF.items()}
    return st.one_of(
        st.builds(tree.ColumnIn, of["word"], words),
        st.builds(tree.ColumnIn, of["numbers"], numbers),
        st.builds(tree.ColumnBetween, of["number"], low, low),
        st.builds(tree.ColumnMissing, of["number"]),
        st.builds(tree.DocumentIn, st.frozensets(st.integers(0, 40), max_size=4)),
        st.just(tree.MatchAll()),
        st.just(tree.MatchNone()),
    )


def _inner(
    part: st.SearchStrategy[tree.QueryNode],
) -> st.SearchStrategy[tree.QueryNode]:
    parts = st.lists(part, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(tree.And, parts),
        st.builds(tree.Or, parts, st.integers(1, 2)),
        st.builds(tree.DisjunctionMax, parts, st.sampled_from((0.0, 0.1))),
        st.builds(tree.Not, part),
    )


trees = st.recursive(_leaves(), _inner, max_leaves=6)
GROUPS = ("region", "kind", "date")
filters = st.lists(st.builds(FilterGroup, st.sampled_from(GROUPS), masks()), max_size=3)
counts = st.lists(
    st.builds(
        ColumnCount,
        st.sampled_from([c.name for c in INDEX_COLUMNS]),
        st.sampled_from(GROUPS),
    ),
    max_size=3,
)
any_column = st.sampled_from([c.name for c in INDEX_COLUMNS])
pair_counts = st.lists(st.builds(PairCount, any_column, any_column), max_size=2)
requests = st.builds(
    SearchRequest,
    trees,
    filters.map(tuple),
    st.none()
    | st.builds(ColumnOrder, st.sampled_from(COLUMNS_OF["number"]), st.booleans()),
    st.integers(0, 6),
    st.none() | st.integers(0, 6),
    counts.map(tuple),
    pair_counts.map(tuple),
    st.frozensets(st.integers(1, 12), max_size=3),
)
