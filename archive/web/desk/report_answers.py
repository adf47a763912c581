"""Pages on which editors answer error reports or begin a correction."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from archive.editorial import EditorialError, answer_report, has_right, take_up_report
from archive.models import ErrorReport, User

REPORTS_PER_PAGE = 50


def require_report_editor(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Wrap a view for editors who may answer reports; other desk accounts get 403,
    everybody else logs in."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: int) -> HttpResponse:
        user = request.user
        if not (isinstance(user, User) and user.is_active and user.is_staff):
            return redirect_to_login(request.get_full_path())
        if not has_right(user, "answer_report"):
            raise PermissionDenied
        return view(request, user, **kwargs)

    return guarded


@require_safe
@require_report_editor
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
@require_report_editor
def desk_report_detail(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """One report; a POST answers it or begins a correction."""
    found = get_object_or_404(ErrorReport.objects.select_related("entry"), pk=pk)
    if request.method == "POST":
        try:
            if "correct" in request.POST:
                copy = take_up_report(found, user)
                return redirect(f"admin:archive_{copy.kind}_change", copy.pk)
            answer_report(found, user, request.POST.get("answer", ""))
        except EditorialError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Answered."))
            return redirect("desk-reports")
    context = {**admin.site.each_context(request), "report": found}
    return render(request, "desk/report.html", context)
