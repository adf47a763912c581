"""The language of a page: by its letters, by its words, by what it declares."""

from __future__ import annotations

import re

import py3langid

from archive.text.folding import is_traditional_chinese
from archive.text.languages import HAN_CHARACTER, LANGUAGE_TAG

_SCRIPTS = {  # letters that only one language of the press has
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7a3]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "my": re.compile(r"[\u1000-\u109f]"),
    "km": re.compile(r"[\u1780-\u17ff]"),
    "lo": re.compile(r"[\u0e80-\u0eff]"),
    "bo": re.compile(r"[\u0f00-\u0fff]"),
    "ka": re.compile(r"[\u10a0-\u10ff]"),
    "hy": re.compile(r"[\u0530-\u058f]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "am": re.compile(r"[\u1200-\u137f]"),
    "si": re.compile(r"[\u0d80-\u0dff]"),
    "ta": re.compile(r"[\u0b80-\u0bff]"),
    "te": re.compile(r"[\u0c00-\u0c7f]"),
    "kn": re.compile(r"[\u0c80-\u0cff]"),
    "ml": re.compile(r"[\u0d00-\u0d7f]"),
    "gu": re.compile(r"[\u0a80-\u0aff]"),
    "pa": re.compile(r"[\u0a00-\u0a7f]"),
    "bn": re.compile(r"[\u0980-\u09ff]"),
}
_ARABIC_LETTER = re.compile(r"[\u0600-\u06ff]")
_UYGHUR_LETTER = re.compile(r"[ېۈۋڭۇۆە]")
_SORANI_LETTER = re.compile(r"[ێڕڵ]")
_MIN_LETTERS = 20
_NEAR_LANGUAGES = (  # which a classifier takes for each other
    {"no", "nb", "nn", "da"},
    {"id", "ms", "jv"},
    {"hr", "sr", "bs", "sl"},
    {"cs", "sk"},
    {"gl", "pt", "es"},
    {"af", "nl"},
    {"hi", "mr", "ne"},
    {"uk", "ru", "be", "bg", "mk"},
    {"tr", "az"},
    {"fa", "ps", "ur"},
    {"zu", "xh"},
    {"fil", "tl"},
)


def find_language(text: str, declared: str) -> str:
    """The BCP 47 code of a text; `declared` by its page decides between languages that
    look alike and adds the region. `und` where there is too little text."""
    declared = _normalize_tag(declared)
    letters = sum(map(str.isalpha, text))
    by_script = _find_by_script(text, letters) if letters >= 4 else ""
    if by_script:
        return _add_region(by_script, declared)
    if letters < _MIN_LETTERS:
        return declared or "und"
    found = str(py3langid.classify(text[:20_000])[0])
    base = declared.partition("-")[0]
    is_near = any({found, base} <= near for near in _NEAR_LANGUAGES)
    if is_near and base:
        found = base
    return _add_region(found, declared)


def _find_by_script(text: str, letters: int) -> str:
    for code, pattern in _SCRIPTS.items():
        if len(pattern.findall(text)) * 10 >= letters * (1 if code == "ja" else 4):
            return code
    if len(HAN_CHARACTER.findall(text)) * 3 >= letters:
        return "zh-Hant" if is_traditional_chinese(text) else "zh-Hans"
    if len(_ARABIC_LETTER.findall(text)) * 2 >= letters:
        if len(_SORANI_LETTER.findall(text)) * 50 >= letters:
            return "ckb"
        return "ug" if len(_UYGHUR_LETTER.findall(text)) * 20 >= letters else ""
    return ""


def _add_region(found: str, declared: str) -> str:
    """With the region that the page declares: `de` and `de-CH` give `de-CH`."""
    if declared.partition("-")[0] != found:
        return found
    return declared if re.fullmatch(r"[a-z]{2,3}-[A-Z]{2}", declared) else found


def _normalize_tag(declared: str) -> str:
    parts = declared.strip().replace("_", "-").split("-")
    known = [parts[0].lower()]
    known += [part.title() for part in parts[1:] if len(part) == 4][:1]
    known += [part.upper() for part in parts[1:] if len(part) == 2][:1]
    tag = "-".join(known)
    return tag if LANGUAGE_TAG.fullmatch(tag) else ""
