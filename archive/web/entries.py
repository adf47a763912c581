"""The addresses of an entry: canonical id and slug, tombstone, formats."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from archive.citations import FORMATS, export
from archive.models import Entry
from archive.text import idcodes

from .errors import mistyped


class SeeOther(HttpResponseRedirect):
    """303: the entry stands elsewhere."""

    status_code = 303


Page = Callable[[HttpRequest, Entry], HttpResponse]


def entry_page(kind: str) -> Callable[[Page], Callable[..., HttpResponse]]:
    """Wrap a page of one kind: it is called with a public entry at its address.

    A mistyped id is told (404), an old slug redirects (301), a withdrawn entry
    leaves a tombstone (410), all else is 404.
    """

    def decorate(page: Page) -> Callable[..., HttpResponse]:
        @wraps(page)
        @require_safe
        def view(request: HttpRequest, id_code: str, slug: str = "") -> HttpResponse:
            try:
                code = idcodes.parse(id_code)
            except idcodes.IdCodeError as error:
                return mistyped(request, str(error))
            entry = Entry.objects.public().filter(id_code=code, kind=kind).first()
            if entry is None:
                return _tombstone(request, code)
            if request.path != entry.get_absolute_url():
                return redirect(entry.get_absolute_url(), permanent=True)
            return page(request, entry)

        return view

    return decorate


def _tombstone(request: HttpRequest, code: str) -> HttpResponse:
    entry = Entry.objects.withdrawn().filter(id_code=code).first()
    if entry is None:
        raise Http404
    return render(request, "410.html", {"entry": entry}, status=410)


@require_safe
def entry_redirect(request: HttpRequest, id_code: str) -> HttpResponse:
    """303 from the short address to the entry's page."""
    return _answer(request, id_code, "")


@require_safe
def entry_format(request: HttpRequest, id_code: str, suffix: str) -> HttpResponse:
    """The entry as BibTeX, RIS or CSL-JSON."""
    return _answer(request, id_code, suffix)


def _answer(request: HttpRequest, id_code: str, suffix: str) -> HttpResponse:
    try:
        code = idcodes.parse(id_code)
    except idcodes.IdCodeError as error:
        return mistyped(request, str(error))
    entry = Entry.objects.public().filter(id_code=code).first()
    if entry is None:
        return _tombstone(request, code)
    if not suffix:
        return SeeOther(entry.get_absolute_url())
    if suffix not in FORMATS:
        raise Http404
    answer = HttpResponse(export(entry, suffix), content_type=FORMATS[suffix])
    answer["Content-Disposition"] = f'inline; filename="{code}.{suffix}"'
    return answer
