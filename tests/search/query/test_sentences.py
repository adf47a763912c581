"""A sentence, keywords or a pasted paragraph is found by any of its words."""

import pytest

from archive import editorial
from archive.filters import SearchFilters
from archive.models import Article, Passage
from archive.search import reindex, search
from archive.search.query.parsed_query import parse_query
from archive.search.query.parsing import MOST_QUERY_WORDS, parse_syntax
from archive.search.query.sentences import (
    MOST_SENTENCE_WORDS,
    SENTENCE_FACTOR,
    drop_common_words,
    keep_rarest_words,
    read_sentence,
)
from archive.search.query.syntax import PhraseClause, WordClause
from tests.factories import make_article, published

IJOP = "What is known about the IJOP (the predictive policing platform)"
MOST_WORDS = MOST_QUERY_WORDS * SENTENCE_FACTOR


def read(text):
    return read_sentence(parse_syntax(text, MOST_SENTENCE_WORDS)[0], text)


def words_of(text):
    return [p.text for p in read(text).words.parts if isinstance(p, WordClause)]


@pytest.mark.parametrize(
    "text",
    [
        "cameras police Urumqi station 2017",
        IJOP,
        "What is known about the IJOP - the predictive policing platform",
        "What is known about the IJOP – the predictive policing platform",
        "What is known about the IJOP & the predictive policing platform",
        "What is known about the IJOP | the predictive policing platform",
        "What is known about the IJOP -the predictive policing platform",
        "papers on internal /slip flow/ heat transfer studies .",
        "Wer überwacht (angeblich) die Bürger und ihre Telefone",
        "Who?",
        "新疆维吾尔自治区公安厅的一体化联合作战平台收集数据",
        'They spoke of "vocational training" in all the villages',
    ],
)
def test_many_words_are_a_sentence_whatever_signs_are_in_it(text):
    found = read(text)
    assert found is not None
    assert found.conditions == ()


@pytest.mark.parametrize(
    "text",
    [
        "cameras police Urumqi station",
        "cameras AND police AND Urumqi AND station AND network",
        "cameras – Urumqi - station & (police)",
        "(cameras police)",
        '"cameras of the police in Urumqi station"',
        "region:CN-XJ",
        "香港特别行政区",
        "-cameras",
    ],
)
def test_few_words_or_signs_of_the_syntax_are_not_a_sentence(text):
    assert read(text) is None


def test_what_is_left_out_and_fields_are_conditions_of_a_sentence():
    found = read("cameras (police Urumqi) station network -Beijing region:CN-XJ")
    assert len(found.words.parts) == 5
    assert len(found.conditions) == 2


def test_a_bracket_stays_in_its_place():
    assert words_of(IJOP)[-5:] == ["IJOP", "the", "predictive", "policing", "platform"]


def test_words_that_only_join_are_dropped_and_quotations_stay():
    parts = drop_common_words(read('Who wrote "the end" and why?').words).parts
    assert parts == (WordClause("wrote"), PhraseClause("the end"))


def add_article(title, text):
    article = published(make_article(title=title, language="en"))
    Passage.objects.create(article=article, anchor="p1", position=1, verbatim=text)


def list_titles(text):
    return [hit.entry.title for hit in search(SearchFilters(q=text)).hits]


@pytest.mark.usefixtures("engine")
def test_one_word_of_a_sentence_is_enough_and_more_come_first():
    add_article("One", "A platform of steel.")
    add_article("Three", "The predictive policing platform.")
    add_article("None", "Nothing of it.")
    reindex()
    assert list_titles(IJOP) == ["Three", "One"]


@pytest.mark.usefixtures("engine")
def test_a_condition_holds_whatever_words_match():
    add_article("One", "A platform of steel in Beijing.")
    add_article("Two", "The predictive policing platform.")
    reindex()
    assert list_titles(f"{IJOP} -Beijing") == ["Two"]


@pytest.mark.usefixtures("engine")
def test_a_word_said_twice_counts_twice():
    add_article("Cameras", "All about cameras, and one more line to read.")
    add_article("Drones", "All about drones, and one more line to read.")
    reindex()
    rest = "seen over towns of late"
    assert list_titles(f"drones cameras cameras {rest}")[0] == "Cameras"
    assert list_titles(f"cameras drones drones {rest}")[0] == "Drones"


@pytest.mark.usefixtures("engine")
def test_the_rarest_words_of_a_pasted_paragraph_are_searched():
    for n in range(3):
        common = " ".join(f"common{w}" for w in range(MOST_WORDS))
        add_article(f"Common {n}", common)
    add_article("Rare", "the aksu phone inspection")
    reindex()
    paragraph = f"{common} aksu phone inspection"
    assert "Rare" in list_titles(paragraph)
    parsed = parse_query(paragraph)
    assert len(parsed.words) == MOST_WORDS
    assert f"its {MOST_WORDS} rarest words" in " ".join(map(str, parsed.notices))
    kept, is_cut = keep_rarest_words(read(paragraph).words, 4)
    assert is_cut
    assert {"aksu", "phone", "inspection"} < {part.text for part in kept.parts}


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    ("query", "titles", "is_told"),
    [
        ('Expert: "risk of infection very likely"', ["Likely"], True),
        ('"The risk is high", says the expert', ["Likely"], True),
        ('Expert: "risk of infection" unlikely AND high', [], False),
        ('Expert: "infection is likely" "and nothing else"', ["Likely"], True),
        ('town report "quite safe" everyone', ["Safe"], False),
        ('"risk of infection very likely"', [], False),
        ('expert "risky" in a town', [], False),
        ('expert "infection likely"', [], False),
        ('expert "risk of infection likely" -officials', ["Likely"], True),
        ('expert "risk of infection likely" title:Safe', [], True),
    ],
)
def test_a_headline_is_found_where_no_entry_has_its_quotation(query, titles, is_told):
    add_article("Likely", "An infection is likely, the expert wrote in a report.")
    add_article("Safe", "A town reports that everyone remains quite safe: officials.")
    reindex()
    assert sorted(list_titles(query)) == titles
    notices = " ".join(map(str, parse_query(query).notices))
    assert ("No entry has the words in quotation marks" in notices) == is_told


@pytest.mark.usefixtures("engine")
def test_a_quotation_that_only_a_withdrawn_entry_has_is_in_no_entry(admin_user):
    add_article("Likely", "An infection is likely, the expert wrote.")
    add_article("Withdrawn", "Expert: risk of infection very likely")
    reindex()
    query = 'Expert: "risk of infection very likely"'
    assert list_titles(query) == ["Withdrawn"]
    gone = Article.objects.get(title="Withdrawn")
    editorial.withdraw(gone, admin_user, "A mistake.")
    assert list_titles(query) == ["Likely"]
    assert "No entry has the words" in str(parse_query(query).notices[0])
