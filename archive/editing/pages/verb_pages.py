"""A page for each verb: what it does, what it asks for, and its button."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from archive import editorial
from archive.admin.form_page import call_with_form
from archive.models import Entry, Narrative, User
from archive.web.desk.intake_pages import require_writer
from archive.web.desk.kept_forms import KeptForm

from .record_access import (
    find_edit_address,
    find_page_address,
    find_record,
    render_record_page,
)


class VerbTexts(NamedTuple):
    """The label of the button, what the verb does, and what it asks for."""

    label: str | Promise
    means: str | Promise
    reason: str | Promise | None  # the label of the field; none is asked for
    asks: tuple[str, ...] = ()


VERB_TEXTS = {
    "submit": VerbTexts(
        gettext_lazy("Submit for review"),
        gettext_lazy("A second person reviews the text before it is published."),
        gettext_lazy("Note to the reviewer"),
    ),
    "publish": VerbTexts(
        gettext_lazy("Publish"),
        gettext_lazy("Everybody can read the text within a minute."),
        gettext_lazy("Reason"),
        ("override", "without_sources"),
    ),
    "send_back": VerbTexts(
        gettext_lazy("Send back to author"),
        gettext_lazy("The text becomes a draft again, and its author can edit it."),
        gettext_lazy("What is missing"),
    ),
    "correct": VerbTexts(
        gettext_lazy("Start a correction"),
        gettext_lazy(
            "You edit a draft. Readers see the published version until the "
            "correction is published."
        ),
        None,
    ),
    "withdraw": VerbTexts(
        gettext_lazy("Withdraw"),
        gettext_lazy("Readers who open its link see only your reason, not the text."),
        gettext_lazy("Reason shown to readers"),
        ("with_captions",),
    ),
    "discard": VerbTexts(
        gettext_lazy("Discard draft"),
        gettext_lazy(
            "The draft leaves the lists and is never published. Its history is kept."
        ),
        gettext_lazy("Reason"),
    ),
}


class VerbForm(forms.Form):
    """A reason, and whatever else the verb asks for."""

    reason = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    override = forms.BooleanField(
        required=False,
        label=gettext_lazy("Publish my own text without a second person"),
        help_text=gettext_lazy("This is recorded and shown together with your reason."),
    )
    without_sources = forms.BooleanField(
        required=False,
        label=gettext_lazy("Publish without its unpublished sources"),
    )
    with_captions = forms.BooleanField(
        required=False, label=gettext_lazy("Withdraw its captions too")
    )

    def __init__(self, verb: VerbTexts, entry: Entry | Narrative, *args: Any) -> None:
        super().__init__(*args)
        for name in ("override", "with_captions", "without_sources"):
            if name not in verb.asks or not _is_asked_of(name, entry):
                del self.fields[name]
        if verb.reason is None:
            del self.fields["reason"]
        else:
            reason: Any = self.fields["reason"]
            reason.label = verb.reason


def _is_asked_of(question: str, entry: Entry | Narrative) -> bool:
    """Whether a verb asks this of the entry."""
    if question == "with_captions":
        return entry.kind == "article"
    if question == "without_sources":
        return bool(editorial.list_cited_drafts(entry))
    return True


def list_verb_links(user: User, entry: Entry | Narrative) -> list[dict[str, Any]]:
    """Links to the verbs that `user` may call on `entry` now."""
    return [
        {
            "name": name,
            "label": verb.label,
            "url": find_page_address(entry, name),
        }
        for name, verb in VERB_TEXTS.items()
        if editorial.has_right(user, name, entry)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@require_writer
def verb_page(
    request: HttpRequest, user: User, kind: str, id_code: str, name: str
) -> HttpResponse:
    """The page of a verb; a POST calls it and reports the result."""
    entry = find_record(request, user, kind, id_code)
    verb = VERB_TEXTS[name]
    kept = KeptForm(request, user, entry)
    form = VerbForm(verb, entry, kept.data)

    def call() -> HttpResponse:
        result = getattr(editorial, name)(entry, user, **form.cleaned_data)
        document = _find_next_document(entry, result)
        template = _("Done. “%(title)s” now has the status “%(status)s”.")
        names = {"title": document, "status": document.get_status_display()}
        messages.success(request, template % names)
        return HttpResponseRedirect(find_edit_address(document))

    answer = kept.answer([form], lambda: call_with_form(request, form, call))
    return answer or render_record_page(
        request,
        "verb",
        form,
        entry,
        title=verb.label,
        verb=verb,
        history=editorial.list_revisions(entry)[:5],
        **kept.describe(),
    )


def _find_next_document(entry: Entry | Narrative, result: object) -> Entry | Narrative:
    """The document to show next: a new working copy, or what remains."""
    if isinstance(result, Entry | Narrative):
        return result
    if isinstance(entry, Narrative):
        return Narrative.objects.get(pk=entry.pk)
    left = Entry.objects.filter(pk=entry.pk).first() or entry.correction_of
    assert left is not None
    return Entry.objects.get(pk=left.pk)
