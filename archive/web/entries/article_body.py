"""The body of an article as readers see it: passages and photos."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from archive.models import (
    Article,
    Entry,
    Passage,
    Placement,
)
from archive.models.prepared_queries import prepare_query
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
    lines = [
        BodyLine(
            passage.anchor,
            passage.position,
            passage,
            tuple(r.number for r in sources if passage.anchor in r.passages),
        )
        for passage in _read_public_passages(article.pk)
    ]
    withheld = _read_withheld_anchors(article.pk)
    gaps = [BodyLine(anchor, position, None) for anchor, position in withheld]
    return sorted(lines + gaps, key=lambda line: line.position)


@prepare_query
def _read_public_passages(article: int) -> QuerySet[Passage]:
    return Passage.objects.filter(article=article).public()


@prepare_query
def _read_withheld_anchors(article: int) -> QuerySet[Passage, tuple[str, int]]:
    withheld = Passage.objects.filter(article=article).withheld()
    return withheld.values_list("anchor", "position")


@prepare_query
def read_public_placements(article: int) -> QuerySet[Placement]:
    """The places of public photos in an article, with the photos; one query."""
    public = Entry.objects.public().values("pk")
    placed = Placement.objects.filter(article=article, photo__in=public)
    return placed.select_related("photo")


@prepare_query
def read_left_out_passages(article: int) -> QuerySet[Passage, int]:
    """The ids of passages that the import left out; one query."""
    left_out = Passage.objects.filter(article=article).left_out().order_by()
    return left_out.values_list("pk", flat=True)


def group_by_series(placed: Iterable[Placement]) -> list[PlateSeries]:
    """Photos in order; neighbours with the same heading form a series."""
    return [
        PlateSeries(heading, list(plates))
        for heading, plates in groupby(placed, lambda one: one.series_heading)
    ]
