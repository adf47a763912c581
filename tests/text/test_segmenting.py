"""What finds what: the one token stream of index and query."""

import pytest

from archive.text.segmenting import (
    exact_tokens,
    query_alternatives,
    stem_tokens,
    stem_with_base,
)


def finds(query, text, language):
    index = {t.term for t in exact_tokens(text, language)}
    index |= {t.term for t in stem_tokens(text, language)}
    asked = query_alternatives(query)
    if all("\u3400" <= c <= "\ufaff" for c in query):
        return set(asked.exact) <= index
    return bool(set(asked.exact + asked.stemmed) & index)


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("Ausmaß", "das Ausmass", "de-CH"),
        ("Ausmass", "das Ausmaß", "de"),
        ("Überwachung", "Massenüberwachung", "de"),
        ("Uberwachung", "Überwachung", "de"),
        ("Ueberwachung", "Überwachung", "de"),
        ("Überwachung", "UEBERWACHUNG", "de"),
        ("Gesichtserkennung", "Gesichtserkennungssoftware", "de"),
        ("Datenbanken", "Datenbank", "de"),
        ("cameras", "a camera", "en"),
        ("社会信用", "中国的社会信用体系", "zh-Hans"),
        ("社會信用", "社会信用体系", "zh-Hans"),
        ("疆", "新疆", "zh-Hans"),
        ("文件", "SenseNets文件", "zh-Hans"),
        ("sensenets", "SenseNets文件", "zh-Hans"),
        ("2565724", "2.565.724 records", "en"),
        ("2,565,724", "2.565.724", "de"),
        ("2'565'724", "2 565 724", "de"),
        ("ＮＳＡ", "NSA", "en"),
        ("人脸识别", "人\u3000脸\u3000识\u3000别", "zh-Hans"),
    ],
)
def test_a_query_finds_the_text(query, text, language):
    assert finds(query, text, language)


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("Syria", "Serbia", "en"),
        ("Regierung", "Regie", "de"),
        ("信用", "信任", "zh-Hans"),
        ("2565724", "2.565.725", "de"),
        ("Kamera", "Kammer", "de"),
        ("secret", "it secretes", "en"),
        ("suite", "a suit", "en"),
        ("unite", "one unit", "en"),
    ],
)
def test_a_query_does_not_find_the_text(query, text, language):
    assert not finds(query, text, language)


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("de", "Reis", "Reise"),
        ("de", "Lage", "Lager"),
        ("de", "Maß", "Masse"),
        ("de", "Band", "Bande"),
        ("de", "Akt", "Akten"),
        ("de", "Not", "Noten"),
        ("de", "Rat", "Raten"),
        ("de", "Kost", "Kosten"),
        ("de", "Post", "Posten"),
        ("de", "Kohl", "Kohle"),
        ("de", "Bild", "Bildung"),
        ("de", "bauen", "Bauer"),
        ("de", "Burg", "Bürger"),
        ("de", "Dach", "dachte"),
        ("de", "Fest", "Festung"),
        ("de", "Kamm", "Kammer"),
        ("de", "Messe", "Messer"),
        ("de", "Plan", "Planet"),
        ("de", "Pol", "Polen"),
        ("de", "Richter", "Richtung"),
        ("de", "seit", "Seite"),
        ("de", "Stimme", "Stimmung"),
        ("de", "Tag", "Tagung"),
        ("de", "Verein", "Vereinten"),
        ("de", "Wache", "wachsen"),
        ("de", "Wand", "wandern"),
        ("de", "Waage", "Wagen"),
        ("de", "Weg", "wegen"),
        ("de", "Wein", "weinen"),
        ("de", "Wette", "Wetter"),
        ("de", "Wunde", "Wunder"),
        ("en", "busy", "business"),
        ("en", "confer", "conference"),
        ("en", "depart", "department"),
        ("en", "design", "designation"),
        ("en", "convent", "convention"),
        ("en", "detect", "detective"),
        ("en", "engineer", "engine"),
        ("en", "execute", "executive"),
        ("en", "office", "officer"),
        ("en", "inform", "informal"),
        ("en", "major", "majority"),
        ("en", "minor", "minority"),
        ("en", "object", "objective"),
        ("en", "politics", "polite"),
        ("en", "pose", "position"),
        ("en", "product", "productive"),
        ("en", "protest", "protestant"),
        ("en", "public", "publish"),
        ("en", "ration", "rational"),
        ("en", "respect", "respective"),
        ("en", "sever", "several"),
        ("en", "severe", "several"),
        ("en", "success", "succession"),
        ("en", "transit", "transition"),
        ("en", "wit", "witness"),
        ("en", "import", "important"),
        ("en", "market", "marketing"),
        ("en", "experiment", "experience"),
        ("en", "relation", "relative"),
        ("en", "author", "authority"),
        ("en", "custom", "customs"),
        ("en", "past", "paste"),
    ],
)
def test_words_that_are_not_forms_of_each_other_do_not_meet(code, one, other):
    assert not set(stem_with_base(one, code)) & set(stem_with_base(other, code))
    stems = (set(query_alternatives(word).stemmed) for word in (one, other))
    assert not set.intersection(*stems)


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("de", "Reise Reisen"),
        ("de", "Lager Lagern Lagers"),
        ("de", "Masse Massen"),
        ("de", "Maß Maße Maßen"),
        ("de", "Akte Akten"),
        ("en", "import imports imported importing"),
        ("en", "important importance"),
        ("en", "authority authorities"),
        ("en", "experience experiences experienced experiencing"),
        ("de", "Bildung Bildungen"),
        ("de", "Bürger Bürgern Bürgers"),
        ("de", "denken denkt dachte gedacht gedachte Denkens"),
        ("de", "Seite Seiten"),
        ("de", "wachsen wächst wuchs gewachsen Wachsens"),
        ("de", "wandern wanderte gewandert Wanderung"),
        ("de", "weinen weint weinst weinte geweint"),
        ("en", "publish published publishing publication publisher"),
        ("en", "rational rationality rationalities rationally"),
        ("en", "secrete secreted secreting secretion secretions"),
        ("en", "severe severer severest severely severity"),
        ("en", "transition transitions transitioned transitioning"),
        ("en", "unite united uniting"),
        ("en", "witness witnesses witnessed"),
    ],
)
def test_forms_of_one_word_still_meet(code, forms):
    stems = [set(stem_with_base(form, code)) for form in forms.split()]
    assert set.intersection(*stems)
