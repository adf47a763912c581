"""Where an emended text differs from the printed one, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKENS = re.compile(rf"[{_HAN}]|\s+|[^\s{_HAN}]+")
_CLOSING_MARKS = ".,;:!?)]}»”“\"'"


Change = tuple[int, int, int, int]  # start and end in the old tokens, and in the new


@dataclass(frozen=True)
class EmendedPart:
    """A stretch of the printed text; `reading` is what it should say, where emended."""

    printed: str
    reading: str = ""


def split_emendations(verbatim: str, reading: str) -> list[EmendedPart]:
    """The printed text in parts, the emended ones with their reading.

    An addition is shown with the word that it was added to; closing marks that both
    texts share stay outside the emended part.
    """
    if not reading or reading == verbatim:
        return [EmendedPart(verbatim)]
    old, new = _TOKENS.findall(verbatim), _TOKENS.findall(reading)
    parts: list[EmendedPart] = []
    done = 0  # characters of the printed text
    for start, end, new_start, new_end in _find_changes(old, new):
        before = "".join(old[:start])[done:]
        emended = _without_shared_closing(
            "".join(old[start:end]), "".join(new[new_start:new_end])
        )
        parts += [EmendedPart(before), emended] if before else [emended]
        done += len(before) + len(emended.printed)
    rest = verbatim[done:]
    return parts + ([EmendedPart(rest)] if rest else [])


def mark_emendations(verbatim: str, reading: str) -> str:
    """The printed text, with `[sic: …]` after emended parts: quotations stay exact."""
    return "".join(
        f"{part.printed} [sic: {part.reading}]" if part.reading else part.printed
        for part in split_emendations(verbatim, reading)
    )


def _without_shared_closing(printed: str, reading: str) -> EmendedPart:
    while (
        len(printed) > 1
        and printed[-1] in _CLOSING_MARKS
        and printed[-1] == reading[-1:]
    ):
        printed, reading = printed[:-1], reading[:-1]
    return EmendedPart(printed, reading)


def _find_changes(old: list[str], new: list[str]) -> list[Change]:
    """Changed stretches; an addition includes the word beside it."""
    changes: list[Change] = []
    for code, *span in SequenceMatcher(None, old, new, False).get_opcodes():
        if code == "equal":
            continue
        start, end, new_start, new_end = _include_neighbour(old, new, *span)
        if changes and start <= changes[-1][1]:
            start, _end, new_start, _new_end = changes.pop()
        changes.append((start, end, new_start, new_end))
    return changes


def _include_neighbour(
    old: list[str], new: list[str], start: int, end: int, new_start: int, new_end: int
) -> Change:
    """The change; an addition with the next word, or else with the previous one."""
    if start != end:
        return start, end, new_start, new_end
    if start < len(old) and old[start].isspace() and old[start] == new[new_start]:
        start, end = start + 1, end + 1
        new_start, new_end = new_start + 1, new_end + 1
    if start < len(old) and not old[start].isspace():
        end, new_end = end + 1, new_end + 1
    elif start:
        start, new_start = start - 1, new_start - 1
    return start, end, new_start, new_end
