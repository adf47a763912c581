"""A text read in one pass gives the terms that the token stream says."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from archive.search.index.terms import (
    TEXT_GAP,
    FieldTerms,
    extract_name_terms,
    extract_stems,
    extract_terms,
)
from archive.text.segmenting import exact_tokens, stem_tokens

BITS = (
    "Überwachungskameras ueberwachen 新疆維吾爾自治區 社会信用 疆 SenseNets文件 "
    "the cameras' "
    "1'234'567 1.234 2,5 2019-02-03 가나 다라마 ئۇيغۇر é1.234 é ﬁnden ² ＮＳＡ "
    "o’clock ʼn \ud800 \x00 – « » „ 、 。 ( ) a1b2 Straße STRASSE"
).split(" ")
LANGUAGES = ("de", "de-CH", "en", "zh-Hans", "ug", "und")


def invented(seed):
    """Texts of words of many scripts, with and without spaces between them."""
    chance = random.Random(seed)
    for _again in range(300):
        size = chance.randint(1, 14)
        yield chance.choice(["", " ", "-", "\n"]).join(chance.choices(BITS, k=size))


def spelt(text):
    """Exact terms and pairs, by the token stream."""
    exact, pairs, last = [], [], -1
    for token in exact_tokens(text, "und"):
        if not (len(token.term) == 2 and "\u3400" <= token.term[0] <= "\ufaff"):
            exact.append(token.term)
            continue
        pairs += [TEXT_GAP] if pairs and token.position != last + 1 else []
        pairs.append(token.term)
        last = token.position
    return exact, pairs


def count_stems(text, language):
    """Stems of words, of their bases and of parts, by the token stream."""
    return Counter(token.term for token in stem_tokens(text, language))


@pytest.mark.parametrize("seed", range(3))
def test_one_pass_gives_what_the_token_stream_says(seed):
    chance = random.Random(seed)
    for text in invented(seed):
        language = chance.choice(LANGUAGES)
        assert extract_terms(text) == spelt(text), text
        whole, inner = extract_stems(text, language)
        assert Counter([*whole, *inner]) == count_stems(text, language), text


def test_a_gap_stands_behind_each_text_of_a_field():
    found = FieldTerms()
    found.add_text("新疆 文件", "zh-Hans")
    found.add_text("Kamera am 3.2.2019", "de")
    assert found.pairs == ["新疆", TEXT_GAP, "文件", TEXT_GAP]
    assert found.exact[:5] == ["新", "疆", "文", "件", TEXT_GAP]
    assert found.exact[5:11] == ["kamera", "am", "3", "2", "2019", TEXT_GAP]
    assert found.exact[11:] == ["2019-02-03", TEXT_GAP, "2019-02", TEXT_GAP]


def test_names_are_analysed_once():
    before = extract_name_terms.cache_info().hits
    assert extract_name_terms("乌鲁木齐") == extract_name_terms("乌鲁木齐")
    assert extract_name_terms.cache_info().hits > before
    written = (TEXT_GAP, "=ürümqi", TEXT_GAP)
    assert extract_name_terms("Ürümqi") == (("urumqi", *written), ())
