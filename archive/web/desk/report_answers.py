"""Pages on which editors answer error reports or begin a correction."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from archive.editorial import EditorialError, answer_report, take_up_report
from archive.models import ErrorReport, User
from archive.web.forms.text_fields import SentTextField

from .required_rights import require_account_with_right

REPORTS_PER_PAGE = 50


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


@require_safe
@require_account_with_right("answer_report")
def desk_report_list(request: HttpRequest, user: User) -> HttpResponse:
    """Waiting reports, oldest first; with `all=1` all reports, latest first."""
    is_all = request.GET.get("all") == "1"
    rows = ErrorReport.objects.all() if is_all else ErrorReport.objects.waiting()
    pages = Paginator(rows.select_related("entry"), REPORTS_PER_PAGE)
    context = {
        **admin.site.each_context(request),
        "reports": pages.get_page(request.GET.get("page")),
        "is_all": is_all,
    }
    return render(request, "desk/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_account_with_right("answer_report")
def desk_report_detail(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """One report; a POST answers it or begins a correction. A refused answer stays in
    its field, with the reason at it."""
    report = get_object_or_404(ErrorReport.objects.select_related("entry"), pk=pk)
    form = ReportAnswerForm(
        request.POST if request.method == "POST" else None,
        initial={"answer": report.answer},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _save_answer(request, user, report, form.cleaned_data)
        except EditorialError as error:
            form.add_error(None, str(error))
    context = {**admin.site.each_context(request), "report": report, "form": form}
    status = 400 if form.errors else 200
    return render(request, "desk/report.html", context, status=status)


def _save_answer(
    request: HttpRequest, user: User, report: ErrorReport, sent: dict[str, object]
) -> HttpResponse:
    """Call the verb that the editor chose. Raises `EditorialError`."""
    if sent["correct"]:
        copy = take_up_report(report, user)
        return redirect("desk-edit", copy.kind, copy.id_code)
    answer_report(report, user, str(sent["answer"]))
    messages.success(request, _("Answer saved. The reader can see it now."))
    return redirect("desk-reports")
