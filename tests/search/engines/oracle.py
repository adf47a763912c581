"""The protocol of engines in plain Python: slow, and easy to believe."""

from __future__ import annotations

from collections import Counter
from itertools import product

from archive.search.engines import query_tree as tree
from archive.search.engines.document_fields import INDEX_COLUMNS, IndexDocument
from archive.search.engines.protocol import SearchAnswer, SearchRequest

HOLDS = {column.name: column.holds for column in INDEX_COLUMNS}


def matches(node: tree.QueryNode, document: IndexDocument) -> bool:
    """Whether the document matches; scores are left out."""
    match node:
        case tree.MatchAll():
            return True
        case tree.MatchNone():
            return False
        case tree.Not(part):
            return not matches(part, document)
        case tree.And(parts):
            return all(matches(part, document) for part in parts)
        case tree.Or(parts, least):
            return sum(matches(part, document) for part in parts) >= max(least, 1)
        case tree.DisjunctionMax(parts):
            return any(matches(part, document) for part in parts)
        case tree.ColumnIn(column, values):
            return bool(set(held(document, column)) & set(values))
        case tree.ColumnBetween(column, low, high):
            numbers = [int(n) for n in held(document, column)]
            return any(
                (low is None or low <= n) and (high is None or n <= high)
                for n in numbers
            )
        case tree.DocumentIn(ids):
            return document.pk in ids
        case tree.ColumnMissing(column):
            return not held(document, column)
    return _says(node, document)


def _says(node: tree.QueryNode, document: IndexDocument) -> bool:
    terms = document.terms.get(node.field, [])
    match node:
        case tree.Term():
            return node.term in terms
        case tree.Prefix():
            return any(term.startswith(node.prefix) for term in terms)
        case tree.Phrase():
            size = len(node.terms)
            return any(
                tuple(terms[i : i + size]) == node.terms for i in range(len(terms))
            )
        case tree.Near():
            places = [
                [i for i, term in enumerate(terms) if term in group]
                for group in node.groups
            ]
            return any(max(p) - min(p) <= node.distance for p in product(*places))
    raise TypeError(node)


def held(document: IndexDocument, column: str) -> list[int | str]:
    """The values of a column."""
    if HOLDS[column] == "word":
        word = document.words.get(column, "")
        return [word] if word else []
    if HOLDS[column] == "number":
        found = document.number.get(column)
        return [] if found is None else [found]
    return list(document.numbers.get(column, ()))


def answer(documents: list[IndexDocument], request: SearchRequest) -> SearchAnswer:
    """What every engine must answer. Scores are 0, so an order must be asked for, or
    only the set of the page is to be compared."""
    found = [
        document
        for document in documents
        if document.pk not in request.hidden and matches(request.tree, document)
    ]
    counts = []
    for asked in request.counts:
        tally: Counter[int | str] = Counter()
        for document in _passing(found, request, asked.group):
            tally.update(held(document, asked.column))
        counts.append(dict(tally))
    passing = sorted(_passing(found, request, None), key=lambda d: d.pk)
    pairs = []
    for pair in request.pair_counts:
        both = ((held(d, pair.column), held(d, pair.other)) for d in passing)
        pairs.append(dict(Counter(p for values in both for p in product(*values))))
    if request.order is not None:
        passing = _ordered(passing, request)
    end = None if request.size is None else request.start + request.size
    page = tuple((document.pk, 0.0) for document in passing[request.start : end])
    return SearchAnswer(len(passing), page, tuple(counts), pair_counts=tuple(pairs))


def _passing(
    documents: list[IndexDocument], request: SearchRequest, leave_out: str | None
) -> list[IndexDocument]:
    filters = [f for f in request.filters if leave_out is None or f.group != leave_out]
    return [d for d in documents if all(matches(f.node, d) for f in filters)]


def _ordered(
    documents: list[IndexDocument], request: SearchRequest
) -> list[IndexDocument]:
    order = request.order
    assert order is not None
    sign = -1 if order.is_descending else 1
    dated = [d for d in documents if order.column in d.number]
    undated = [d for d in documents if order.column not in d.number]
    dated.sort(key=lambda d: (sign * d.number[order.column], sign * d.pk))
    undated.sort(key=lambda d: sign * d.pk)
    return dated + undated
