"""Entries with all words come first, and after a few of them those with some."""

import pytest

from archive.filters import SearchFilters
from archive.models import Passage, Region, RegionName, Tag, TagLabel
from archive.search import (
    count_results,
    find_entry_ids,
    find_matching_ids,
    reindex,
    search,
)
from archive.search.query import partial_matches
from archive.search.query.parsed_query import parse_query
from archive.search.query.parsing import require_all_words
from tests.factories import make_article, published


def add_article(title, text, language="en", **fields):
    article = published(make_article(title=title, language=language, **fields))
    Passage.objects.create(article=article, anchor="p1", position=1, verbatim=text)


def list_titles(text, **filters):
    return [hit.entry.title for hit in search(SearchFilters(q=text, **filters)).hits]


@pytest.fixture
def three_entries(engine):
    add_article("Both", "Adrian Zenz wrote a report.", date="2019")
    add_article("Adrian", "Adrian is a name.", date="2018")
    add_article("Zenz", "Zenz Zenz Zenz: a study.", date="2020")
    add_article("Neither", "A tender for gates.")
    reindex()


@pytest.mark.parametrize("sort", ["", "date", "-date", "added"])
def test_entries_with_all_words_come_first_in_every_order(three_entries, sort):
    titles = list_titles("Adrian Zenz", sort=sort)
    assert titles[0] == "Both"
    assert set(titles[1:]) == {"Adrian", "Zenz"}


def test_the_list_the_counts_and_the_ids_say_the_same(three_entries):
    filters = SearchFilters(q="Adrian Zenz")
    results, count = search(filters), count_results(filters)
    assert (results.total, results.complete, results.complete_hits) == (3, 1, 1)
    assert (count.number, count.complete) == (3, 1)
    kinds = next(facet for facet in results.facets if facet.name == "kind")
    assert [value.count for value in kinds.values] == [3]
    ids = [hit.entry.pk for hit in results.hits]
    assert find_entry_ids(filters) == ids
    matching = find_matching_ids(filters)
    assert matching.ids == set(ids)
    assert "all of your words" in str(matching.notices[-1])


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("Adrian AND Zenz", {"Both"}),
        ('"Adrian Zenz"', {"Both"}),
        ("Adrian Zenz -name", {"Both", "Zenz"}),
        ('"Adrian" Zenz report', {"Both"}),
        ('Adrian Zenz "a name"', {"Adrian"}),
        ("Adrian Zenz title:Zenz", {"Zenz"}),
        ("Adrian NEAR/2 Zenz", {"Both"}),
        ("Adrian", {"Both", "Adrian"}),
        ("Adrian the", {"Both", "Adrian"}),
        ("(Adrian Zenz)", {"Both", "Adrian", "Zenz"}),
        ("Adrian Nobody", {"Both", "Adrian"}),
    ],
)
def test_signs_of_the_syntax_keep_their_meaning(three_entries, query, titles):
    assert set(list_titles(query)) == titles


def test_pages_show_each_entry_once(three_entries, monkeypatch):
    monkeypatch.setattr("archive.search._search.HITS_PER_PAGE", 2)
    first, second = (list_titles("Adrian Zenz", page=page) for page in (1, 2))
    assert first[0] == "Both"
    assert sorted([*first, *second]) == ["Adrian", "Both", "Zenz"]
    results = search(SearchFilters(q="Adrian Zenz", page=2))
    assert results.complete_hits == 0


@pytest.mark.usefixtures("engine")
def test_where_enough_entries_have_all_words_no_others_are_shown(monkeypatch):
    monkeypatch.setattr("archive.search.query.parsed_query.ENOUGH_ENTRIES", 2)
    for number in range(2):
        add_article(f"Both {number}", "Surveillance in China.", date=f"201{number}")
    add_article("China", "All about China.")
    reindex()
    assert len(list_titles("surveillance China")) == 2
    # What is enough doesn't hang on filters, so that a filter never adds entries.
    assert list_titles("surveillance China", undated=True) == []


@pytest.mark.usefixtures("engine")
def test_a_word_that_many_entries_have_is_not_enough_by_itself(monkeypatch):
    monkeypatch.setattr(partial_matches, "FEWEST_ENTRIES_OF_COMMON", 1)
    for number in range(4):
        add_article(f"China {number}", "All about China.")
    add_article("Zenz", "Zenz wrote a report.")
    add_article("Both", "Zenz wrote about China.")
    add_article("Neither", "A tender.")
    reindex()
    monkeypatch.setattr(partial_matches, "MOST_SHARE_OF_TELLING", 0.5)
    assert list_titles("Zenz China") == ["Both", "Zenz"]
    assert list_titles("Nobody China") == []


