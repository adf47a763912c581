"""Pages on which editors answer error reports or begin a correction."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from archive.editorial import EditorialError, answer_report, take_up_report
from archive.models import ErrorReport, User
from archive.web.forms.text_fields import SentTextField

from .kept_forms import KeptForm
from .lists.list_form import find_entries_by_words
from .required_rights import require_account_with_right

REPORTS_PER_PAGE = 50
WAITING = ("new", "taken_up")


class ReportAnswerForm(forms.Form):
    """The answer to a report, or the wish to correct the entry, which needs none."""

    correct = forms.BooleanField(required=False, widget=forms.HiddenInput())
    answer = SentTextField(
        label=gettext_lazy("Answer to the reader"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "cols": 60, "required": True}),
    )

    def clean(self) -> dict[str, object]:
        """Refuse an empty answer. Adds the error to its field."""
        sent = super().clean() or {}
        if not sent.get("correct") and not sent.get("answer"):
            self.add_error(
                "answer", _("Write an answer to the reader before you send it.")
            )
        return sent


class ReportFilterForm(forms.Form):
    """Which reports a list shows; a wrong value is left out."""

    q = SentTextField(label=gettext_lazy("Title or ID"), required=False, max_length=200)
    state = forms.ChoiceField(choices=ErrorReport.State.choices, required=False)
    all = forms.BooleanField(required=False)
    page = forms.IntegerField(required=False, min_value=1)

    def find_reports(self) -> QuerySet[ErrorReport]:
        """All reports on the entries that were asked for."""
        self.is_valid()
        words = str(self.cleaned_data.get("q") or "")
        rows = ErrorReport.objects.select_related("entry")
        return rows.filter(find_entries_by_words(words, "entry__")) if words else rows

    def select(self, rows: QuerySet[ErrorReport]) -> QuerySet[ErrorReport]:
        """Those of the state that was chosen, or those that wait, the oldest first."""
        if state := self.cleaned_data.get("state"):
            return rows.filter(state=state)
        is_all = bool(self.cleaned_data.get("all"))
        waiting = ErrorReport.objects.waiting()
        return rows if is_all else rows.filter(pk__in=waiting.order_by()).reverse()


@require_safe
@require_account_with_right("answer_report")
def desk_report_list(request: HttpRequest, user: User) -> HttpResponse:
    """Waiting reports, oldest first; by status, by entry, or with `all=1` all, latest
    first, each with its count."""
    form = ReportFilterForm(request.GET)
    rows = form.find_reports()
    counts = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    pages = Paginator(form.select(rows), REPORTS_PER_PAGE)
    context = {
        **admin.site.each_context(request),
        "reports": pages.get_page(form.cleaned_data.get("page") or 1),
        "form": form,
        "chosen": form.cleaned_data,
        "waiting": sum(counts.get(state, 0) for state in WAITING),
        "total": sum(counts.values()),
        "states": [
            (value, label, counts.get(value, 0))
            for value, label in ErrorReport.State.choices
        ],
    }
    return render(request, "desk/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_account_with_right("answer_report")
def desk_report_detail(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """One report; a POST answers it or begins a correction. A refused answer stays in
    its field, with the reason at it."""
    report = get_object_or_404(ErrorReport.objects.select_related("entry"), pk=pk)
    kept = KeptForm(request, user, report.entry)
    form = ReportAnswerForm(kept.data, initial={"answer": report.answer})
    answer = kept.answer([form], lambda: _save_answer(request, user, report, form))
    if answer is not None:
        return answer
    context = {
        **admin.site.each_context(request),
        "report": report,
        "form": form,
        **kept.describe(),
    }
    status = 400 if form.errors else 200
    return render(request, "desk/report.html", context, status=status)


def _save_answer(
    request: HttpRequest, user: User, report: ErrorReport, form: ReportAnswerForm
) -> HttpResponse | None:
    """Call the verb that the editor chose; None where it is refused, with the reason in
    the form."""
    if not form.is_valid():
        return None
    try:
        if form.cleaned_data["correct"]:
            copy = take_up_report(report, user)
            return redirect("desk-edit", copy.kind, copy.id_code)
        answer_report(report, user, str(form.cleaned_data["answer"]))
    except EditorialError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, _("Answer saved. The reader can see it now."))
    return redirect("desk-reports")
