"""The thesaurus."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.models import Entry, Tag, Tagging

from .lists import items


@require_safe
def tag_list(request: HttpRequest) -> HttpResponse:
    """All concepts by scheme, with how many public entries carry each."""
    language = get_language() or "en"
    public = Entry.objects.public()
    tagged = Tagging.objects.filter(entry__in=public)
    counted = Counter(tagged.values_list("tag_id", flat=True))
    tags = Tag.objects.current().prefetch_related("labels")
    schemes = [
        {
            "name": scheme,
            "tags": [{"tag": t, "label": t.label(language), "n": counted[t.pk]}
                     for t in found],
        }
        for scheme, found in groupby(tags, lambda tag: tag.get_scheme_display())
    ]  # fmt: skip
    return render(request, "tags/list.html", {"schemes": schemes})


@require_safe
def tag_detail(request: HttpRequest, scheme: str, slug: str) -> HttpResponse:
    """A concept: labels, scope note, neighbours, entries."""
    language = get_language() or "en"
    found = Tag.objects.filter(scheme=scheme, slug=slug).select_related(
        "broader", "merged_into"
    )
    tag = found.prefetch_related("labels").first()
    if tag is None:
        raise Http404
    if tag.merged_into:
        return redirect(tag.merged_into.get_absolute_url(), permanent=True)
    here = Entry.objects.public().tagged(tag)
    notes = tag.scope_note
    context = {
        "tag": tag,
        "label": tag.label(language),
        "note": notes.get(language) or notes.get("en", ""),
        "labels": tag.labels.all(),
        "narrower": [
            {"url": t.get_absolute_url(), "label": t.label(language)}
            for t in tag.narrower.prefetch_related("labels")
        ],
        "total": here.count(),
        "items": items(here.with_vocabulary()[:50]),
    }
    return render(request, "tags/detail.html", context)
