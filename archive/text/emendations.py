"""Where an emended text differs from the printed one, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKENS = re.compile(rf"[{_HAN}]|\s+|[^\s{_HAN}]+")
_CLOSING_MARKS = ".,;:!?)]}»”“\"'"


@dataclass(frozen=True)
class EmendedPart:
    """A stretch of the printed text; `reading` is what it should say, where emended."""

    printed: str
    reading: str = ""


def split_emendations(verbatim: str, reading: str) -> list[EmendedPart]:
    """The printed text in stretches, the emended ones with their reading.

    What was only added is shown with the word that it was added to, and closing
    marks that both share stay outside.
    """
    if not reading or reading == verbatim:
        return [EmendedPart(verbatim)]
    old, new = _TOKENS.findall(verbatim), _TOKENS.findall(reading)
    found: list[EmendedPart] = []
    for start, end, new_start, new_end in _find_changes(old, new):
        done = sum(len(part.printed) for part in found)
        before = "".join(old[:start])[done:]
        printed, read = "".join(old[start:end]), "".join(new[new_start:new_end])
        while (
            len(printed) > 1
            and printed[-1] in _CLOSING_MARKS
            and printed[-1] == read[-1:]
        ):
            printed, read = printed[:-1], read[:-1]
        found += [EmendedPart(before)] if before else []
        found.append(EmendedPart(printed, read))
    rest = verbatim[sum(len(part.printed) for part in found) :]
    return found + ([EmendedPart(rest)] if rest else [])


def mark_emendations(verbatim: str, reading: str) -> str:
    """As printed, with `[sic: …]` where emended: what is quoted must stand there."""
    return "".join(
        f"{part.printed} [sic: {part.reading}]" if part.reading else part.printed
        for part in split_emendations(verbatim, reading)
    )


def _find_changes(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """Changed stretches; a mere addition takes in the word beside it."""
    found: list[tuple[int, int, int, int]] = []
    for code, a, b, c, d in SequenceMatcher(None, old, new, False).get_opcodes():
        if code == "equal":
            continue
        if a == b:
            if a < len(old) and old[a].isspace() and old[a] == new[c]:
                a, b, c, d = a + 1, b + 1, c + 1, d + 1
            if a < len(old) and not old[a].isspace():
                b, d = b + 1, d + 1
            elif a:
                a, c = a - 1, c - 1
        if found and a <= found[-1][1]:
            first = found.pop()
            a, c = first[0], first[2]
        found.append((a, b, c, d))
    return found
