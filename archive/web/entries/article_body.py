"""The body of an article as readers see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from archive.models import (
    Article,
    Passage,
    Placement,
)
from archive.web.sourcing.numbered_sources import NumberedSource


@dataclass(frozen=True)
class BodyLine:
    """A passage with the numbers of the sources that it names; or its placeholder."""

    anchor: str
    position: int
    passage: Passage | None
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class PlateSeries:
    """Photos under one heading."""

    heading: str
    plates: list[Placement]


def build_body_lines(article: Article, sources: list[NumberedSource]) -> list[BodyLine]:
    """The passages in order; a withheld one leaves its place, never its text.

    Empty where the text is for editors only. Two queries.
    """
    if article.text_access != "public":
        return []
    mine = Passage.objects.filter(article=article)
    shown = [
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
    return sorted(shown + gaps, key=lambda line: line.position)


def group_by_series(placed: Iterable[Placement]) -> list[PlateSeries]:
    """Photos in order, those that follow each other under one heading together."""
    return [
        PlateSeries(heading, list(plates))
        for heading, plates in groupby(placed, lambda one: one.series_heading)
    ]
