"""Numbers that a text states, gathered: as printed, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from archive.text.quantities.amounts import find_sized_amounts
from archive.text.quantities.grouped_numbers import FoundNumber, find_grouped_numbers
from archive.text.quantities.number_format import format_number

CONTEXT_CHARACTERS = 42  # characters shown on each side


@dataclass(frozen=True)
class FigureOccurrence:
    """Where a number stands, with the words around it."""

    anchor: str
    before: str
    printed: str
    after: str
    language: str


@dataclass
class FigureRow:
    """One number, written as the reader's language does."""

    value: str
    places: list[FigureOccurrence] = field(default_factory=list)


def build_figure_table(
    texts: Iterable[tuple[str, str, str]], language: str
) -> list[FigureRow]:
    """Rows for the numbers in (anchor, text, language), in order of appearance."""
    rows: dict[str, FigureRow] = {}
    for anchor, text, text_language in texts:
        for found in _extract_figures(text):
            shown = format_number(Decimal(found.value), language)
            rows.setdefault(found.value, FigureRow(shown)).places.append(
                FigureOccurrence(
                    anchor,
                    _context_before(text[: found.start]),
                    text[found.start : found.end],
                    _context_after(text[found.end :]),
                    text_language,
                )
            )
    return list(rows.values())


def _extract_figures(text: str) -> list[FoundNumber]:
    """Grouped numbers and those with a word for their size, in order, each once."""
    found = {
        one.start: one
        for one in (*find_grouped_numbers(text), *find_sized_amounts(text))
    }
    return [found[start] for start in sorted(found)]


def _context_before(text: str) -> str:
    if len(text) <= CONTEXT_CHARACTERS:
        return text
    return "… " + text[-CONTEXT_CHARACTERS:].partition(" ")[2]


def _context_after(text: str) -> str:
    if len(text) <= CONTEXT_CHARACTERS:
        return text
    return text[:CONTEXT_CHARACTERS].rpartition(" ")[0] + " …"
