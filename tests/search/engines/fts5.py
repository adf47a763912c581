"""SQLite's FTS5 fed with the same words: an oracle that shares no line with ours."""

from __future__ import annotations

import sqlite3
from itertools import product

from archive.search.engines import query_tree as tree
from archive.search.engines.document_fields import INDEX_FIELDS, IndexDocument

NAMES = [field.name for field in INDEX_FIELDS]


def encoded(word: str) -> str:
    """The word in letters and digits, so that no tokenizer divides or folds it; what
    begins alike does so still."""
    return f"x{word.encode().hex()}"


class Fts5:
    """One column for each field, one row for each document."""

    def __init__(self, documents: list[IndexDocument]) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute(
            f"CREATE VIRTUAL TABLE held USING fts5({', '.join(NAMES)})"
        )
        columns, values = ", ".join(["rowid", *NAMES]), ", ?" * len(NAMES)
        row = f"INSERT INTO held ({columns}) VALUES (?{values})"
        self.connection.executemany(row, map(_row, documents))

    def ids(self, node: tree.QueryNode) -> set[int]:
        """The ids of the documents that match."""
        asked = "SELECT rowid FROM held WHERE held MATCH ?"
        return {pk for (pk,) in self.connection.execute(asked, [expression(node)])}


def _row(document: IndexDocument) -> list[object]:
    said = (document.terms.get(name, []) for name in NAMES)
    return [document.pk, *(" ".join(map(encoded, terms)) for terms in said)]


def expression(node: tree.QueryNode) -> str:
    """The node in FTS5's language. `Not` stands within an `And` beside another part."""
    match node:
        case tree.Term(field, term):
            return f"{field} : {encoded(term)}"
        case tree.Prefix(field, prefix):
            return f"{field} : {encoded(prefix)} *"
        case tree.Phrase(field, terms):
            return f'{field} : "{" ".join(map(encoded, terms))}"'
        case tree.Near(field, groups, distance):
            one_of_each = (" ".join(map(encoded, terms)) for terms in product(*groups))
            return _joined(
                "OR", [f"{field} : NEAR({t}, {distance - 1})" for t in one_of_each]
            )
        case tree.Or(parts, 1):
            return _joined("OR", map(expression, parts))
        case tree.And(parts):
            wanted = [expression(p) for p in parts if not isinstance(p, tree.Not)]
            gone = [expression(p.part) for p in parts if isinstance(p, tree.Not)]
            found = _joined("AND", wanted)
            return f"({found} NOT {_joined('OR', gone)})" if gone else found
    raise TypeError(node)


def _joined(word: str, parts) -> str:
    return f"({f' {word} '.join(parts)})"
