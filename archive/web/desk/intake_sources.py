"""The page of a bibliography in the intake: its sources, chosen one by one or all."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext

from archive.editorial import EditorialError
from archive.importers import intakes
from archive.importers.articles.draft import ImportProblem
from archive.models import Intake, User

from .row_choices import ChosenRowsForm

CHOOSE_SOURCES = gettext_lazy("Choose the sources to be added, or dismiss the intake.")


def show_intake_sources(
    request: HttpRequest, user: User, intake: Intake
) -> HttpResponse:
    """The sources that a bibliography proposes; a POST makes drafts of those chosen,
    and what was chosen stays where that is refused."""
    drafts = intakes.build_intake_sources(intake, user)
    rows = [(draft.number, draft.is_new) for draft in drafts]
    posted = request.POST if request.method == "POST" else None
    form = ChosenRowsForm(rows, CHOOSE_SOURCES, posted)
    if form.is_bound and form.is_valid() and _save_chosen(request, user, intake, form):
        return redirect("desk-intake", intake.pk)
    chosen = form.list_chosen()
    context = {
        **admin.site.each_context(request),
        "intake": intake,
        "form": form,
        "rows": [(draft, str(draft.number) in chosen) for draft in drafts],
        "untitled": (intake.reading or {}).get("untitled", 0),
        "known": sum(not draft.is_new for draft in drafts),
    }
    status = 400 if form.errors else 200
    return render(request, "desk/intake_sources.html", context, status=status)


def _save_chosen(
    request: HttpRequest, user: User, intake: Intake, form: ChosenRowsForm
) -> bool:
    """Make the drafts; False where they are refused, with the reason in the form."""
    try:
        run = intakes.save_intake_sources(intake, user, form.cleaned_data["row"])
    except (EditorialError, ImportProblem) as error:
        form.add_error(None, str(error))
        return False
    count = run.entries.count()
    told = ngettext(
        "%(count)s source saved as a draft.",
        "%(count)s sources saved as drafts.",
        count,
    )
    messages.success(request, told % {"count": count})
    return True
