"""What a reviewer types below the text is kept until they decide (decision 118)."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from archive.editorial import (
    describe_present_editors,
    find_unfinished_form,
    open_form,
)
from archive.models import Entry, UnfinishedForm, User


class KeptFormKey(forms.Form):
    """The unfinished form that an address or a sent form names."""

    unfinished = forms.IntegerField(required=False, min_value=1)
    forget_unfinished = forms.BooleanField(required=False)


def open_kept_decision(
    request: HttpRequest, user: User, entry: Entry
) -> tuple[UnfinishedForm, bool]:
    """The form that this person left unfinished on the page, or a new one; and whether
    they press the button that discards it. Writes one row where the page is opened."""
    sent = KeptFormKey(request.POST if request.method == "POST" else request.GET)
    named = sent.cleaned_data if sent.is_valid() else {}
    chosen = find_unfinished_form(user, named.get("unfinished"))
    if chosen is None or chosen.page != request.path:
        chosen = open_form(user, request.path, entry)
    return chosen, bool(named.get("forget_unfinished"))


def describe_kept_decision(kept: UnfinishedForm) -> dict[str, object]:
    """What the page says of it: since when, and who else has the page open."""
    return {
        "unfinished": kept,
        "present_editors": describe_present_editors(kept),
        "is_restored": kept.kept_at is not None,
    }
