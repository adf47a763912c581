"""A rare word of a paragraph weighs more than a common one."""

from math import log1p

import pytest

from archive.filters import SearchFilters
from archive.search import reindex, search
from archive.search.engines.protocol import IndexUnreadable
from archive.search.engines.query_tree import ColumnIn, DisjunctionMax, Phrase, Term
from archive.search.query import rarity
from archive.search.query.rarity import RARITY_POWER, weigh_by_rarity
from tests.factories import make_article, published

NUMBERS = {("exact", "stadt"): 60, ("stems", "de:stadt"): 80, ("exact", "ijop"): 1}


@pytest.fixture
def counted(monkeypatch):
    """An index of a hundred entries; each question that it is asked."""
    asked = []

    class Engine:
        """Counts, and nothing else."""

        @staticmethod
        def count_documents_with(folder, terms):
            asked.append(list(terms))
            return 100, [NUMBERS.get(term, 0) for term in terms]

    monkeypatch.setattr(rarity, "ask_live_index", lambda ask: ask(Engine(), None))
    monkeypatch.setattr(rarity, "LEAST_NODES", 2)
    return asked


CITY = DisjunctionMax((Term("exact", "stadt", 0.7), Term("stems", "de:stadt")), 0.2)
RARE = DisjunctionMax((Term("exact", "ijop"), Term("labels", "ijop", 0.5)), 0.2)


def test_a_word_weighs_by_its_commonest_form_and_the_rarest_keeps_its_score(counted):
    city, rare = weigh_by_rarity([CITY, RARE])
    factor = (log1p(20.5 / 80.5) / log1p(99.5 / 1.5)) ** RARITY_POWER
    assert rare == RARE
    assert [term.boost for term in city.parts] == [
        pytest.approx(0.7 * factor),
        pytest.approx(factor),
    ]
    assert city.tie_breaker == CITY.tie_breaker
    assert len(counted) == 1


def test_what_is_not_counted_keeps_its_score(counted):
    name = DisjunctionMax((Phrase("exact", ("hong", "kong")), ColumnIn("tags", (1,))))
    assert weigh_by_rarity([name, CITY])[0] == name
    assert not any(field == "labels" for ask in counted for field, _term in ask)


def test_without_an_index_all_weigh_the_same(monkeypatch):
    def fail(ask):
        raise IndexUnreadable

    monkeypatch.setattr(rarity, "ask_live_index", fail)
    monkeypatch.setattr(rarity, "LEAST_NODES", 2)
    assert weigh_by_rarity([CITY, RARE]) == [CITY, RARE]


def test_headlines_and_questions_are_not_weighed(counted):
    assert weigh_by_rarity([CITY]) == [CITY]
    assert not counted


COMMON = [f"Wort{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]


def test_a_telling_word_of_a_paragraph_beats_several_that_many_texts_have(engine):
    for number in range(10):
        some = " ".join(COMMON[:6])
        published(make_article(title=f"Einkauf {number}", summary=some))
        published(make_article(title=f"Wetter {number}", summary="Es regnet am Berg."))
    rare = "Das Lagezentrum meldet jeden Tag Namen an zwei Orte."
    published(make_article(title="Andere", summary=rare))
    reindex()
    asked = f"{' '.join(COMMON)} Lagezentrum"
    assert search(SearchFilters(q=asked)).hits[0].entry.title == "Andere"
