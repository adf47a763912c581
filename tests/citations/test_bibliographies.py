"""A list of references is sorted, lettered and numbered as its style says."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.citations import _bibliographies, build_bibliography, cite_all, cite_sorted
from archive.citations._styled_references import runs_to_text
from tests.factories import make_article, published

REPORT = {
    "type": "article-newspaper",
    "language": "en",
    "title": "B title",
    "container-title": "The Paper",
    "author": [{"family": "Muster", "given": "Anna"}],
    "issued": {"date-parts": [[2019, 2, 20]]},
}
ADLER = {"author": [{"family": "Adler", "given": "Beat"}]}
RECORDS = [REPORT, REPORT | {"title": "A title"}, REPORT | ADLER]


def titles(works):
    return [runs_to_text(work.full) for work in works]


@pytest.mark.parametrize(
    ("style", "starts"),
    [
        ("apa", ["Adler, B. (2019,", "Muster, A. (2019a,", "Muster, A. (2019b,"]),
        ("chicago-author-date", ["Adler, Beat. 2019.", "Muster, Anna. 2019a.", "M"]),
        ("harvard", ["Adler, B. (2019)", "Muster, A. (2019a)", "Muster, A. (2019b)"]),
        ("mla", ["Adler, Beat. “B", "Muster, Anna. “A Title", "———. “B Title"]),
        ("iso690", ["1. MUSTER, Anna. B", "2. MUSTER, Anna. A", "3. ADLER"]),
        ("gb7714-numeric", ["[1]MUSTER A. B", "[2]MUSTER A. A", "[3]ADLER"]),
    ],
)
def test_a_bibliography_is_in_the_order_of_its_style(style, starts):
    works = titles(build_bibliography(RECORDS, style, "en"))
    assert [text[: len(s)] for text, s in zip(works, starts, strict=True)] == starts


def test_citations_have_the_letters_of_their_references():
    works = build_bibliography(RECORDS, "apa", "en")
    said = [runs_to_text(work.in_text) for work in works]
    assert said == ["(Adler, 2019)", "(Muster, 2019a)", "(Muster, 2019b)"]


def test_works_without_a_year_have_letters_too():
    undated = [{k: v for k, v in one.items() if k != "issued"} for one in RECORDS[:2]]
    works = titles(build_bibliography(undated, "apa", "en"))
    assert ["n.d.-a" in works[0], "n.d.-b" in works[1]] == [True, True]


def test_chinese_names_sort_by_sound_after_latin_ones():
    names = [("王", "小明"), ("李", "小明"), ("Zeller", "Ada")]
    records = [
        REPORT | {"author": [{"family": family, "given": given}], "language": "zh"}
        for family, given in names
    ]
    starts = [text[:1] for text in titles(build_bibliography(records, "apa", "en"))]
    assert starts == ["Z", "李", "王"]


def test_many_alike_works_cost_no_square_of_renderings():
    same = [REPORT | {"title": f"Report {n:04d}"} for n in range(400)]
    works = titles(build_bibliography(same, "apa", "en"))
    assert "(2019a," in works[0] and "(2019oj," in works[-1]


@pytest.fixture
def articles():
    return [
        published(make_article(title=title, byline="Anna Muster", date="2019-02-20"))
        for title in ("Second", "First")
    ]


@pytest.mark.django_db
def test_entries_are_sorted_with_their_notes(articles):
    (first, one), (second, other) = cite_sorted([articles], "en", "apa")
    assert [first, second] == [1, 0]
    assert "(2019a," in str(one) and articles[1].id_code_display in str(one)
    assert "(2019b," in str(other) and articles[0].id_code_display in str(other)


@pytest.mark.django_db
def test_a_list_too_long_to_sort_comes_as_it_is(articles, monkeypatch):
    monkeypatch.setattr(_bibliographies, "MOST_SORTED_WORKS", 1)
    cited = list(cite_sorted([articles[:1], articles[1:]], "en", "apa"))
    assert [place for place, _work in cited] == [0, 1]
    assert "2019a" not in str(cited[0][1]) + str(cited[1][1])


@pytest.mark.django_db
def test_a_whole_list_has_letters_in_its_own_order(articles):
    whole = cite_all(articles, "en", "apa", has_letters=True)
    assert "(2019b," in str(whole[0]) and "(2019a," in str(whole[1])
    assert "(2019," in str(cite_all(articles, "en", "apa")[0])


@pytest.mark.django_db
def test_sorting_asks_no_more_of_the_database(articles):
    with CaptureQueriesContext(connection) as plain:
        cite_all(articles, "en", "apa")
    with CaptureQueriesContext(connection) as queries:
        list(cite_sorted([articles], "en", "apa"))
    assert len(queries) <= len(plain)
