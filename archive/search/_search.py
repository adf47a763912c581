"""One evaluation: hits, total and facets of what a reader may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from time import perf_counter

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.models import Entry
from archive.models.entry import EntryQuerySet
from archive.selection import Selection

from . import _facets
from ._engine import evaluate
from ._engines.protocol import Request, Unreadable
from ._facets import FEW, Facet
from ._query import Asked, read
from ._snippets import marked, snippet
from ._suggestions import spellings
from ._texts import Loaded, labels

PAGE = 20
CUT = _("Too many words begin so: the first 1,024 were searched for.")
MOST_WITHOUT_INDEX = 20_000  # entries; more are not searched without the index


class Unavailable(Exception):
    """The index cannot be read, and the archive is too large to do without."""


@dataclass(frozen=True)
class Hit:
    """One result: its title with the hits marked, where it matched, and the words
    around it, marked. `via` is the name of a tag or region that matched, where the
    text itself does not say the words."""

    entry: Entry
    title: SafeString
    anchor: str
    snippet: SafeString | None
    via: SafeString


@dataclass(frozen=True)
class Results:
    """A page of hits with the exact total and facets over all of them. `words` are
    those that were searched for."""

    hits: tuple[Hit, ...]
    total: int
    page: int
    pages: int
    facets: tuple[Facet, ...]
    notices: tuple[str | Promise, ...]
    words: tuple[str, ...]
    milliseconds: int


@dataclass(frozen=True)
class Matches:
    """Ids with scores of what the words match, before any filter; None = no words."""

    scores: dict[int, float] | None
    notices: tuple[str | Promise, ...]


def search(selection: Selection) -> Results:
    """Find public entries. The index yields ids; the database decides which of them
    may be seen, at read time, before anything is counted. Raises `Unavailable`."""
    began = perf_counter()
    asked = read(selection.q)
    found = _matches(selection, asked)
    start = (selection.page - 1) * PAGE
    total, chosen = _page(selection, found.scores, start)
    entries = Entry.objects.public().with_vocabulary().in_bulk(chosen)
    shown = [entries[pk] for pk in chosen if pk in entries]
    loaded = Loaded(shown)
    hits = tuple(_hit(entry, loaded, asked.words) for entry in shown)
    ids = None if found.scores is None else found.scores.keys()
    return Results(
        hits=hits,
        total=total,
        page=selection.page,
        pages=max(1, -(-total // PAGE)),
        facets=_facets.facets(selection, ids, get_language() or "en"),
        notices=(*selection.notices, *found.notices),
        words=asked.words,
        milliseconds=round((perf_counter() - began) * 1000),
    )


def matching(selection: Selection) -> Matches:
    """What the words match, whatever the filters. Raises `Unavailable`."""
    return _matches(selection, read(selection.q))


def suggestion(selection: Selection) -> tuple[str, int]:
    """Another spelling of the words and how many public entries it finds, under the
    same filters; ("", 0) where there is none. Raises `Unavailable`."""
    for words in spellings(selection):
        other = selection.but(q=words)
        number = count(other, matching(other))
        if number:
            return words, number
    return "", 0


def tag_facet(selection: Selection) -> Facet:
    """The tags of what is selected, with counts. Raises `Unavailable`."""
    scores = matching(selection).scores
    ids = None if scores is None else scores.keys()
    return _facets.tag_facet(selection, ids, get_language() or "en")


def count(selection: Selection, found: Matches) -> int:
    """How many public entries of `found` pass the filters."""
    return len(_passing(selection.entries(), found.scores))


def _matches(selection: Selection, asked: Asked) -> Matches:
    if not selection.q:
        return Matches(None, asked.notices)
    try:
        answer = evaluate(Request(asked.tree, size=None))
    except Unreadable:
        scores = _without_index(asked.words)
        notice = _("The index is being built: only titles and summaries were searched.")
        return Matches(scores, (*asked.notices, notice))
    notices = (*asked.notices, CUT) if answer.is_cut else asked.notices
    return Matches(dict(answer.page), notices)


def _without_index(words: tuple[str, ...]) -> dict[int, float]:
    """Public entries with all the words in title or summary, as they are spelt."""
    entries = Entry.objects.public().order_by()
    if not words:
        return {}
    if entries.count() > MOST_WITHOUT_INDEX:
        raise Unavailable
    for word in words:
        entries = entries.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    return dict.fromkeys(entries.values_list("pk", flat=True), 0.0)


def _passing(entries: EntryQuerySet, ids: Collection[int] | None) -> list[int]:
    """The ids of `entries`, in their order, that are among `ids`."""
    if ids is not None and len(ids) <= FEW:
        entries = entries.filter(pk__in=list(ids))
    found = entries.values_list("pk", flat=True)
    return [pk for pk in found if ids is None or pk in ids]


def _page(
    selection: Selection, scores: dict[int, float] | None, start: int
) -> tuple[int, list[int]]:
    """The exact total, and the ids of one page."""
    entries = selection.entries()
    if scores is None:
        page = selection.in_order(entries)[start : start + PAGE]
        return entries.count(), list(page.values_list("pk", flat=True))
    if selection.sort in ("", "relevance"):
        found = _passing(entries.order_by(), scores)
        found.sort(key=lambda pk: (-scores[pk], pk))
    else:
        found = _passing(selection.in_order(entries), scores)
    return len(found), found[start : start + PAGE]


def _hit(entry: Entry, loaded: Loaded, words: tuple[str, ...]) -> Hit:
    texts = ((t.anchor, t.language, t.text) for t in loaded.texts(entry))
    anchor, text = snippet(texts, words) if words else ("", None)
    title = marked(entry.title, entry.language, words)
    is_said = text is not None or "<mark>" in title or not words
    via = SafeString("") if is_said else _via(entry, words)
    return Hit(entry, title, anchor, text, via)


def _via(entry: Entry, words: tuple[str, ...]) -> SafeString:
    names = (marked(label, "und", words) for label in labels(entry))
    return next((name for name in names if "<mark>" in name), SafeString(""))
