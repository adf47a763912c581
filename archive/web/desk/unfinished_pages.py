"""What editors typed and have not saved: where the script of a form sends it, and the
page that shows it where its form is gone or can't be edited any more."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from archive.editorial import (
    DAYS_KEPT,
    describe_present_editors,
    find_seen_record,
    find_unfinished_form,
    forget_form,
    keep_apart,
    keep_fields,
    keep_whole_form,
    leave_form,
    list_typed_fields,
)
from archive.models import Entry, Intake, Narrative, UnfinishedForm, User
from archive.models.visibility import desk_entries, desk_intakes, desk_narratives

MOST_EDITS = 2**31 - 1  # of a record, as the column takes


@dataclass(frozen=True)
class SentFields:
    """What the script of a form sends."""

    edit_number: int
    typed: dict[str, str]
    others: dict[str, str]
    gone: list[str]
    is_whole: bool
    is_leaving: bool


def parse_sent_fields(body: bytes) -> SentFields:
    """Read the JSON of the script. Raises `ValueError` for anything else."""
    sent = json.loads(body)
    if not isinstance(sent, dict):
        raise ValueError("no object")
    parsed = SentFields(
        edit_number=sent.get("edit", 0),
        typed=sent.get("typed", {}),
        others=sent.get("others", {}),
        gone=sent.get("gone", []),
        is_whole=sent.get("whole") is True,
        is_leaving=sent.get("leaving") is True,
    )
    texts = [*parsed.gone]
    for fields in (parsed.typed, parsed.others):
        texts += [*fields.keys(), *fields.values()]
    number = parsed.edit_number
    if not (isinstance(number, int) and 0 <= number <= MOST_EDITS):
        raise ValueError("no edit number")
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("a field that is no text")
    return parsed


def require_form_owner(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Wrap a view of an unfinished form, which only its owner may see."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int) -> HttpResponse:
        user = request.user
        if not (isinstance(user, User) and user.is_active and user.is_staff):
            return redirect_to_login(request.get_full_path())
        form = find_unfinished_form(user, pk)
        if form is None:
            raise Http404
        return view(request, user, form)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@require_form_owner
def unfinished_fields(
    request: HttpRequest, user: User, form: UnfinishedForm
) -> HttpResponse:
    """Keep what was typed; what is answered is shown beside the form. A GET gives a
    fresh token, as after a second login."""
    if request.method != "POST":
        return JsonResponse({"token": get_token(request), **_describe_form(form)})
    try:
        sent = parse_sent_fields(request.body)
        form, is_all_needed = _keep_sent_fields(form, sent)
    except (ValueError, AttributeError, TypeError, RecursionError):
        return JsonResponse({}, status=400)
    if form.pk is None:
        return JsonResponse({})
    answer = {"form": form.pk, "all": is_all_needed}
    return JsonResponse({**answer, **_describe_form(form)})


@require_http_methods(["GET", "HEAD", "POST"])
@require_form_owner
def unfinished_detail(
    request: HttpRequest, user: User, form: UnfinishedForm
) -> HttpResponse:
    """What was typed, field by field; a POST forgets it."""
    if request.method == "POST":
        forget_form(form)
        return redirect("desk")
    context = {
        **admin.site.each_context(request),
        "form": form,
        "name": name_unfinished_form(form, find_seen_record(form)),
        "typed": list_typed_fields(form),
        "address": find_form_address(request, form),
        "days": DAYS_KEPT,
    }
    return render(request, "desk/unfinished.html", context)


def name_unfinished_form(form: UnfinishedForm, record: Entry | Narrative | None) -> str:
    """The title that was typed, or that of the record, where its owner may see it."""
    typed = form.fields.filter(name="title").values_list("value", flat=True).first()
    return typed or (record.title if record else "") or _("Untitled")


def find_form_address(request: HttpRequest, form: UnfinishedForm) -> str:
    """The address of the form with what was typed; "" where its record is gone, or is
    none that this person may open."""
    path, mark, _query = form.page.partition("?")
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    is_there = _CHECKS.get(match.url_name or "")
    if is_there and not is_there(form.owner, **match.kwargs):
        return ""
    return f"{form.page}{'&' if mark else '?'}unfinished={form.pk}"


def _is_seen(
    owner: User, id_code: object, kind: object = "", name: object = ""
) -> bool:
    """Whether the record of a form is there, and one that its owner may see."""
    if kind == "narrative":
        rows = Narrative.objects.filter(desk_narratives(owner))
        return rows.filter(id_code=id_code).exists()
    return Entry.objects.filter(desk_entries(owner), id_code=id_code).exists()


def _is_reviewed(_owner: User, id_code: object) -> bool:
    """Whether an entry has a page of review."""
    drafts = Entry.objects.filter(status__in=("draft", "in_review"))
    return drafts.filter(id_code=id_code).exists()


def _is_waiting(owner: User, pk: int) -> bool:
    """Whether an intake waits that the owner of the form may see."""
    rows = Intake.objects.waiting().filter(desk_intakes(owner))
    return rows.filter(pk=pk).exists()


# Of pages whose record may be gone, by the name of their address.
_CHECKS: dict[str, Callable[..., bool]] = {
    "desk-edit": _is_seen,
    "desk-verb": _is_seen,
    "desk-story": _is_seen,
    "desk-review": _is_reviewed,
    "desk-intake": _is_waiting,
    "desk-intake-segments": _is_waiting,
}


def _keep_sent_fields(
    form: UnfinishedForm, sent: SentFields
) -> tuple[UnfinishedForm, bool]:
    """Keep them; the form that has them now, and whether the script must send all
    fields, because the record was saved since the kept ones were typed."""
    if sent.is_leaving and not sent.typed and not sent.gone:
        leave_form(form)
        return form, False
    if sent.is_whole:
        before = {field.name for field in list_typed_fields(form)}
        values = {**sent.others, **sent.typed}
        keep_whole_form(form, values, before | sent.typed.keys(), sent.edit_number)
    elif form.kept_at is None or sent.edit_number == form.edit_number:
        keep_fields(form, sent.typed, sent.others, sent.gone)
    elif sent.edit_number > form.edit_number:
        return form, True
    else:
        return keep_apart(form, sent.edit_number), True
    if sent.is_leaving:
        leave_form(form)
    return form, False


def _describe_form(form: UnfinishedForm) -> dict[str, str]:
    """What the page says of it, in the editor's language."""
    kept = ""
    if form.kept_at:
        moment = date_format(timezone.localtime(form.kept_at), "H:i:s")
        kept = _("Kept at %(time)s, visible only to you.") % {"time": moment}
    return {"kept": kept, "others": " ".join(describe_present_editors(form))}
