"""What typography puts inside words, and the offsets that stay."""

from __future__ import annotations

import re
import unicodedata

import pytest

from archive.text.folding import INVISIBLE
from archive.text.segmenting import (
    exact_term,
    query_alternatives,
    split_words,
    stem_tokens,
)
from archive.text.word_forms import clean_words, locate_words

INVISIBLE_CHARACTERS = (
    *"\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a\u202c\u2066\u2069\u034f\ufe0f",
    "\u2063",
)


@pytest.mark.parametrize("sign", [*INVISIBLE_CHARACTERS, "\u200c", "\u200d"])
@pytest.mark.parametrize(
    "word", ["Überwachung", "surveillance", "监控摄像头", "слежка"]
)
def test_an_invisible_character_in_a_word_is_not_read(sign, word):
    text = f"a {sign.join(word)}{sign}. b"
    plain = [exact_term(found) for found, _start, _end in split_words(f"a {word}. b")]
    words = split_words(text)
    assert [exact_term(found) for found, _start, _end in words] == plain
    stretch = text[words[1][1] : words[-2][2]]
    assert stretch == sign.join(word)


@pytest.mark.parametrize(
    "word",
    [
        "མུ་དམངས",  # Tibetan vowels
        "हिन्दी",
        "শেখ",
        "தமிழ்",
        "ไทย",
        "ที่",
        "ខ្មែរ",
        "မြန်မာ",
        "مُراقَبةٌ",
        "שָׁלוֹם",
        "Vie\u0302\u0323t",
        "й".join("ку"),
    ],
)
def test_a_mark_stays_with_its_letter(word):
    for form in ("NFC", "NFD", "NFKC"):
        text = unicodedata.normalize(form, word)
        found = locate_words(text)
        assert [text[start:end] for _word, start, end in found] == re.split("་", text)


@pytest.mark.parametrize("word", ["می\u200cخواهم", "क्\u200dष", "ශ්\u200dරී", "ক্\u200cষ"])
def test_a_joiner_stays_where_a_script_needs_it(word):
    assert locate_words(word) == [(word, 0, len(word))]


def test_a_zero_width_space_parts_words_of_scripts_without_spaces():
    assert len(locate_words("ภาษา\u200bไทย")) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # Abbreviations
        ("the U.S. and U.K.", "the US and UK"),
        ("U.S.-based, U.S.'s", "US based US s"),
        ("(N.S.A.)", "NSA"),
        ("A.I", "AI"),
        ("С.Ш.А.", "США"),
        ("Plan B. A new one", "Plan B A new one"),
        ("z.B. so", "z B so"),
        ("www.A.B.example", "www A B example"),
        ("Version 1.2.3", "Version 1 2 3"),
        # Hyphens at line ends
        ("Gesichtser-\nkennung", "Gesichtserkennung"),
        ("Gesichtser-  \r\n  kennung", "Gesichtserkennung"),
        ("Gesichtser\u2010\nkennung", "Gesichtserkennung"),
        ("Gesichtser\u00ad\nkennung", "Gesichtserkennung"),
        ("Sozial-\nKredit", "Sozial Kredit"),
        ("Bundes- und\nLandes", "Bundes und Landes"),
        ("COVID-\n19", "COVID 19"),
        # Both genders
        ("Bürger:innen", "Bürgerinnen"),
        ("Bürger*innen", "Bürgerinnen"),
        ("Bürger_innen", "Bürgerinnen"),
        ("Bürger·innen", "Bürgerinnen"),
        ("Bürger/innen", "Bürgerinnen"),
        ("Bürger/-innen", "Bürgerinnen"),
        ("Bürger(innen)", "Bürgerinnen"),
        ("BürgerInnen", "Bürgerinnen"),
        ("Journalist:in", "Journalistin"),
        ("Bürger:innenrechte", "Bürgerinnenrechte"),
        ("said:in the", "said in the"),
        ("opt-in", "opt in"),
        ("Zeichen:inhalt", "Zeichen inhalt"),
        # Forms of letters
        ("ＮＳＡ　２０１９", "NSA 2019"),
        ("ﬁle", "file"),
        ("⼈⺠⽇报", "人 民 日 报"),
        ("ﻣﺮﺍﻗﺒﺔ", "مراقبة"),
        ("٢٠١٩ २०१९", "2019 2019"),
        ("مـــراقبة", "مراقبة"),
        # Spaces of scanners
        ("新 疆 维 吾 尔 自治区监 控", "新 疆 维 吾 尔 自 治 区 监 控"),
        ("SenseNets 文 件", "SenseNets 文 件"),
    ],
)
def test_words_are_read_as_they_are_spoken(text, words):
    read = [exact_term(word) for word, _start, _end in split_words(text)]
    assert read == [exact_term(word) for word in words.split()]
    for _word, start, end in split_words(text):
        assert not {text[start], text[end - 1]} & set(" \n\r")


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("新 疆 维 吾 尔", ["新疆维吾尔"]),
        ("自治区监 控", ["自治区监控"]),
        ("自治区\n监控", ["自治区监控"]),
        ("新\u200b疆", ["新疆"]),
        ("新疆 文件", ["新疆", "文件"]),
        ("新疆　文件", ["新疆", "文件"]),
        ("新疆\n\n文件", ["新疆", "文件"]),
    ],
)
def test_chinese_is_joined_over_spaces_that_no_author_wrote(text, runs):
    assert [word for word, _start, _end in locate_words(text)] == runs


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("Bürger", "Bürger:innen", "de"),
        ("Bürgerinnen", "Bürger*innen", "de"),
        ("Journalist", "Journalist_innen", "de-CH"),
        ("Lehrer", "LehrerInnen", "de"),
        ("Mitarbeiter", "Mitarbeiter(in)", "de"),
        ("term", "long-\nterm", "en"),
        ("Gesichtserkennung", "Gesichts\u00aderken-\nnung", "de"),
    ],
)
def test_a_word_finds_its_divided_and_gendered_forms(query, text, language):
    stems = {token.term for token in stem_tokens(text, language)}
    assert stems & set(query_alternatives(query).stemmed)


def test_a_query_is_cleaned_as_texts_are():
    query = "U. S. sanctions, Bürger:innen 新 疆 Massen\u00adüberwachung"
    cleaned = "US sanctions, BürgerInnen 新 疆 Massenüberwachung"
    assert clean_words(query) == cleaned == clean_words(cleaned)


def test_usual_and_unusual_texts_have_the_same_words():
    plain = "L'État, c'est moi: 新疆文件 von Cafe\u0301s über 3'000 foo_bar rock'n'roll"
    unusual = f"{plain} \u200b"
    assert locate_words(plain) == locate_words(unusual)


def test_all_format_characters_but_joiners_and_signs_of_numbers_are_invisible():
    pattern = re.compile(INVISIBLE)
    formats = {
        c for c in map(chr, range(0x2000, 0x2070)) if unicodedata.category(c) == "Cf"
    }
    assert {c for c in formats if not pattern.match(c)} == {"\u200c", "\u200d"}
