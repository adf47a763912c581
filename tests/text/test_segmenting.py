"""What finds what: the one token stream of index and query."""

import pytest

from archive.text.segmenting import exact_tokens, query_alternatives, stem_tokens


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
    ],
)
def test_a_query_does_not_find_the_text(query, text, language):
    assert not finds(query, text, language)
