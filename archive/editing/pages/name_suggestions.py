"""Names that complete what is typed into a field: regions, tags, outlets, entries."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from archive.editing.forms.named_fields import (
    write_entries,
    write_outlets,
    write_regions,
    write_tags,
)
from archive.models import (
    Entry,
    Outlet,
    Region,
    RegionName,
    Tag,
    TagLabel,
    User,
)
from archive.models.visibility import desk_entries
from archive.text.folding import fold_text
from archive.web.desk.intake_pages import require_writer

MOST_SUGGESTED = 12
FEWEST_CHARACTERS = 2


class TypedNameForm(forms.Form):
    """The beginning of a name."""

    q = forms.CharField(max_length=200)


@require_safe
@require_writer
def name_suggestions(request: HttpRequest, user: User, kind: str) -> HttpResponse:
    """Up to `MOST_SUGGESTED` names as JSON, of entries those that this person may see.
    Raises `Http404` for another kind."""
    if kind not in FINDERS:
        raise Http404
    form = TypedNameForm(request.GET)
    typed = form.cleaned_data["q"].strip() if form.is_valid() else ""
    is_enough = len(typed) >= FEWEST_CHARACTERS or not typed.isascii()
    names = FINDERS[kind](typed, user) if typed and is_enough else []
    return JsonResponse({"names": names})


def _suggest_regions(typed: str, _user: User) -> list[str]:
    named = RegionName.objects.filter(folded__startswith=fold_text(typed))
    rows = Region.objects.filter(pk__in=named.order_by().values("region"))
    return list(write_regions(rows.order_by("path")[:MOST_SUGGESTED]).values())


def _suggest_tags(typed: str, _user: User) -> list[str]:
    named = TagLabel.objects.filter(folded__startswith=fold_text(typed))
    rows = Tag.objects.current().filter(pk__in=named.order_by().values("tag"))
    return list(write_tags(rows[:MOST_SUGGESTED]).values())


def _suggest_outlets(typed: str, _user: User) -> list[str]:
    rows = Outlet.objects.filter(name__icontains=typed).order_by("name")
    return list(write_outlets(rows[:MOST_SUGGESTED]).values())


def _suggest_entries(kind: str) -> Callable[[str, User], list[str]]:
    def suggest(typed: str, user: User) -> list[str]:
        rows = Entry.objects.filter(desk_entries(user), correction_of=None)
        rows = rows.exclude(status="withdrawn").filter(title__icontains=typed)
        rows = rows.filter(kind=kind) if kind else rows
        return list(
            write_entries(rows.order_by("-modified_at")[:MOST_SUGGESTED]).values()
        )

    return suggest


FINDERS: dict[str, Callable[[str, User], list[str]]] = {
    "region": _suggest_regions,
    "tag": _suggest_tags,
    "outlet": _suggest_outlets,
    "entry": _suggest_entries(""),
    "source": _suggest_entries("source"),
    "photo": _suggest_entries("photo"),
}
