"""Joining, splitting and moving segments. Each makes a new list; no text is lost."""

from __future__ import annotations

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from archive.importers.articles.draft import ImportProblem

from .segment import Segment

_HAN_SEAM = re.compile(r"[\u3400-\u9fff，。；：！？、”』」]$")


def join_with_next(segments: list[Segment], index: int) -> list[Segment]:
    """The segment at `index` and the one behind it as one, of the first one's kind."""
    first, second = segments[index : index + 2]
    is_emended = bool(first.reading or second.reading)
    both = replace(
        first,
        text=_join_texts(first.text, second.text),
        reading=_join_texts(first.shown, second.shown) if is_emended else "",
        emendation="; ".join(filter(None, (first.emendation, second.emendation))),
        left_out_because=first.left_out_because,
        credit=first.credit or second.credit,
    )
    return [*segments[:index], both, *segments[index + 2 :]]


def _join_texts(first: str, second: str) -> str:
    """With a space between, but in Chinese."""
    return f"{first}{'' if _HAN_SEAM.search(first) else ' '}{second}"


def split_before(segments: list[Segment], index: int, words: str) -> list[Segment]:
    """The segment at `index` as two of its kind; the second begins with `words`.

    Raises `ImportProblem` where the words are not in it, are its beginning, or are
    there more than once, and where an emended text can't be split likewise.
    """
    segment = segments[index]
    text = _cut_before(segment.text, words)
    reading = _cut_before(segment.reading, words) if segment.reading else ("", "")
    parts = [
        replace(segment, text=text[part], reading=reading[part]) for part in (0, 1)
    ]
    parts = [part if part.reading else replace(part, emendation="") for part in parts]
    parts[0] = replace(parts[0], credit="")
    return [*segments[:index], *parts, *segments[index + 1 :]]


def _cut_before(text: str, words: str) -> tuple[str, str]:
    count = text.count(words) if words else 0
    if count == 0:
        raise ImportProblem(
            _("Enter the first words of the second part as they are in the text.")
        )
    if count > 1:
        raise ImportProblem(
            _("These words are in the text more than once: enter a few more.")
        )
    start = text.index(words)
    if not text[:start].strip():
        raise ImportProblem(_("The text begins with these words already."))
    return text[:start].rstrip(), text[start:]


def move_segment(segments: list[Segment], index: int, step: int) -> list[Segment]:
    """The segment at `index` one place up (-1) or down (1); at the edge it stays."""
    target = index + step
    if not 0 <= target < len(segments):
        return list(segments)
    moved = list(segments)
    moved[index], moved[target] = moved[target], moved[index]
    return moved
