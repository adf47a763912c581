"""Forms that keep what was typed until it is saved, and say who else has them open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from archive.admin.form_page import get_signed_in_user
from archive.editorial import (
    describe_present_editors,
    find_unfinished_form,
    keep_whole_form,
    list_typed_fields,
    list_unfinished_forms,
    open_form,
    read_kept_values,
)
from archive.models import UnfinishedForm
from archive.web.desk.kept_forms import list_typed_names

BUTTONS = ("keep_for_later", "forget_unfinished", "next_verb", "add_row")
NOT_KEPT = ("csrfmiddlewaretoken", "unfinished", *BUTTONS)
MOST_ROWS = 1000  # of a form set, as Django takes them
NO_TEXT_ENDS = ("_FORMS", "-id", "-position", "seen_edit")  # of names of fields


class KeptFormAddress(forms.Form):
    """What an address asks for: one of several unfinished forms, or an empty one."""

    unfinished = forms.IntegerField(required=False, min_value=1)
    new = forms.BooleanField(required=False)


class KeptFormButtons(forms.Form):
    """What is sent with a form beside its fields."""

    unfinished = forms.IntegerField(required=False, min_value=1)
    keep_for_later = forms.BooleanField(required=False)
    forget_unfinished = forms.BooleanField(required=False)
    next_verb = forms.CharField(required=False, max_length=20)
    add_row = forms.SlugField(required=False, max_length=40)  # prefix of a form set


def read_buttons(request: HttpRequest) -> dict[str, Any]:
    """The button that was pressed, and the key of the unfinished form."""
    form = KeptFormButtons(request.POST)
    form.is_valid()
    return {**dict.fromkeys(form.fields, ""), **form.cleaned_data}


def find_sent_form(request: HttpRequest) -> UnfinishedForm | None:
    """The unfinished form that was sent, if it is this person's and still there."""
    key = read_buttons(request)["unfinished"] or None
    return find_unfinished_form(get_signed_in_user(request), key)


def find_kept_form(
    request: HttpRequest, document: Any, model: Any, *, may_edit: bool
) -> UnfinishedForm | None:
    """The unfinished form of this page; None where nothing can be edited and nothing
    was typed. Writes one row where a form is opened."""
    owner = get_signed_in_user(request)
    if request.method == "POST":
        return find_sent_form(request)
    address = KeptFormAddress(request.GET)
    address.is_valid()
    if not may_edit:
        return list_unfinished_forms(owner).filter(page=request.path).first()
    chosen = find_unfinished_form(owner, address.cleaned_data.get("unfinished"))
    if chosen and chosen.page == request.path:
        return chosen
    fields = {field.name for field in model._meta.get_fields()}
    is_new = address.cleaned_data.get("new") or fields & request.GET.keys()
    return open_form(owner, request.path, document, is_new=bool(is_new))


def read_kept_data(unfinished: UnfinishedForm | None) -> QueryDict | None:
    """The kept fields as a browser would send them; None where nothing was typed."""
    values = read_kept_values(unfinished) if unfinished else {}
    if not values:
        return None
    data = QueryDict(mutable=True)
    data.update(values)
    return data


def keep_sent_form(
    request: HttpRequest, document: Any, forms_sent: Iterable[Any], more_rows: str = ""
) -> UnfinishedForm:
    """Keep a form that was sent and is not saved; `forms_sent` are its parts, which
    know what was typed, or none where the record is gone. Of the rows with the prefix
    `more_rows` it comes back with one more."""
    owner = get_signed_in_user(request)
    kept = find_sent_form(request) or open_form(
        owner, request.path, document, is_new=True
    )
    sent = request.POST.dict()
    values = {
        name: str(value)
        for name, value in sent.items()
        if name not in NOT_KEPT and "__prefix__" not in name
    }
    count = f"{more_rows}-TOTAL_FORMS"
    if values.get(count, "").isdecimal() and int(values[count][:6]) < MOST_ROWS:
        values[count] = str(int(values[count]) + 1)
    typed = list_typed_names(forms_sent) or _guess_typed(values)
    number = values.get("seen_edit", "")
    edit_number = int(number) if number.isdecimal() and len(number) < 10 else 0
    keep_whole_form(kept, values, typed, edit_number)
    return kept


def _guess_typed(values: dict[str, str]) -> set[str]:
    """Names of the fields that hold a text which the form was not opened with."""
    return {
        name
        for name, value in values.items()
        if " " in value.strip()
        and not name.startswith(("initial-", "_"))
        and not name.endswith(NO_TEXT_ENDS)
        and values.get(f"initial-{name}") != value
    }


def describe_kept_form(
    request: HttpRequest, unfinished: UnfinishedForm, *, may_edit: bool
) -> dict[str, Any]:
    """What the page says of the kept form: since when, who else has it open, and the
    owner's other unfinished forms of this page."""
    owner = get_signed_in_user(request)
    further = list_unfinished_forms(owner).filter(page=request.path)
    return {
        "unfinished": unfinished,
        "present_editors": describe_present_editors(unfinished),
        "further_forms": further.exclude(pk=unfinished.pk),
        "typed_fields": () if may_edit else list_typed_fields(unfinished),
    }
