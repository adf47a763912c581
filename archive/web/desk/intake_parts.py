"""The page of a ZIP or a web archive in the intake: its parts, each to be taken out."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext

from archive.editorial import EditorialError
from archive.importers import intakes
from archive.importers.articles.draft import ImportProblem
from archive.importers.originals import OriginalsError
from archive.importers.part_problems import PART_PROBLEMS
from archive.models import Intake, User

from .row_choices import ChosenRowsForm

CHOOSE_PARTS = gettext_lazy("Choose the parts to be unpacked.")


def show_intake_parts(request: HttpRequest, user: User, intake: Intake) -> HttpResponse:
    """What a packed file holds; a POST makes an intake of each part that was chosen,
    and what was chosen stays where that is refused."""
    parts = list(enumerate(intakes.list_intake_parts(intake), start=1))
    rows = [(number, True) for number, part in parts if not part.problem]
    posted = request.POST if request.method == "POST" else None
    form = ChosenRowsForm(rows, CHOOSE_PARTS, posted)
    if form.is_bound and form.is_valid() and _take_out(request, user, intake, form):
        return redirect("desk-intake", intake.pk)
    chosen = form.list_chosen()
    context = {
        **admin.site.each_context(request),
        "intake": intake,
        "form": form,
        "rows": [
            (n, part, str(n) in chosen, PART_PROBLEMS.get(f"part-{part.problem}", ""))
            for n, part in parts
        ],
    }
    status = 400 if form.errors else 200
    return render(request, "desk/intake_parts.html", context, status=status)


def _take_out(
    request: HttpRequest, user: User, intake: Intake, form: ChosenRowsForm
) -> bool:
    """Make the intakes; False where they are refused, with the reason in the form."""
    try:
        made = intakes.unpack_intake(intake, user, form.cleaned_data["row"])
    except (EditorialError, ImportProblem, OriginalsError) as error:
        form.add_error(None, str(error))
        return False
    told = ngettext(
        "%(count)s part waits in the intake.",
        "%(count)s parts wait in the intake.",
        len(made),
    )
    messages.success(request, told % {"count": len(made)})
    return True
