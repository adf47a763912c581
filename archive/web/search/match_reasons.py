"""Why a result matched, in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from archive.search import MatchReason
from archive.text.punctuation import punctuation_marks

FIELD_NAMES: dict[str, str | Promise] = {
    "title": gettext_lazy("Title"),
    "caption": gettext_lazy("Caption"),
    "byline": gettext_lazy("Byline"),
    "credit": pgettext_lazy("of a picture", "Credit"),
    "source": gettext_lazy("Source"),
    "text": gettext_lazy("Text"),
    "host": gettext_lazy("Address of the original"),
    "label": gettext_lazy("Tag or region"),
}
VISIBLE_VARIANTS = ("exact", "spelling")  # the mark in title and text says it already


def describe_match_reasons(reasons: Iterable[MatchReason]) -> tuple[str, ...]:
    """A line for each reason that the marked words do not show by themselves."""
    colon = punctuation_marks(get_language() or "en").colon
    return tuple(
        f"{FIELD_NAMES[reason.field]}{colon}{_describe_reason(reason)}"
        for reason in reasons
        if reason.variant not in VISIBLE_VARIANTS
        or reason.field not in ("title", "text", "label")
    )


def is_label_named(reasons: Iterable[MatchReason]) -> bool:
    """Whether a line of `describe_match_reasons` names the tag or region that
    matched."""
    return any(
        reason.field == "label" and reason.variant not in VISIBLE_VARIANTS
        for reason in reasons
    )


def _describe_reason(reason: MatchReason) -> str:
    words = {"found": reason.matched_text, "word": reason.word}
    if reason.variant == "stem":
        return _("“%(found)s”, a form of “%(word)s”") % words
    if reason.variant == "part":
        return _("“%(found)s”, a compound with “%(word)s”") % words
    if reason.variant == "prefix":
        return _("“%(found)s”, which begins with “%(word)s”") % words
    if reason.variant == "rounded":
        return _("“%(found)s”, equal to “%(word)s” when rounded") % words
    if reason.variant == "synonym":
        return _("“%(found)s”, another name for “%(word)s”") % words
    if reason.variant == "narrower":
        return _("“%(found)s”, part of “%(word)s”") % words
    return _("“%(found)s”") % words
