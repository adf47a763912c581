"""One evaluation: hits, total and facets of what a reader may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.models import Entry
from archive.selection import Selection

from .engines.protocol import Answer, Order, Request, Unreadable
from .index.hidden_entries import hidden
from .index.live_index import evaluate
from .query.cost_bound import bounded
from .query.index_filters import filters
from .query.parsed_query import Also, Asked
from .query.spelling_suggestions import spellings
from .results.database_search import Unavailable, passing
from .results.facets import Facet, Facets
from .results.hits import Hit, hits

PAGE = 20
TRIES = 5  # evaluations, where each finds what was withdrawn by other doors
CUT = _("Too many words begin so: not all were searched for. Type more letters.")
BUILDING = _("The index is being built: only titles and summaries were searched.")


@dataclass(frozen=True)
class Results:
    """A page of hits with the exact total and facets over all of them. `words` are
    those that were searched for, `also` what else they are called."""

    hits: tuple[Hit, ...]
    total: int
    page: int
    pages: int
    facets: tuple[Facet, ...]
    notices: tuple[str | Promise, ...]
    words: tuple[str, ...]
    also: tuple[Also, ...]
    milliseconds: int


@dataclass(frozen=True)
class Total:
    """How many public entries a selection finds, and how its words were read."""

    number: int
    notices: tuple[str | Promise, ...]


@dataclass(frozen=True)
class Matches:
    """Ids of what the words match, before any filter; None = no words."""

    ids: frozenset[int] | None
    notices: tuple[str | Promise, ...]


def search(selection: Selection) -> Results:
    """Find public entries: one evaluation of the index for hits, total, order and
    facets. What is not public any more is left out before anything is counted, and
    the database decides once more what may be seen. Raises `Unavailable`."""
    began = perf_counter()
    asked = _asked(selection)
    facets = Facets(selection, get_language() or "en")
    request = replace(
        _request(selection, asked),
        start=(selection.page - 1) * PAGE,
        counts=facets.counts,
    )
    notices = [*selection.notices, *asked.notices]
    try:
        answer = _checked(request)
        total, ids, counted = answer.total, _ids(answer), answer.counts
        notices += [CUT] if answer.is_cut else []
    except Unreadable:
        entries = passing(selection, asked.words)
        total, counted = entries.count(), ()
        page = entries.values_list("pk", flat=True)
        ids = list(page[request.start : request.start + PAGE])
        notices += [BUILDING] if selection.q else []
    return Results(
        hits=hits(ids, asked),
        total=total,
        page=selection.page,
        pages=max(1, -(-total // PAGE)),
        facets=facets.of(counted),
        notices=tuple(notices),
        words=asked.words,
        also=asked.also,
        milliseconds=round((perf_counter() - began) * 1000),
    )


def total(selection: Selection) -> Total:
    """How many entries a selection finds, without a page of them. Raises
    `Unavailable`."""
    asked = _asked(selection)
    try:
        answer = _checked(_request(selection, asked))
    except Unreadable:
        number = passing(selection, asked.words).count()
        notices = (*asked.notices, *((BUILDING,) if selection.q else ()))
        return Total(number, notices)
    notices = (*asked.notices, *((CUT,) if answer.is_cut else ()))
    return Total(answer.total, notices)


def ids(selection: Selection) -> list[int]:
    """Ids of all that a selection finds, in its order. Raises `Unavailable` where the
    index would be missed: a part is not told from the whole."""
    request = replace(_request(selection, _asked(selection)), size=None)
    try:
        return _ids(evaluate(request))
    except Unreadable as error:
        if selection.q:
            raise Unavailable from error
    return list(passing(selection, ()).values_list("pk", flat=True))


def matching(selection: Selection) -> Matches:
    """What the words match, whatever the filters. Raises `Unavailable`."""
    asked = _asked(selection)
    if not selection.q:
        return Matches(None, ())
    try:
        answer = evaluate(Request(asked.tree, size=None, hidden=hidden()))
    except Unreadable:
        found = passing(Selection(q=selection.q), asked.words).order_by()
        ids = frozenset(found.values_list("pk", flat=True))
        return Matches(ids, (*asked.notices, BUILDING))
    notices = (*asked.notices, *((CUT,) if answer.is_cut else ()))
    return Matches(frozenset(_ids(answer)), notices)


def suggestion(selection: Selection) -> tuple[str, int]:
    """Another spelling of the words and how many public entries it finds, under the
    same filters; ("", 0) where there is none. Raises `Unavailable`."""
    for words in spellings(selection):
        number = total(selection.but(q=words)).number
        if number:
            return words, number
    return "", 0


def tag_facet(selection: Selection) -> Facet:
    """The tags of what is selected, with counts; without an index, none."""
    facets = Facets(selection, get_language() or "en")
    request = _request(selection, _asked(selection))
    try:
        answer = evaluate(replace(request, size=0, counts=(facets.asked["tag"],)))
    except Unreadable:
        return Facet("tag", "tags", ())
    return facets.tags(answer.counts[0])


def _asked(selection: Selection) -> Asked:
    return bounded(selection.q, expand=selection.expand)


def _request(selection: Selection, asked: Asked) -> Request:
    """The first page of a selection; without words, the latest additions first."""
    orders = {"date": Order("dated"), "-date": Order("dated", is_descending=True)}
    order = orders.get(selection.sort)
    if order is None and (selection.sort == "added" or not selection.q):
        order = Order("added", is_descending=True)
    return Request(asked.tree, filters(selection), order, size=PAGE, hidden=hidden())


def _ids(answer: Answer) -> list[int]:
    return [pk for pk, _score in answer.page]


def _checked(request: Request) -> Answer:
    """The answer, evaluated again without what on its page is not public now."""
    for _try in range(TRIES):
        answer = evaluate(request)
        found = set(_ids(answer))
        gone = found - Entry.objects.all().public_among(found)
        if not gone:
            break
        request = replace(request, hidden=request.hidden | gone)
    return answer
