"""What nobody sees in a text is taken out and told; what a script needs stays."""

from __future__ import annotations

import unicodedata

import pytest

from archive.text.copies.hidden_marks import (
    FILLER,
    LOOK_ALIKE,
    MANIFEST,
    SPACE,
    TAG,
    VARIATION,
    ZERO_WIDTH,
    HiddenMark,
    find_hidden_marks,
    remove_hidden_marks,
)

ZWSP, ZWNJ, ZWJ, SHY = "\u200b", "\u200c", "\u200d", "\u00ad"


def select_bytes(data: bytes) -> str:
    """Bytes as variation selectors, as C2PA and others hide them behind a letter."""
    return "".join(chr(0xFE00 + b if b < 16 else 0xE0100 + b - 16) for b in data)


def tag_text(text: str) -> str:
    return "".join(chr(0xE0000 + ord(c)) for c in text)


MARKED = [
    (f"Die{tag_text('copy 7')} Polizei", "Die Polizei", {TAG: 6}),
    (f"Die P{select_bytes(b'copy 7')}olizei", "Die Polizei", {VARIATION: 6}),
    (f"😀{select_bytes(b'7')}", "😀", {VARIATION: 1}),
    (f"监控{chr(0xE0101)}系统", "监控系统", {VARIATION: 1}),
    (f"Po{ZWSP}li{ZWNJ}zei", "Polizei", {ZERO_WIDTH: 2}),
    ("Die\u2060 Po\ufefflizei", "Die Polizei", {ZERO_WIDTH: 2}),
    (f"监{ZWNJ}控{ZWJ}系统", "监控系统", {ZERO_WIDTH: 2}),
    ("Die\u200e Polizei\u200f", "Die Polizei", {ZERO_WIDTH: 2}),
    ("Po\u2062li\u2063zei", "Polizei", {ZERO_WIDTH: 2}),
    ("Po\u3164lizei", "Polizei", {FILLER: 1}),
    ("Po\u034flizei", "Polizei", {FILLER: 1}),
    ("Po\u2800lizei", "Polizei", {FILLER: 1}),
    ("Die\u2004Polizei\u2005der\u2006Stadt", "Die Polizei der Stadt", {SPACE: 3}),
    ("Die\u202fPolizei\u2009der Stadt", "Die Polizei der Stadt", {SPACE: 2}),
    ("Die Pоlizei", "Die Polizei", {LOOK_ALIKE: 1}),
    ("Кaмера и рoзыск", "Камера и розыск", {LOOK_ALIKE: 2}),
    ("ΝSA und Βerlin", "NSA und Berlin", {LOOK_ALIKE: 2}),
    (
        f"Hello{select_bytes(b'C2PATXT' + bytes(6))}",
        "Hello",
        {VARIATION: 13, MANIFEST: 1},
    ),
]


@pytest.mark.parametrize(("text", "read", "kinds"), MARKED)
def test_marks_are_taken_out_and_told(text, read, kinds):
    assert remove_hidden_marks(text) == read
    found = find_hidden_marks(text)
    assert {mark.kind: mark.count for mark in found} == kinds
    assert all(mark.is_suspicious for mark in found)
    assert find_hidden_marks(read) == []


ORDINARY = [
    "Die Polizei überwacht Zürich.",
    "20\u00a0% der 2\u202f565\u202f742 Namen, z.\u00a0B. § 7",
    "«\u00a0Il regarde\u00a0», dit-il\u202f!",
    "ئۇيغۇر\u200cلار",  # Uyghur with a non-joiner
    "می\u200cخواهم",  # Persian
    "क्\u200dष",  # Devanagari
    "The man (\u200fשלום\u200e) left.",
    "ภาษา\u200bไทย",
    "❤\ufe0f 👩\u200d💻 👩🏽\u200d🚀 🏳\ufe0f\u200d🌈 1\ufe0f\u20e3 ☎\ufe0e",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "ᠮᠣᠩ\u180bᠭ",
    "\u3000\u3000监控系统在新疆。",
    "5 µm, 3 kΩ, Δt, π",
    "Газета «Правда» und Εφημερίδα",
    "МЕТРО in a Latin text",  # a word of one script is that script's
]


@pytest.mark.parametrize("text", ORDINARY)
def test_what_scripts_and_typography_need_stays_without_a_word(text):
    assert remove_hidden_marks(text) == text
    assert find_hidden_marks(text) == []


@pytest.mark.parametrize(
    ("text", "read", "told"),
    [
        (f"Über{SHY}wachungs{SHY}staat", "Überwachungsstaat", []),
        ("⼈⼯智能 and 臨\ufa0a", "人工智能 and 臨見", []),
        (f"Polizei{ZWSP} und{ZWSP} Kamera", "Polizei und Kamera", [(ZERO_WIDTH, 2)]),
        ("\ufeffDie Polizei", "Die Polizei", [(ZERO_WIDTH, 1)]),
        ("Die\u00a0Polizei\u00a0der Stadt", "Die Polizei der Stadt", [(SPACE, 2)]),
        ("Die\u2003Polizei", "Die Polizei", [(SPACE, 1)]),
    ],
)
def test_habits_of_web_pages_are_taken_out_without_suspicion(text, read, told):
    assert remove_hidden_marks(text) == read
    assert find_hidden_marks(text) == [HiddenMark(*mark, False) for mark in told]


@pytest.mark.parametrize(("count", "is_suspicious"), [(7, False), (8, True)])
def test_many_invisible_characters_are_suspicious(count, is_suspicious):
    (mark,) = find_hidden_marks(f"a{ZWSP}" * count + "b")
    assert (mark.count, mark.is_suspicious) == (count, is_suspicious)


def test_no_invisible_character_survives_in_a_latin_text():
    """Of all of Unicode, but for the controls of direction, which pages show, and
    signs of Arabic, Syriac and Kaithi that stand before numbers and can be seen."""
    shown = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    shown |= set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
    shown |= set("\U000110bd\U000110cd")
    left = [
        f"U+{number:04X}"
        for number in range(0x80, 0x110000)
        if unicodedata.category(chr(number)) in ("Cf", "Zs")
        and chr(number) not in shown
        and remove_hidden_marks(f"Po{chr(number)}lizei") not in ("Polizei", "Po lizei")
    ]
    assert left == []


def test_removing_twice_is_removing_once():
    for text, *_rest in MARKED:
        once = remove_hidden_marks(text)
        assert remove_hidden_marks(once) == once


def test_a_soft_hyphen_at_the_end_of_a_line_stays_a_hyphen():
    assert remove_hidden_marks(f"Po{SHY}li{SHY}\nzei") == "Poli-\nzei"