@pytest.mark.usefixtures("engine")
def test_pieces_of_words_are_enough_and_single_characters_are_not():
    add_article("全部", "新疆使用人脸识别。", "zh-Hans")
    add_article("识别", "车牌识别系统。", "zh-Hans")
    add_article("人", "这里没有人。", "zh-Hans")
    add_article("Werk", "Das Kraftwerk steht.", "de")
    add_article("Gate", "A gate of the tunnel.")
    reindex()
    assert list_titles("人脸识别 新疆") == ["全部", "识别"]
    assert list_titles("Atomkraftwerk Abriss") == ["Werk"]
    assert list_titles("wind-tunnel tests") == ["Gate"]


@pytest.mark.parametrize(
    ("query", "strict"),
    [
        ("Adrian Zenz", "Adrian AND Zenz"),
        ("  Adrian  Zenz", "  Adrian AND Zenz"),
        ('"a b" Adrian Zenz', '"a b" AND Adrian Zenz'),
        ("Adrian Zenz -China region:CN", "Adrian AND Zenz -China region:CN"),
        ("人脸识别", '"人脸识别"'),
        ("Zenz OR Adrian", ""),
    ],
)
def test_a_query_is_written_so_that_all_words_are_needed(query, strict):
    assert require_all_words(query) == strict


def test_without_an_index_nothing_partial_is_asked(monkeypatch, db):
    assert parse_query("Adrian Zenz").partial is None


@pytest.fixture
def named_entries(engine, monkeypatch):
    """Three articles with a tag of which the text of none speaks; one of Hong Kong."""
    monkeypatch.setattr(partial_matches, "FEWEST_ENTRIES_OF_COMMON", 2)
    tag = Tag.objects.create(scheme="theme", slug="watch", is_listed=True)
    TagLabel.objects.create(tag=tag, language="de", label="Wacht", is_preferred=True)
    for n in range(3):
        article = published(make_article(title=f"Gate {n}"))
        Passage.objects.create(
            article=article, anchor="p1", position=1, verbatim="A tender."
        )
        article.taggings.create(tag=tag)
    add_article("香港", "香港特别行政区政府", "zh")
    reindex()


def test_a_common_tag_is_not_enough_under_any_of_its_names(named_entries):
    results = search(SearchFilters(q="Wacht Ferguson"))
    assert (results.complete, results.partial) == (0, 0)


def test_a_rare_tag_is_enough_where_no_text_says_the_word(named_entries, monkeypatch):
    monkeypatch.setattr(partial_matches, "FEWEST_ENTRIES_OF_COMMON", 3)
    results = search(SearchFilters(q="Wacht Ferguson"))
    assert (results.complete, results.partial) == (0, 3)


@pytest.mark.parametrize(
    ("query", "number"), [("澳门特别行政区", 0), ("香港特别行政区", 1)]
)
def test_a_long_official_name_is_searched_as_a_whole(named_entries, query, number):
    assert search(SearchFilters(q=query)).complete == number


def test_of_an_official_name_of_the_vocabulary_no_part_is_offered(named_entries):
    region = Region.objects.create(code="MO", level="country", is_listed=True)
    RegionName.objects.create(region=region, language="zh-Hans", name="澳门特别行政区")
    assert search(SearchFilters(q="澳門特別行政區")).total == 0


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("WHO", {"Names"}),
        ("IT", {"Names"}),
        ("who", {"Names", "Words"}),
        ("WHO gates", {"Names"}),
        ("WHO IS", {"Names", "Words"}),  # capitals tell nothing here
    ],
)
def test_a_word_in_capitals_is_a_name(engine, query, titles):
    add_article("Names", "The WHO is a client: gates for its IT, and who pays.")
    add_article("Words", "It is unclear who pays.")
    reindex()
    assert set(list_titles(query)) == titles


def test_only_the_name_in_capitals_is_marked(engine):
    add_article("Names", "The WHO is a client, and who pays.")
    reindex()
    hit = search(SearchFilters(q="WHO")).hits[0]
    assert str(hit.snippet).count("<mark") == 1
