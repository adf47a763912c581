"""The body of an article as readers see it: passages and photos."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from archive.models import (
    Article,
    Passage,
    Placement,
)
from archive.models.visibility import is_text_public
from archive.web.sourcing.numbered_sources import NumberedSource


@dataclass(frozen=True)
class BodyLine:
    """A passage with the numbers of the sources it names, or a placeholder for a
    withheld one."""

    anchor: str
    position: int
    passage: Passage | None
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class PlateSeries:
    """Photos that share a heading."""

    heading: str
    plates: list[Placement]


def build_body_lines(article: Article, sources: list[NumberedSource]) -> list[BodyLine]:
    """The passages in order; a withheld one is a placeholder without its text.

    Empty where the text is for editors only. Two queries.
    """
    if not is_text_public(article):
        return []
    mine = Passage.objects.filter(article=article)
    lines = [
        BodyLine(
            passage.anchor,
            passage.position,
            passage,
            tuple(r.number for r in sources if passage.anchor in r.passages),
        )
        for passage in mine.public()
    ]
    withheld = mine.withheld().values_list("anchor", "position")
    gaps = [BodyLine(anchor, position, None) for anchor, position in withheld]
    return sorted(lines + gaps, key=lambda line: line.position)


def group_by_series(placed: Iterable[Placement]) -> list[PlateSeries]:
    """Photos in order; neighbours with the same heading form a series."""
    return [
        PlateSeries(heading, list(plates))
        for heading, plates in groupby(placed, lambda one: one.series_heading)
    ]
