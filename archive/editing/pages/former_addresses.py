"""Where those addresses lead that entries had in Django's admin."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from archive.editing.kinds import RECORD_KINDS
from archive.editorial import record_refusal
from archive.models import User
from archive.web.desk.intake_pages import require_writer

from .record_access import find_page_address, list_records, may_view

LARGEST_KEY = 2**63 - 1  # that a database holds
OF_THE_FORM = ("change", "history")


@require_http_methods(["GET", "HEAD", "POST"])
@require_writer
def former_door(
    request: HttpRequest, user: User, name: str, kind: str = ""
) -> HttpResponse:
    """A list or an empty form, with what its address asked for. Raises `Http404`."""
    given: list[str] = []
    if name == "desk-list" and kind == "narrative":
        name = "desk-narratives"
    elif name == "desk-list":
        given = ["all"]
    elif name == "desk-new":
        given = [kind]
    if given == ["entry"]:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    address = reverse(name, args=given) + (f"?{query}" if query else "")
    return redirect(address, preserve_request=request.method == "POST")


@require_http_methods(["GET", "HEAD", "POST"])
@require_writer
def former_page(
    request: HttpRequest, user: User, kind: str, pk: int, page: str
) -> HttpResponse:
    """The page of a record. A form that is sent there is sent on.

    Raises `Http404` for what this person may not know of, as for what is not there.
    """
    is_known = kind in RECORD_KINDS and pk <= LARGEST_KEY
    record = list_records(kind, user).filter(pk=pk).first() if is_known else None
    if record is None:
        record_refusal(request.path, user)
        raise Http404
    if not may_view(user, record):
        raise PermissionDenied
    address = find_page_address(record, "edit" if page in OF_THE_FORM else page)
    return redirect(address, preserve_request=request.method == "POST")
