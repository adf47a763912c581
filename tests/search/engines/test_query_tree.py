"""Every engine finds what SQLite's FTS5 finds, an oracle of other people's making."""

from __future__ import annotations

import random

import pytest

from archive.search.engines import query_tree as tree
from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.protocol import SearchRequest
from tests.search.engines import ENGINES, oracle
from tests.search.engines.fts5 import Fts5

WORDS = ("a", "b", "ab", "abc", "x'y", "社", "社会", "de:lauf", "|", "10", "ü", "u")
FIELDS, PLACED = ("title", "exact", "labels", "stems"), ("title", "exact", "labels")
PREFIXES = ("a", "ab", "社", "de:", "z", "u")
DOCUMENTS, QUERIES = 150, 250


class Inventor:
    """Documents and trees from a seed; few words in many places."""

    def __init__(self, seed: int, lengths: tuple[int, ...] = (0, 1, 3, 8, 300)) -> None:
        self.random, self.lengths = random.Random(seed), lengths

    def document(self, pk: int) -> IndexDocument:
        terms = {name: self._text() for name in FIELDS if self.random.random() < 0.6}
        return IndexDocument(pk, str(pk), terms)

    def _text(self) -> list[str]:
        length = self.random.choice(self.lengths)
        few = self.random.sample(WORDS, self.random.randint(1, len(WORDS)))
        return self.random.choices(few, k=length)

    def tree(self, depth: int = 3) -> tree.Node:
        if not depth or self.random.random() < 0.3:
            return self._leaf()
        parts = [self.tree(depth - 1) for _ in range(self.random.randint(1, 3))]
        if self.random.random() < 0.5:
            return tree.Or(tuple(parts))
        gone = [
            tree.Not(self.tree(depth - 1)) for _ in range(self.random.randint(0, 2))
        ]
        return tree.And((*parts, *gone))

    def _leaf(self) -> tree.Node:
        field, kind = self.random.choice(PLACED), self.random.randint(0, 4)
        if kind == 0:
            return tree.Prefix(self.random.choice(FIELDS), self.random.choice(PREFIXES))
        if kind == 1:
            run = self.random.choices(WORDS, k=self.random.randint(1, 4))
            return tree.Phrase(field, tuple(run))
        if kind == 2:
            return self._near(field)
        return tree.Term(self.random.choice(FIELDS), self.random.choice(WORDS))

    def _near(self, field: str) -> tree.Node:
        """Of different words: FTS5 has one word stand for two only where it is said
        twice."""
        words = self.random.sample(WORDS, 6)
        groups = ((words[0], words[1]), (words[2],), (words[3], words[4]), (words[5],))
        count = self.random.randint(2, 4)
        return tree.Near(field, groups[:count], self.random.randint(1, 6))


@ENGINES
def test_an_engine_finds_what_fts5_finds(make, tmp_path):
    compare_with_fts5(make, tmp_path)


def compare_with_fts5(make, tmp_path):
    seed = random.getrandbits(32)
    inventor, engine = Inventor(seed), make()
    documents = [inventor.document(pk) for pk in range(1, DOCUMENTS + 1)]
    other = Fts5(documents)
    engine.create(tmp_path / "index")
    for start in range(0, DOCUMENTS, 60):
        engine.write(tmp_path / "index", documents[start : start + 60], ())
    found = 0
    for _again in range(QUERIES):
        node = inventor.tree()
        answer = engine.evaluate(tmp_path / "index", SearchRequest(node, size=None))
        wanted = other.ids(node)
        assert {pk for pk, _s in answer.page} == wanted, f"seed {seed}: {node}"
        assert answer.total == len(wanted), f"seed {seed}: {node}"
        found += 0 < len(wanted) < DOCUMENTS
    assert found > QUERIES / 2
    engine.close()


def test_the_two_oracles_agree():
    seed = random.getrandbits(32)
    inventor = Inventor(seed, (0, 1, 3, 8, 16))
    documents = [inventor.document(pk) for pk in range(1, 61)]
    other = Fts5(documents)
    for _again in range(200):
        node = inventor.tree()
        held = {d.pk for d in documents if oracle.matches(node, d)}
        assert other.ids(node) == held, f"seed {seed}: {node}"


PREFIX, TERM = tree.Prefix("exact", "ab"), tree.Term("exact", "a")
PHRASE, NEAR = tree.Phrase("exact", ("a",)), tree.Near("exact", (("a",), ("b",)), 2)


@pytest.mark.parametrize(
    ("node", "prefixes", "leaves"),
    [
        (PREFIX, 1, [PREFIX]),
        (TERM, 0, [TERM]),
        (PHRASE, 0, [PHRASE]),
        (NEAR, 0, [NEAR]),
        (tree.MatchAll(), 0, []),
        (tree.MatchNone(), 0, []),
        (tree.ColumnIn("kind", ("a",)), 0, []),
        (tree.ColumnMissing("dated"), 0, []),
        (tree.Not(PREFIX), 1, [PREFIX]),
        (tree.And((PREFIX, TERM, PREFIX)), 2, [PREFIX, TERM, PREFIX]),
        (
            tree.Or((PREFIX, tree.Not(tree.And((PREFIX, NEAR))))),
            2,
            [PREFIX, PREFIX, NEAR],
        ),
        (tree.DisjunctionMax((TERM, PREFIX)), 1, [TERM, PREFIX]),
        (tree.And(()), 0, []),
    ],
)
def test_a_tree_says_what_it_asks_of_the_postings(node, prefixes, leaves):
    assert tree.count_prefixes(node) == prefixes
    assert list(tree.iter_leaves(node)) == leaves
