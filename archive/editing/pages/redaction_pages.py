"""The page on which words of an entry or story trail are withheld, shown again or
erased."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from archive import editorial
from archive.admin.form_page import call_with_form
from archive.editorial import (
    WordPlace,
    ask_erasure,
    confirm_erasure,
    find_words,
    record_reading_withheld,
    redact_words,
    restore_words,
)
from archive.models import Entry, Narrative, Redaction, User
from archive.web.desk.intake_pages import require_writer

from .record_access import find_record, may_view, render_record_page


class RedactionForm(forms.Form):
    """The words, what stands in their place, and why."""

    words = forms.CharField(
        label=gettext_lazy("Words to withhold"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Type them exactly as in the text, with the same capitals. They are "
            "removed from every field and every version."
        ),
    )
    pseudonym = forms.CharField(
        required=False,
        max_length=100,
        label=gettext_lazy("Pseudonym"),
        help_text=gettext_lazy("Leave empty to show that words are withheld."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 2})
    )
    look = forms.BooleanField(required=False, widget=forms.HiddenInput)


class SealedWordsForm(forms.Form):
    """What to do with words that were withheld; buttons beside them send the form."""

    redaction = forms.ModelChoiceField(Redaction.objects.none())
    action = forms.ChoiceField(
        choices=[(name, name) for name in ("restore", "ask", "confirm")]
    )
    reason = forms.CharField(required=False)
    are_others_read = forms.BooleanField(required=False)

    def __init__(self, rows: QuerySet[Redaction], *args: Any) -> None:
        super().__init__(*args)
        self.fields["redaction"] = forms.ModelChoiceField(rows)


@require_http_methods(["GET", "HEAD", "POST"])
@require_writer
def redaction_page(
    request: HttpRequest, user: User, kind: str, id_code: str
) -> HttpResponse:
    """The redactions of a record; a POST looks for words, withholds them, or undoes or
    erases a redaction."""
    record = _find_original(request, user, kind, id_code)
    if Redaction.objects.of_record(record).exclude(words="").exists():
        record_reading_withheld(record, user)
    form = RedactionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _change_redaction(request, record, user):
        return HttpResponseRedirect(request.path)
    places = _look_for_words(form)

    def call() -> HttpResponse:
        redact_words(record, user, **form.cleaned_data)
        messages.success(request, _("The words are withheld in every version."))
        return HttpResponseRedirect(request.path)

    answer = call_with_form(request, form, call) if places is None else None
    return answer or render_record_page(
        request,
        "redactions",
        form,
        record,
        title=_("Withheld words"),
        places=places,
        may_redact=editorial.has_right(user, "redact"),
        may_erase=editorial.has_right(user, "erase"),
        rows=Redaction.objects.of_record(record).select_related(
            "by", "erasure_asked_by", "erased_by"
        ),
    )


def _find_original(
    request: HttpRequest, user: User, kind: str, id_code: str
) -> Entry | Narrative:
    """The record, for a working copy the original; refused to whoever may not withhold
    or erase words."""
    row = find_record(request, user, kind, id_code)
    record: Entry | Narrative = getattr(row, "correction_of", None) or row
    may_use = any(editorial.has_right(user, verb) for verb in ("redact", "erase"))
    if not may_use or not may_view(user, record):
        raise PermissionDenied
    return record


def _look_for_words(form: RedactionForm) -> list[WordPlace] | None:
    """Where the words are, if this was asked; None if they are to be withheld."""
    if not form.is_valid() or not form.cleaned_data.pop("look"):
        return None
    return list(find_words(form.cleaned_data["words"]))


def _change_redaction(
    request: HttpRequest, record: Entry | Narrative, user: User
) -> bool:
    """Undo or erase a redaction; False where the form that was sent is another."""
    form = SealedWordsForm(Redaction.objects.of_record(record), request.POST)
    if not form.is_valid():
        return False
    redaction, reason = form.cleaned_data["redaction"], form.cleaned_data["reason"]
    are_others_read = form.cleaned_data["are_others_read"]
    calls: dict[str, tuple[Callable[[], object], str]] = {
        "restore": (
            lambda: restore_words(redaction, user, reason),
            _("The words are shown again."),
        ),
        "ask": (
            lambda: ask_erasure(redaction, user),
            _("Another person must now confirm the erasure."),
        ),
        "confirm": (
            lambda: confirm_erasure(redaction, user, are_others_read=are_others_read),
            "",
        ),
    }
    call, done = calls[form.cleaned_data["action"]]
    try:
        call()
        if done:  # an erasure ends all sessions: nobody would read it
            messages.success(request, done)
    except editorial.EditorialError as error:
        messages.error(request, str(error))
    return True
