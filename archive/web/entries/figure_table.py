"""A table of the numbers in a text, with where each is printed."""

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
    """A printed number with the words before and after it."""

    anchor: str
    before: str
    printed: str
    after: str
    language: str


@dataclass
class FigureRow:
    """A number, formatted for the reader's language, and where it is printed."""

    value: str
    places: list[FigureOccurrence] = field(default_factory=list)


def build_figure_table(
    texts: Iterable[tuple[str, str, str]], language: str
) -> list[FigureRow]:
    """A row for each number in (anchor, text, language), in order of appearance."""
    rows: dict[str, FigureRow] = {}
    for anchor, text, text_language in texts:
        for figure in _extract_figures(text):
            written_number = format_number(Decimal(figure.value), language)
            rows.setdefault(figure.value, FigureRow(written_number)).places.append(
                FigureOccurrence(
                    anchor,
                    _context_before(text[: figure.start]),
                    text[figure.start : figure.end],
                    _context_after(text[figure.end :]),
                    text_language,
                )
            )
    return list(rows.values())


def _extract_figures(text: str) -> list[FoundNumber]:
    """Grouped numbers and numbers with a size word, in order, each once."""
    figures = {
        one.start: one
        for one in (*find_grouped_numbers(text), *find_sized_amounts(text))
    }
    return [figures[start] for start in sorted(figures)]


def _context_before(text: str) -> str:
    if len(text) <= CONTEXT_CHARACTERS:
        return text
    return "… " + text[-CONTEXT_CHARACTERS:].partition(" ")[2]


def _context_after(text: str) -> str:
    if len(text) <= CONTEXT_CHARACTERS:
        return text
    return text[:CONTEXT_CHARACTERS].rpartition(" ")[0] + " …"
