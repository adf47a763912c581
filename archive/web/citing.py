"""The page on which an entry, a passage or a caption is cited."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.citations import OF, STYLES, address, cite
from archive.models import Article, Entry, Passage, Placement
from archive.selection import Problem

from .entries import entry_at
from .errors import bad_values
from .records import references

OF_NAMES = {
    "record": gettext_lazy("The record in this archive"),
    "capture": gettext_lazy("The archive's copy of the original"),
    "original": gettext_lazy("The original publication"),
}


@require_safe
def cite_page(request: HttpRequest, id_code: str) -> HttpResponse:
    """References of an entry; `style`, `passage` and `of` choose what is cited."""
    entry = entry_at(request, id_code, "entry-cite")
    if isinstance(entry, HttpResponse):
        return entry
    places = _places(entry)
    asked, problems = _asked(request, places)
    if problems:
        return bad_values(request, problems)
    anchor, of, style = asked["passage"], asked["of"], asked["style"]
    context = {
        "entry": entry,
        "asked": asked,
        "address": address(entry, anchor),
        "style": STYLES[style],
        "styles": STYLES.items(),
        "citation": cite(entry, get_language() or "en", anchor, of, style),
        "kinds_of": OF_NAMES.items(),
        "places": places,
        "files": references(entry, of, anchor),
    }
    return render(request, "entries/cite.html", context)


def _asked(
    request: HttpRequest, places: list[dict[str, Any]]
) -> tuple[dict[str, str], list[Problem]]:
    """What was asked for, and what is wrong with it."""
    known = {
        "style": (tuple(STYLES), next(iter(STYLES))),
        "of": (OF, OF[0]),
        "passage": (("", *(place["anchor"] for place in places)), ""),
    }
    asked, problems = {}, []
    for name, (values, default) in known.items():
        value = request.GET.get(name, "") or default
        asked[name] = value if value in values else default
        if value not in values:
            problems.append(Problem(name, value[:40], _("The entry has none such.")))
    return asked, problems


def _places(entry: Entry) -> list[dict[str, Any]]:
    """The passages and captions of an article that readers see, as they stand."""
    shown = Article.objects.filter(pk=entry.pk, text_access="public")
    passages = Passage.objects.public().filter(article__in=shown.values("pk"))
    placed = Placement.objects.filter(
        article=entry.pk, photo__in=Entry.objects.public().values("pk")
    ).select_related("photo")
    return [
        {"anchor": p.anchor, "language": p.language, "text": p.text} for p in passages
    ] + [
        {"anchor": p.anchor, "language": p.photo.language, "text": p.photo.text}
        for p in placed
    ]
