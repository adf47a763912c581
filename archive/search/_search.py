"""One evaluation: hits, total and facets of what a reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.models import Entry
from archive.selection import Selection

from ._drain import backend, needs_rebuild
from ._facets import Facet, facets
from ._indexes import texts
from ._query import read
from ._snippets import snippet

PAGE = 20


@dataclass(frozen=True)
class Hit:
    """One result: where it matched, and the words around it, marked."""

    entry: Entry
    anchor: str
    snippet: SafeString | None


@dataclass(frozen=True)
class Results:
    """A page of hits with the exact total and facets over all of them."""

    hits: tuple[Hit, ...]
    ids: frozenset[int]
    total: int
    page: int
    pages: int
    facets: tuple[Facet, ...]
    notices: tuple[str | Promise, ...]
    milliseconds: int


def search(selection: Selection) -> Results:
    """Find public entries. The index yields ids; the database decides which of them
    may be seen, at read time, before anything is counted."""
    began = perf_counter()
    asked = read(selection.q)
    notices = list(asked.notices)
    shown = selection.entries()
    if not selection.q:
        scores = dict.fromkeys(shown.values_list("pk", flat=True), 0.0)
    elif needs_rebuild():
        notices.append(_("The index is being built: only titles were searched."))
        scores = _without_index(selection, asked.words)
    else:
        scores = backend().matches(asked.tree)
        there = shown.filter(pk__in=list(scores)).values_list("pk", flat=True)
        scores = {pk: scores[pk] for pk in there}
    ordered = _ordered(scores, selection)
    first = (selection.page - 1) * PAGE
    chosen = ordered[first : first + PAGE]
    found = Entry.objects.public().with_vocabulary().in_bulk(chosen)
    hits = [_hit(found[pk], asked.words) for pk in chosen if pk in found]
    return Results(
        hits=tuple(hits),
        ids=frozenset(scores),
        total=len(ordered),
        page=selection.page,
        pages=max(1, -(-len(ordered) // PAGE)),
        facets=facets(set(scores), get_language() or "en"),
        notices=tuple(notices),
        milliseconds=round((perf_counter() - began) * 1000),
    )


def _without_index(selection: Selection, words: tuple[str, ...]) -> dict[int, float]:
    found = selection.entries()
    for word in words:
        found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    return dict.fromkeys(found.values_list("pk", flat=True), 0.0)


def _ordered(scores: dict[int, float], selection: Selection) -> list[int]:
    sort = selection.sort or ("relevance" if selection.q else "added")
    if sort == "relevance":
        return sorted(scores, key=lambda pk: (-scores[pk], pk))
    rows = Entry.objects.filter(pk__in=list(scores)).values_list(
        "pk", "date_earliest", "date_latest", "first_published_at"
    )
    if sort == "added":
        return [r[0] for r in sorted(rows, key=lambda r: (r[3], r[0]), reverse=True)]
    dated = sorted((r for r in rows if r[1] is not None), key=lambda r: (r[1:3], r[0]))
    if sort == "-date":
        dated.reverse()
    undated = sorted(r[0] for r in rows if r[1] is None)
    return [r[0] for r in dated] + undated


def _hit(entry: Entry, words: tuple[str, ...]) -> Hit:
    anchor, marked = snippet(texts(entry), words) if words else ("", None)
    return Hit(entry, anchor, marked)
