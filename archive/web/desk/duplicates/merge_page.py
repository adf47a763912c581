"""Two entries side by side, and the buttons that merge them or take a merge back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from archive.editorial import (
    EditorialError,
    describe_merges,
    has_right,
    merge_entries,
    undo_merge,
)
from archive.models import ENTRY_KINDS, Entry, Passage, User, load_own_kinds
from archive.models.visibility import desk_entries
from archive.text import idcodes

SHOWN_FIELDS = ("title", "date", "language", "summary", "reply")
SHOWN_TEXT = 1_200  # characters of a text


@dataclass(frozen=True)
class ComparedField:
    """What both entries say under one name."""

    name: str
    old: str
    new: str

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return self.old == self.new


class OtherEntryForm(forms.Form):
    """The id of the other entry, or its address."""

    into = forms.CharField(
        label=gettext_lazy("ID or link of the other entry"), max_length=400
    )

    def __init__(self, entry: Entry, user: User, data: QueryDict) -> None:
        super().__init__(data or None)
        self.entry, self.user = entry, user

    def clean_into(self) -> Entry:
        """The other entry, which this person may see. Raises `ValidationError`."""
        found = None
        code = _find_code(str(self.cleaned_data["into"]))
        if code != self.entry.id_code:
            rows = Entry.objects.filter(desk_entries(self.user), id_code=code)
            found = rows.first()
        if found is None:
            raise forms.ValidationError(
                _("There is no other entry with this ID. Copy it from its page.")
            )
        return found

    @property
    def other(self) -> Entry | None:
        """The other entry, where one was chosen."""
        return self.cleaned_data["into"] if self.is_valid() else None


def _find_code(typed: str) -> str:
    """The id of an entry, by itself or as a part of an address; "" where it is none."""
    for part in reversed(typed.strip().split("/")):
        with suppress(idcodes.IdCodeError):
            return idcodes.parse_id_code(part)
    return ""


class EntryMergeForm(forms.Form):
    """The reason, which readers see in the list of changes; and which button was
    pressed."""

    undo = forms.BooleanField(required=False, widget=forms.HiddenInput())
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def merge_page(request: HttpRequest, id_code: str) -> HttpResponse:
    """Choose the other entry, see both, and merge; or take the merge of this one back.
    For publishers; other desk accounts get 403."""
    user = request.user
    if not (isinstance(user, User) and user.is_active and user.is_staff):
        return redirect_to_login(request.get_full_path())
    if not has_right(user, "merge"):
        raise PermissionDenied
    entry = get_object_or_404(Entry, desk_entries(user), id_code=id_code)
    chosen = OtherEntryForm(entry, user, request.GET)
    form = EntryMergeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return _save_decision(request, user, entry, chosen.other, form.cleaned_data)
        except EditorialError as error:
            form.add_error(None, str(error))
    context = _build_context(request, entry, chosen, form)
    status = 400 if form.errors or chosen.errors else 200
    return render(request, "desk/merge.html", context, status=status)


def _build_context(
    request: HttpRequest, entry: Entry, chosen: OtherEntryForm, form: EntryMergeForm
) -> dict[str, object]:
    merges = describe_merges(entry)
    other = chosen.other
    return {
        **admin.site.each_context(request),
        "entry": entry,
        "other": other,
        "chosen": chosen,
        "form": form,
        "rows": list(_compare_entries(entry, other)) if other else [],
        "merged": next((m for m in merges if m.entry_id == entry.pk), None),
        "merges_here": [m for m in merges if m.into_id == entry.pk],
    }


def _save_decision(
    request: HttpRequest,
    user: User,
    entry: Entry,
    other: Entry | None,
    sent: dict[str, object],
) -> HttpResponse:
    """Merge, or take the merge back. Raises `EditorialError`."""
    reason = str(sent["reason"])
    if sent["undo"]:
        undo_merge(entry, user, reason)
        messages.success(request, _("The merge was taken back."))
        return redirect("desk-merge", entry.id_code)
    if other is None:
        raise EditorialError(_("Choose the other entry first."))
    merge_entries(entry, other, user, reason)
    template = _("Merged: the address of “%(old)s” now leads to “%(new)s”.")
    messages.success(request, template % {"old": entry.title, "new": other.title})
    return redirect(reverse("desk-merge", args=[other.id_code]))


def _compare_entries(old: Entry, new: Entry) -> Iterator[ComparedField]:
    """The fields that one of both has, with what belongs to them; some 20 queries."""
    loaded = load_own_kinds([old, new])
    pair = loaded[old.pk], loaded[new.pk]
    names = [*SHOWN_FIELDS]
    if old.kind == new.kind:
        names += ENTRY_KINDS[old.kind].own_fields
    for name in names:
        label = capfirst(str(type(pair[0])._meta.get_field(name).verbose_name))
        values = [Truncator(str(getattr(one, name))).chars(SHOWN_TEXT) for one in pair]
        if any(values):
            yield ComparedField(label, *values)
    for label, both in _list_belongings(pair):
        if any(both):
            yield ComparedField(label, *both)


def _list_belongings(pair: tuple[Entry, Entry]) -> Iterator[tuple[str, list[str]]]:
    language = get_language() or "en"
    yield _("Regions"), [_join_regions(one, language) for one in pair]
    yield (
        _("Tags"),
        [
            "; ".join(t.tag.label(language) for t in one.taggings.select_related("tag"))
            for one in pair
        ],
    )
    yield _("Text"), [_read_text(one) for one in pair]
    yield _("Sources cited"), [_join_titles(one, "citations", "source") for one in pair]
    yield _("Archived copies"), [str(one.captures.count() or "") for one in pair]


def _join_regions(entry: Entry, language: str) -> str:
    ties = entry.entry_regions.select_related("region")
    return "; ".join(tie.region.name(language) for tie in ties)


def _join_titles(entry: Entry, rows: str, column: str) -> str:
    tied = getattr(entry, rows).select_related(column)
    return "; ".join(str(getattr(row, column)) for row in tied)


def _read_text(entry: Entry) -> str:
    if entry.kind != "article":
        return ""
    passages = Passage.objects.filter(article=entry.pk, left_out_because="")
    return Truncator("\n".join(p.text for p in passages)).chars(SHOWN_TEXT)
