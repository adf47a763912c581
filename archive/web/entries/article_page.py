"""The page of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.models import Article, Entry, Placement
from archive.models.visibility import is_text_public
from archive.web.entries.article_body import (
    BodyLine,
    build_body_lines,
    group_by_series,
    read_left_out_passages,
    read_public_placements,
)
from archive.web.sourcing.numbered_sources import build_sources_context, number_sources

from . import figure_table
from .entry_addresses import serve_entry_page
from .entry_page import build_entry_context


@dataclass(frozen=True)
class EmendationNote:
    """The anchor of an emended text, and why it was emended."""

    anchor: str
    reason: str


@serve_entry_page("article")
def article_detail(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The page of an article: passages, captions, sources, record."""
    language = get_language() or "en"
    article = cast("Article", entry)
    sources = number_sources(entry)
    body = build_body_lines(article, sources)
    placed = read_public_placements(article.pk)
    context = {
        **build_entry_context(entry, language, sources),
        "article": article,
        "lead": article.lead if is_text_public(article) else "",
        "lines": body,
        "left_out": len(read_left_out_passages(article.pk)),
        "series": group_by_series(placed),
        "figures": figure_table.build_figure_table(
            _list_shown_texts(body, placed), language
        ),
        "emended": _list_emendations(body, placed),
        **build_sources_context(entry, sources),
    }
    return render(request, "articles/detail.html", context)


def _list_shown_texts(
    body: list[BodyLine], placed: list[Placement]
) -> list[tuple[str, str, str]]:
    """(anchor, text, language) of everything that the page shows."""
    passages = [line.passage for line in body if line.passage]
    return [(p.anchor, p.text, p.language) for p in passages] + [
        (p.anchor, p.photo.text, p.photo.language) for p in placed
    ]


def _list_emendations(
    body: list[BodyLine], placed: list[Placement]
) -> list[EmendationNote]:
    """The emended passages and captions, by anchor."""
    rows = [(line.anchor, line.passage) for line in body]
    records = [*rows, *((place.anchor, place.photo) for place in placed)]
    return [
        EmendationNote(anchor, record.emendation)
        for anchor, record in records
        if record and record.reading and record.reading != record.printed
    ]
