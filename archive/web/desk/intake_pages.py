"""Pages of the intake: what waits, the door for new things, and each beside its
original."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from archive.editorial import (
    EditorialError,
    dismiss_intake,
    has_right,
    reopen_intake,
)
from archive.importers import intakes
from archive.importers.articles.draft import ImportProblem
from archive.importers.originals import OriginalsError
from archive.models import Intake, User
from archive.models.history.intake import name_file_type
from archive.models.visibility import desk_intakes
from archive.web.forms.text_fields import SentTextField

from .intake_article import show_intake_article
from .intake_parts import show_intake_parts
from .intake_sources import show_intake_sources

INTAKES_PER_PAGE = 50
_PAGES_OF_READINGS: dict[str, Callable[[HttpRequest, User, Intake], HttpResponse]] = {
    "sources": show_intake_sources,
    "parts": show_intake_parts,
}


class IntakeForm(forms.Form):
    """A paste, a file or an address: one of them."""

    text = SentTextField(
        required=False,
        strip=False,
        label=gettext_lazy("Page text"),
        widget=forms.Textarea(attrs={"rows": 14, "data-paste-html": "id_html"}),
        help_text=gettext_lazy(
            "Paste the page as copied from a browser, headline first."
        ),
    )
    html = forms.CharField(required=False, widget=forms.HiddenInput(), strip=False)
    file = forms.FileField(
        required=False,
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A saved web page (HTML), PDF, Word (DOCX), e-mail (EML) or text file; a "
            "bibliography (RIS, BibTeX, CSL-JSON); a ZIP, WARC or WACZ of these. Other "
            "files are kept too."
        ),
    )
    url = forms.CharField(
        required=False,
        max_length=intakes.LONGEST_ADDRESS,
        label=gettext_lazy("Web address"),
        widget=forms.TextInput(attrs={"class": "wide", "inputmode": "url"}),
    )

    def clean(self) -> dict[str, object]:
        """Refuse an empty form, and one with several things."""
        sent = super().clean() or {}
        filled = [bool(sent.get(n)) for n in ("file", "url")]
        filled.append(bool(str(sent.get("text") or "").strip()))
        if not self.errors and sum(filled) != 1:
            raise forms.ValidationError(
                _("Paste a text, choose a file or enter a web address: one of them.")
            )
        return sent


def require_writer(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Wrap a view for accounts that may write entries; other desk accounts get 403,
    everybody else logs in."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: int) -> HttpResponseBase:
        user = request.user
        if not (isinstance(user, User) and user.is_active and user.is_staff):
            return redirect_to_login(request.get_full_path())
        if not has_right(user, "create"):
            raise PermissionDenied
        return view(request, user, **kwargs)

    return guarded


class IntakeFilterForm(forms.Form):
    """Which intakes a list shows."""

    state = forms.CharField(required=False)
    type = forms.CharField(required=False)
    mine = forms.BooleanField(required=False)
    page = forms.CharField(required=False)


class DecisionForm(forms.Form):
    """What is to be done with an intake: it is read again unless a button says else."""

    reason = forms.CharField(required=False)
    dismiss = forms.BooleanField(required=False)
    reopen = forms.BooleanField(required=False)


@require_safe
@require_writer
def intake_list(request: HttpRequest, user: User) -> HttpResponse:
    """What came in, latest first: by status, type and receiver, with counts."""
    form = IntakeFilterForm(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    rows = Intake.objects.filter(desk_intakes(user))
    if chosen.get("mine"):
        rows = rows.filter(received_by=user)
    states = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    if chosen.get("state") not in Intake.State.values:
        chosen["state"] = "waiting"
    rows = rows.filter(state=chosen["state"])
    types = rows.order_by("media_type").values_list("media_type")
    counted = list(types.annotate(n=Count("pk")))
    if chosen.get("type"):
        rows = rows.filter(media_type=chosen["type"])
    pages = Paginator(rows.select_related("received_by"), INTAKES_PER_PAGE)
    context = {
        **admin.site.each_context(request),
        "chosen": chosen,
        "states": [(v, label, states.get(v, 0)) for v, label in Intake.State.choices],
        "types": [(t, name_file_type(t), n) for t, n in counted if t],
        "sees_all": user.roles & {"editor", "publisher"},
        "intakes": pages.get_page(chosen.get("page")),
    }
    return render(request, "desk/intakes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require_writer
def intake_form(request: HttpRequest, user: User) -> HttpResponse:
    """The one door: a POST keeps the original, reads it, and leads to its page."""
    form = IntakeForm(
        request.POST if request.method == "POST" else None, request.FILES or None
    )
    if request.method == "POST" and form.is_valid():
        try:
            intake = _receive_sent(form.cleaned_data, user)
        except (ImportProblem, OriginalsError, EditorialError) as error:
            form.add_error(None, str(error))
        else:
            intakes.read_intake(intake)
            return redirect("desk-intake", intake.pk)
    context = {**admin.site.each_context(request), "form": form}
    status = 400 if form.errors else 200
    return render(request, "desk/intake_new.html", context, status=status)


def _receive_sent(sent: dict[str, object], user: User) -> Intake:
    file = sent["file"]
    if isinstance(file, UploadedFile):
        return intakes.receive_file(file.name or "", file.read(), user)
    if sent["url"]:
        return intakes.receive_address(str(sent["url"]), user)
    return intakes.receive_paste(str(sent["text"]), str(sent["html"]), user)


@require_http_methods(["GET", "HEAD", "POST"])
@require_writer
def intake_detail(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """An original beside its reading; a POST makes what was confirmed of it. What was
    typed stays in the form where it is refused."""
    intake = get_desk_intake(user, pk)
    show = _PAGES_OF_READINGS.get(
        (intake.reading or {}).get("is", ""), show_intake_article
    )
    return show(request, user, intake)


@require_POST
@require_writer
def intake_decision(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Read an intake again, dismiss it, or take that back."""
    intake = get_desk_intake(user, pk)
    form = DecisionForm(request.POST)
    form.is_valid()
    sent = form.cleaned_data
    try:
        if sent.get("dismiss"):
            dismiss_intake(intake, user, sent.get("reason", ""))
            messages.success(request, _("Dismissed. You can take this back."))
        elif sent.get("reopen"):
            reopen_intake(intake, user)
    except EditorialError as error:
        messages.error(request, str(error))
        return redirect("desk-intake", pk)
    if not sent.get("dismiss"):
        intakes.read_intake(get_desk_intake(user, pk))
    return redirect("desk-intake", pk)


@require_safe
@require_writer
def intake_original(request: HttpRequest, user: User, pk: int) -> HttpResponseBase:
    """The original as it came; always a download."""
    intake = get_desk_intake(user, pk)
    try:
        content = intakes.load_original(intake)
    except ImportProblem as error:
        raise Http404 from error
    answer = HttpResponse(content, content_type="application/octet-stream")
    name = f"intake-{intake.pk}-{intake.sha256[:12]}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def get_desk_intake(user: User, pk: int) -> Intake:
    """The intake, if the user may see it. Raises `Http404`."""
    rows = Intake.objects.filter(desk_intakes(user)).select_related("received_by")
    return get_object_or_404(rows, pk=pk)
