"""The page of a bibliography in the intake: its sources, chosen one by one or all."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext

from archive.editorial import EditorialError
from archive.importers import intakes
from archive.importers.articles.draft import ImportProblem
from archive.importers.sources import SourceDraft
from archive.models import Intake, User


class ChosenSourcesForm(forms.Form):
    """Which sources of a bibliography become drafts, by their numbers."""

    source = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": gettext_lazy(
                "Choose the sources to be added, or dismiss the intake."
            )
        },
    )

    def __init__(
        self, drafts: list[SourceDraft], data: QueryDict | None = None
    ) -> None:
        super().__init__(data)
        numbers = [(draft.number, draft.title) for draft in drafts]
        self.fields["source"].choices = numbers  # type: ignore[attr-defined]


def show_intake_sources(
    request: HttpRequest, user: User, intake: Intake
) -> HttpResponse:
    """The sources that a bibliography proposes; a POST makes drafts of those chosen,
    and what was chosen stays where that is refused."""
    drafts = intakes.build_intake_sources(intake, user)
    form = ChosenSourcesForm(drafts, request.POST if request.POST else None)
    if form.is_bound and form.is_valid():
        try:
            run = intakes.save_intake_sources(intake, user, form.cleaned_data["source"])
        except (EditorialError, ImportProblem) as error:
            form.add_error(None, str(error))
        else:
            count = run.entries.count()
            told = ngettext(
                "%(count)s source saved as a draft.",
                "%(count)s sources saved as drafts.",
                count,
            )
            messages.success(request, told % {"count": count})
            return redirect("desk-intake", intake.pk)
    sent = set(request.POST.getlist("source"))
    rows = [(d, str(d.number) in sent if form.is_bound else d.is_new) for d in drafts]
    context = {
        **admin.site.each_context(request),
        "intake": intake,
        "form": form,
        "rows": rows,
        "untitled": (intake.reading or {}).get("untitled", 0),
        "known": sum(not draft.is_new for draft in drafts),
    }
    status = 400 if form.errors else 200
    return render(request, "desk/intake_sources.html", context, status=status)
