"""Tags: the thesaurus, and a page for each concept."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.models import Entry, Tag
from archive.models.entry import EntryQuerySet
from archive.selection import Selection

from .errors import bad_values, page_missing
from .lists import items, ordered, page_of


@dataclass(frozen=True)
class Concept:
    """A tag in the reader's language, with how many entries bear it."""

    tag: Tag
    label: str
    count: int = 0


def used(entries: EntryQuerySet) -> list[Concept]:
    """The tags of these entries, most used first; three queries."""
    bearing = Tag.objects.filter(taggings__entry__in=entries.order_by().values("pk"))
    counted = bearing.annotate(uses=Count("taggings__entry", distinct=True))
    pairs = counted.order_by("-uses", "scheme", "slug").prefetch_related("labels")
    language = get_language() or "en"
    return [Concept(tag, tag.label(language), tag.uses) for tag in pairs]


@require_safe
def tag_list(request: HttpRequest) -> HttpResponse:
    """The whole thesaurus by scheme, with counts of public entries."""
    language = get_language() or "en"
    numbers = {c.tag.pk: c.count for c in used(Entry.objects.public())}
    tags = Tag.objects.current().order_by("scheme", "path").prefetch_related("labels")
    schemes = [
        (
            str(Tag.Scheme(scheme).label),
            [Concept(t, t.label(language), numbers.get(t.pk, 0)) for t in group],
        )
        for scheme, group in groupby(tags, key=lambda tag: tag.scheme)
    ]
    return render(request, "tags/list.html", {"schemes": schemes})


@require_safe
def tag_detail(request: HttpRequest, scheme: str, slug: str) -> HttpResponse:
    """One concept: labels, scope, neighbours in the thesaurus, its entries."""
    tag = get_object_or_404(Tag, scheme=scheme, slug=slug)
    if tag.merged_into:
        return redirect(tag.merged_into, permanent=True)
    selection = Selection.from_query(request.GET)
    if selection.problems:
        return bad_values(request, selection.problems)
    entries = selection.entries().tagged(tag)
    page = page_of(ordered(entries, selection.sort), selection.page)
    if page is None:
        return page_missing(request, selection.page)
    context = {
        "selection": selection,
        "page": page,
        "items": items(page.object_list),
        **thesaurus(tag),
    }
    return render(request, "tags/detail.html", context)


def thesaurus(tag: Tag) -> dict[str, object]:
    """The concept with its labels, scope note, broader, narrower and related."""
    language = get_language() or "en"
    label = tag.label(language)
    narrower = tag.narrower.filter(merged_into=None).prefetch_related("labels")
    related = tag.related.filter(merged_into=None).prefetch_related("labels")
    note = tag.scope_note.get(language) or tag.scope_note.get("en", "")
    return {
        "tag": tag,
        "label": label,
        "labels": [n for n in tag.labels.all() if n.label != label],
        "scope_note": note,
        "broader": tag.broader
        and Concept(tag.broader, tag.broader.label(language)),
        "narrower": [Concept(t, t.label(language)) for t in narrower],
        "related": [Concept(t, t.label(language)) for t in related],
    }
