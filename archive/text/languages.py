"""The languages of the archive, and which of them a text is in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from .folding import is_traditional_chinese


@dataclass(frozen=True)
class Language:
    """A language by its BCP 47 code; `stemmer` names its Snowball stemmer."""

    code: str
    name: str
    stemmer: str
    stop_words: frozenset[str]


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARCHIVE_LANGUAGES = {
    "de": Language(
        "de",
        "Deutsch",
        "german",
        _word_set(
            "der die das und ist im in den von zu mit auf für ein eine einer eines "
            "einem einen nicht sich dem des wird werden wurde wurden auch als bei "
            "nach aus wie über sie er es hat haben sind so dass oder aber noch "
            "zur zum bis durch gegen seit unter vor sein ihre ihr wir"
        ),
    ),
    "en": Language(
        "en",
        "English",
        "english",
        _word_set(
            "the of and to in is that for on with was as are by it be this from at "
            "have has had not or an which were their its about they been than more "
            "into who what when will would said after over through he she we"
        ),
    ),
    "zh-Hans": Language("zh-Hans", "中文", "", frozenset()),
    "ug": Language("ug", "ئۇيغۇرچە", "", frozenset()),
}
_QUESTION_WORDS = _word_set(
    "was wer wen wem wessen wann wo wohin woher warum weshalb wieso welche welcher "
    "welches welchem welchen viel viele what who whom whose when where why how which "
    "did does do much many"
)
_CHINESE_QUESTION_WORD = re.compile(
    "为什么|為什麼|怎么样|怎麼樣|什么|什麼|甚麼|怎么|怎麼|怎样|怎樣|谁|誰|哪一个|哪一個|哪一|哪里|哪裡|"
    "哪儿|哪兒|哪些|哪个|哪個|哪(?!吒)|何时|何時|何地|何处|何處|何人|何种|何種|为何|為何|如何|多少|多久|"
    "多长|多長|多大|[几幾](?=[个個次年名岁歲位种種月天点點])|[吗嗎呢](?=[?？\\s]*$)|"
    "是否|请问|請問"
)
_CHINESE_FUNCTION_CHARACTERS = frozenset(
    "的了是在和与及或被把对于为以其之这那有也都而等从到由着过"
)
_STOP_WORDS = _QUESTION_WORDS.union(
    *(language.stop_words for language in ARCHIVE_LANGUAGES.values())
)
LANGUAGE_TAG = re.compile(
    r"und|[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?"
)  # BCP 47
HAN_CHARACTER = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
ARABIC_CHARACTER = re.compile(r"[\u0600-\u06ff]")
_WRITING_SYSTEMS = {  # of one language of the press, or of one that has most of it
    code: re.compile(f"[{letters}]")
    for code, letters in {
        "ja": "\u3040-\u30ff",
        "ko": "\uac00-\ud7a3",
        "th": "\u0e00-\u0e7f",
        "my": "\u1000-\u109f",
        "km": "\u1780-\u17ff",
        "lo": "\u0e80-\u0eff",
        "bo": "\u0f00-\u0fff",
        "ii": "\ua000-\ua4cf",
        "ka": "\u10a0-\u10ff",
        "hy": "\u0530-\u058f",
        "el": "\u0370-\u03ff",
        "he": "\u0590-\u05ff",
        "am": "\u1200-\u137f",
        "si": "\u0d80-\u0dff",
        "ta": "\u0b80-\u0bff",
        "te": "\u0c00-\u0c7f",
        "kn": "\u0c80-\u0cff",
        "ml": "\u0d00-\u0d7f",
        "gu": "\u0a80-\u0aff",
        "pa": "\u0a00-\u0a7f",
        "or": "\u0b00-\u0b7f",
        "bn": "\u0980-\u09ff",
        "dv": "\u0780-\u07bf",
    }.items()
}
_SISTERS = {  # of the language that a writing system stands for, by what only it has
    "am": ("ti", re.compile("[ኣኽኸቐ]"), 30),
    "bn": ("as", re.compile("[ৰৱ]"), 60),
    "he": ("yi", re.compile("[\u05f0-\u05f2]|[אייפ][\u05b7\u05b8\u05bf]"), 40),
}
# Letters of the Arabic script that few other languages have.
_ARABIC_ALPHABETS = {
    "ug": "ۈۋڭۇېۆە",
    "ckb": "ێڕڵڤۆە",
    "sd": "ڪڻڳڏڙڦڇٿڀٺ۾۽ڄ",
    "ps": "ښډړږځڅېۍڼټ",
    "ur": "ٹڈڑےںہ",
}
_ARABIC_ALPHABET_SHARE = 30  # letters of a text to one of those
_UYGHUR_I = re.compile(r"ى(?=\w)")  # inside a word; in Arabic it only ends words
_PERSIAN_LETTER = re.compile("[پچژگکی]")
_PERSIAN_LETTER_SHARE = 25


@cache
def is_right_to_left(code: str) -> bool:
    """Whether a language is written from right to left, according to CLDR."""
    try:
        return Locale.parse(code, sep="-").text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return False


def base_language(code: str) -> str:
    """The language without region: `de-CH` is `de`, any Chinese is `zh-Hans`."""
    if code.startswith("zh"):
        return "zh-Hans"
    return code.partition("-")[0]


def find_locale(code: str) -> str:
    """A language with the country where it is likeliest (CLDR): `ug` is `ug_CN`, and
    `de-CH` stays `de_CH`; "" for what is no language."""
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return ""
    if locale.language == "und":
        return ""
    likely = get_global("likely_subtags")
    parts = (locale.language, locale.script)
    whole = likely.get("_".join(part for part in parts if part), likely.get(parts[0]))
    territory = locale.territory or (whole or "").rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else ""


def detect_language(text: str, default: str = "und") -> str:
    """The language of a text by its letters, or by stop words of German and English.

    `default` where there is too little evidence: no letters of one language, and fewer
    than two stop words, or fewer than one word in five.
    """
    if language := find_language_by_letters(text):
        return language
    words = re.findall(r"[^\W\d_]+", text.lower())
    scores = _score_languages(words)
    best, second = sorted(scores, key=lambda code: -scores[code])[:2]
    is_enough = scores[best] >= 2 and scores[best] * 5 >= len(words)
    return best if is_enough and scores[best] > scores[second] else default


def find_language_by_letters(text: str) -> str:
    """The language whose letters a text is written in, as BCP 47; '' where several
    languages write with them, as with the Latin and Cyrillic letters and Devanagari.
    """
    letters = sum(map(str.isalpha, text))
    if not letters:
        return ""
    for code, pattern in _WRITING_SYSTEMS.items():
        # Chinese characters stand between the kana of a Japanese text.
        share = 10 if code == "ja" else 3
        if len(pattern.findall(text)) * share >= letters:
            return _choose_sister(code, text, letters)
    if len(HAN_CHARACTER.findall(text)) * 3 >= letters:
        return "zh-Hant" if is_traditional_chinese(text) else "zh-Hans"
    if len(ARABIC_CHARACTER.findall(text)) * 2 >= letters:
        return _find_arabic_alphabet(text, letters)
    return ""


def _choose_sister(code: str, text: str, letters: int) -> str:
    if code in _SISTERS:
        sister, pattern, share = _SISTERS[code]
        if len(pattern.findall(text)) * share >= letters:
            return sister
    return code


def _find_arabic_alphabet(text: str, letters: int) -> str:
    """Uyghur, Sorani, Sindhi, Pashto or Urdu, else Persian or Arabic."""
    counts = Counter(text)
    scores = {
        code: sum(counts[letter] for letter in alphabet)
        for code, alphabet in _ARABIC_ALPHABETS.items()
    }
    scores["ug"] += len(_UYGHUR_I.findall(text))
    best = max(scores, key=lambda code: scores[code])
    if scores[best] * _ARABIC_ALPHABET_SHARE >= letters:
        return best
    persian = len(_PERSIAN_LETTER.findall(text))
    return "fa" if persian * _PERSIAN_LETTER_SHARE >= letters else "ar"


def _score_languages(words: list[str]) -> dict[str, int]:
    """How many words are stop words of each language; umlauts count for German."""
    scores = {
        code: sum(word in language.stop_words for word in words)
        for code, language in ARCHIVE_LANGUAGES.items()
    }
    scores["de"] += sum(not set("äöüß").isdisjoint(word) for word in words)
    return scores


def is_stop_word(word: str) -> bool:
    """Whether a German or English word only joins others or asks: `der`, `why`."""
    return word.casefold() in _STOP_WORDS


def has_question_word(text: str) -> bool:
    """Whether a Chinese text has a question word: 什么, 谁, 多少."""
    return bool(_CHINESE_QUESTION_WORD.search(text))


def remove_question_words(text: str) -> str:
    """A Chinese question with a space for each question word; unchanged where nothing
    else would be left.
    """
    rest = _CHINESE_QUESTION_WORD.sub(" ", text)
    return rest if HAN_CHARACTER.search(rest) else text


def is_function_character(term: str) -> bool:
    """Whether a folded Chinese character, or one of a pair, is a function word: 的, 是.

    Many of them are part of other words too, so they count for less, not for nothing.
    """
    return not _CHINESE_FUNCTION_CHARACTERS.isdisjoint(term)


# Words that Snowball takes for forms of another word: *Reise* of *Reis*.
# The folded forms of each, whose first one is their stem. In all languages, for a query
# is stemmed in each; German has an adjective *relativ*.
_FORMS = (
    "akte akten",
    "authority authorities",
    "bande banden",
    "bauer bauern bauers",
    "bildung bildungen",
    "burger burgern burgers",
    "customs",
    "decke decken deckst",
    "denken dachte dachten denke denkend denkende denkenden denkens denkst "
    "denkt gedacht gedachte gedachtem gedachten gedachter gedachtes",
    "experience experiences experienced experiencing",
    "festung festungen",
    "haltung haltungen",
    "important importance importantly",
    "kammer kammern",
    "kohle kohlen",
    "kosten koste kostet kostete kosteten",
    "lager lagers lagern",
    "marketing",
    "masse massen",
    "messer messern messers",
    "note noten",
    "officer officers",
    "paste pasted pastes pasting",
    "planet planeten planets",
    "platte platten",
    "polen polens",
    "posten postens",
    "rate raten",
    "reise reisen",
    "richtung richtungen",
    "rolle rollen rollst",
    "seite seiten",
    "stimmung stimmungen",
    "tagung tagungen",
    "vereint vereinte vereinten vereinter vereintes",
    "wachsen gewachsen gewachsene gewachsenen gewachsener wachse wachsend wachsende "
    "wachsenden wachsender wachsens wachst wuchs wuchsen",
    "wagen wagens",
    "wandern gewandert wandere wandernd wandernde wandernden wandert wanderte "
    "wanderten wanderung wanderungen",
    "wegen",
    "weinen geweint weinend weinende weinenden weinst weint weinte weinten",
    "wetter wetters",
    "wunder wundern wunders wundert wunderte",
)
_ENGLISH_FORMS = (
    "business businesses",
    "conference conferences",
    "convention conventional conventionally conventions",
    "corporal corporals",
    "department departmental departments",
    "designate designated designates designating designation designations",
    "detective detectives",
    "engine engines",
    "executive executives",
    "informal informally",
    "majority majorities",
    "minority minorities",
    "objective objectively objectives",
    "polite politely politeness",
    "position positioned positioning positions",
    "productive productively productivities productivity",
    "protestant protestantism protestants",
    "publish publication publications published publisher publishers publishes "
    "publishing",
    "rational rationality rationalities rationally rationals",
    "relative relatives relatively",
    "respective respectively",
    "secrete secreted secretes secreting secretion secretions",
    "several",
    "severe severely severer severest severities severity",
    "subjective subjectively subjectivity",
    "succession successions successive successively",
    "suite suites",
    "transition transitional transitioned transitioning transitions",
    "unite united unites uniting",
    "witness witnessed witnesses witnessing",
)


def _list_stems(lists: tuple[str, ...]) -> dict[str, str]:
    return {form: forms.split()[0] for forms in lists for form in forms.split()}


_STEMS = _list_stems(_FORMS)
_ENGLISH_STEMS = _STEMS | _list_stems(_ENGLISH_FORMS)


def find_separate_stem(folded: str, code: str) -> str | None:
    """The stem of a folded word that isn't a form of the word whose stem Snowball gives
    it; None for all other words."""
    return (_ENGLISH_STEMS if code == "en" else _STEMS).get(folded)
