"""The page of an intake that becomes an article: the original beside its reading."""

from __future__ import annotations

import datetime

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.editorial import EditorialError, find_duplicates, find_near_texts
from archive.importers import intakes
from archive.importers.articles.copy_marks import describe_file_marks
from archive.importers.articles.draft import (
    ArticleDraft,
    DuplicateProblem,
    ImportProblem,
)
from archive.importers.originals import OriginalsError
from archive.models import Entry, Intake, User
from archive.models.visibility import desk_intakes
from archive.text.languages import LANGUAGE_TAG
from archive.web.forms.text_fields import SentTextField
from archive.web.forms.typed_dates import convert_typed_date

from .intake_authors import IntakeAuthors
from .kept_forms import KeptForm

BYTES_ON_PAGE = 200_000  # of a text that stands beside its reading
CONFIRMED_FIELDS = (
    "kicker",
    "title",
    "lead",
    "byline",
    "date",
    "language",
    "original_url",
)


class IntakeArticleForm(forms.Form):
    """What the draft article takes over; the rest comes as it was read."""

    kicker = forms.CharField(
        required=False, max_length=200, label=gettext_lazy("Kicker")
    )
    title = forms.CharField(max_length=400, label=gettext_lazy("Headline"))
    lead = SentTextField(
        required=False,
        label=gettext_lazy("Lead"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    byline = forms.CharField(
        required=False, max_length=200, label=gettext_lazy("Byline")
    )
    date = forms.CharField(required=False, label=gettext_lazy("Date"))
    language = forms.RegexField(
        LANGUAGE_TAG, max_length=35, label=gettext_lazy("Language")
    )
    original_url = forms.URLField(
        required=False,
        max_length=1000,
        label=gettext_lazy("Link to the original"),
        assume_scheme="https",
    )
    again = forms.BooleanField(
        required=False, label=gettext_lazy("Import even if the archive already has it")
    )

    def __init__(
        self,
        data: QueryDict | None,
        initial: dict[str, str],
        fetched_on: datetime.date | None,
    ) -> None:
        super().__init__(data, initial=initial)
        self._fetched_on = fetched_on  # the day that *yesterday* may be told from

    def clean_date(self) -> str:
        """The date in EDTF, from any form that people write."""
        language = str(self.data.get(self.add_prefix("language"), ""))
        return convert_typed_date(self.cleaned_data["date"], language, self._fetched_on)


def show_intake_article(
    request: HttpRequest, user: User, intake: Intake
) -> HttpResponse:
    """An original beside its reading as an article; a POST makes the draft that was
    confirmed. What was typed stays in the form where it is refused."""
    draft = _build_draft(intake)
    initial = {name: getattr(draft, name, "") for name in CONFIRMED_FIELDS}
    kept = KeptForm(request, user)
    form = IntakeArticleForm(kept.data, initial, intake.fetched_on)
    authors = IntakeAuthors(kept.data, initial.get("byline", ""), draft)
    parts = [form, *authors.rows.forms]
    answer = kept.answer(
        parts, lambda: _save_article(request, user, intake, form, authors)
    )
    if answer is not None:
        return answer
    context = {
        **_describe_intake(intake, draft, user),
        **admin.site.each_context(request),
        "form": form,
        "authors": authors,
        **kept.describe(),
    }
    is_refused = kept.is_sent and (form.errors or authors.has_errors)
    status = 400 if is_refused else 200
    return render(request, "desk/intake.html", context, status=status)


def _describe_intake(
    intake: Intake, draft: ArticleDraft | None, user: User
) -> dict[str, object]:
    """What the page shows beside its form."""
    return {
        "intake": intake,
        "draft": draft,
        "problem": intakes.describe_problem(intake),
        "guesses": _list_guesses(draft) if draft else [],
        "entries": intake.run.entries.exclude(kind="photo") if intake.run else [],
        "text": _load_text(intake) if draft else "",
        "marks": _describe_marks(intake),
        "parts": intake.parts.filter(desk_intakes(user)).order_by("pk"),
        **_find_same(intake, draft, user),
        "near_entries": _find_near(intake, draft, user),
    }


def _build_draft(intake: Intake) -> ArticleDraft | None:
    try:
        return intakes.build_intake_draft(intake)
    except ImportProblem:
        return None


def _describe_marks(intake: Intake) -> list[str]:
    """What the original may give away; nothing once it was decided on."""
    if intake.state != Intake.State.WAITING:
        return []
    try:
        return describe_file_marks(intakes.list_file_marks(intake))
    except ImportProblem:
        return []


def _list_guesses(draft: ArticleDraft) -> list[tuple[str, object, str, str]]:
    """Each field as it was read: name, label, value, and what it was read from."""
    fields = IntakeArticleForm.base_fields
    shown = {"date": draft.date_in_words}
    return [
        (
            name,
            fields[name].label,
            shown.get(name, getattr(draft, name)),
            draft.guesses.get(name, ""),
        )
        for name in CONFIRMED_FIELDS
    ]


def _load_text(intake: Intake) -> str:
    """The original where it is text to be read as it is, cut where it is long."""
    if intake.media_type != "text/plain":
        return ""
    return intakes.load_original(intake)[:BYTES_ON_PAGE].decode("utf-8", "replace")


def _find_same(
    intake: Intake, draft: ArticleDraft | None, user: User
) -> dict[str, object]:
    """Entries and intakes with the same file or address, of those the user may see."""
    url = draft.original_url if draft else intake.url
    others = Intake.objects.filter(desk_intakes(user)).exclude(pk=intake.pk)
    same = others.none()
    if intake.sha256:
        same = same | others.filter(sha256=intake.sha256)
    if intake.address_key:
        same = same | others.filter(address_key=intake.address_key)
    entries = [
        entry
        for entry in find_duplicates(url, intake.sha256, seen_by=user)
        if intake.run_id is None or not entry.import_runs.filter(pk=intake.run_id)
    ]
    return {"same_entries": entries, "same_intakes": same[:10]}


def _find_near(
    intake: Intake, draft: ArticleDraft | None, user: User
) -> list[tuple[Entry, int]]:
    """Articles with nearly the same text, each with its share in percent; none once the
    intake was decided on."""
    if draft is None or intake.state != Intake.State.WAITING:
        return []
    body = [s.text for s in draft.segments if not s.left_out_because]
    text = "\n".join([draft.lead, *body])
    found = find_near_texts(draft.title, draft.date, text, seen_by=user)
    return [(entry, round(share * 100)) for entry, share in found[:10]]


def _save_article(
    request: HttpRequest,
    user: User,
    intake: Intake,
    form: IntakeArticleForm,
    authors: IntakeAuthors,
) -> HttpResponse | None:
    """Make the draft; None where it is refused, with the reason in the form."""
    if not form.is_valid() or not authors.is_valid():
        return None
    sent = form.cleaned_data
    fields = {name: sent[name] for name in CONFIRMED_FIELDS}
    try:
        run = intakes.save_intake_article(
            intake,
            user,
            fields,
            authors=authors.list_confirmed(sent["byline"]),
            again=sent["again"],
        )
    except DuplicateProblem:
        form.add_error(None, _("The archive has this page. See the list above."))
        return None
    except (EditorialError, ImportProblem, OriginalsError) as error:
        form.add_error(None, str(error))
        return None
    article = run.entries.get(kind="article")
    messages.success(request, _("Draft saved. Add what belongs to the article."))
    return redirect("desk-story", article.id_code)
