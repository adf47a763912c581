"""What readers call the values of filters."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from archive.text.punctuation import bracket_text

ROLE_NAMES = {  # before the name of a region
    "about": pgettext_lazy("region of an entry", "About"),
    "happened_in": pgettext_lazy("region of an entry", "Happened in"),
    "shown": pgettext_lazy("region of an entry", "Shown in picture"),
    "published_in": pgettext_lazy("region of an entry", "Published in"),
}
ROLE_TAB_NAMES = {  # on the page of a region
    "about": pgettext_lazy("entries of a region", "About"),
    "happened_in": pgettext_lazy("entries of a region", "Happened here"),
    "shown": pgettext_lazy("entries of a region", "Shown in pictures"),
    "published_in": pgettext_lazy("entries of a region", "Published here"),
}
SCHEME_NAMES = {
    "theme": _("Themes"),
    "technology": _("Technologies"),
    "programme": _("Programmes"),
    "organisation": _("Organisations"),
    "person": _("Public persons"),
}
ADDED, CORRECTED, WITHDRAWN = "added", "corrected", "withdrawn"
CHANGE_NAMES = {
    ADDED: pgettext_lazy("change of the archive", "Added"),
    CORRECTED: pgettext_lazy("change of the archive", "Corrected"),
    WITHDRAWN: pgettext_lazy("change of the archive", "Withdrawn"),
}


@lru_cache(maxsize=1000)
def _name_in_babel(code: str, language: str) -> str:
    try:
        names = Locale.parse(language.replace("-", "_")).languages
    except (UnknownLocaleError, ValueError):
        names = Locale.parse("en").languages
    name = names.get(code.replace("-", "_")) or names.get(code.partition("-")[0])
    return str(name or code)


def name_language(code: str, language: str) -> str:
    """What the language `code` is called in `language`; the code where unknown.

    `de-CH` is called *German (Switzerland)*: the variants' own names are odd.
    """
    base, _dash, rest = code.partition("-")
    if code in ("zh-Hans", "zh-Hant") or not rest:
        return _name_in_babel(code, language)
    territory = ""
    if len(rest) == 2:
        try:
            locale = Locale.parse(language.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            locale = Locale.parse("en")
        territory = str(locale.territories.get(rest.upper(), ""))
    name = _name_in_babel(base, language)
    return f"{name}{bracket_text(territory or rest, language)}"
