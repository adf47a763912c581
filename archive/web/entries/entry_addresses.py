"""The addresses of an entry: redirects to the canonical one, tombstones, and files."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive import citations
from archive.exports import ENTRY_FORMATS, select_public_entries
from archive.models import Entry
from archive.models.entries.entry import EntryQuerySet
from archive.models.prepared_queries import prepare_query
from archive.text import idcodes
from archive.web.content_negotiation import get_preferred_suffix
from archive.web.errors import refuse_parameters, render_mistyped_id

from .citable_parts import list_citable_parts, parse_cite_parameters
from .cited_version import CitedVersionForm
from .signposts import add_file_signposts, add_memento_links, add_page_signposts


class HttpResponseSeeOther(HttpResponseRedirect):
    """303: the entry is at another address."""

    status_code = 303


EntryView = Callable[[HttpRequest, Entry], HttpResponse]


def serve_entry_page(kind: str) -> Callable[[EntryView], Callable[..., HttpResponse]]:
    """Wrap the page of one kind, so that it gets a public entry at its canonical
    address.

    A mistyped id gives 404 that says so, an old slug 301, a withdrawn entry a tombstone
    (410), anything else 404.
    """

    def decorate(page: EntryView) -> Callable[..., HttpResponse]:
        @wraps(page)
        @require_safe
        def view(request: HttpRequest, id_code: str, slug: str = "") -> HttpResponse:
            entry = get_public_entry(request, id_code, kind=kind)
            if isinstance(entry, HttpResponse):
                return entry
            moved = _redirect_if_moved(request, entry.get_absolute_url())
            if moved:
                add_memento_links(moved, entry)
                return moved
            file = redirect_to_file(request, entry)
            if file:
                return file
            form = CitedVersionForm(request, entry)
            request.version_form = form  # type: ignore[attr-defined]
            response = page(request, entry)
            if not form.is_valid():
                response.status_code = 400
            add_page_signposts(response, entry)
            patch_vary_headers(response, ["Accept"])
            return response

        return view

    return decorate


def get_entry_at_address(
    request: HttpRequest, id_code: str, route: str, *more: str | int
) -> Entry | HttpResponse:
    """The public entry at its canonical address of `route`, or the response to give
    instead. Of an entry that was merged into another it is the address of that one."""
    entry = get_public_entry(request, id_code, route=route, more=more)
    if isinstance(entry, HttpResponse):
        return entry
    address = reverse(f"archive:{route}", args=[entry.id_code, *more])
    return _redirect_if_moved(request, address) or entry


def get_versioned_entry(
    request: HttpRequest, id_code: str, route: str, *more: str | int
) -> Entry | HttpResponse:
    """The same for addresses of versions: those of an entry that was merged into
    another stay where they are."""
    merged = next(iter(_read_merged_entries(_parse_code(id_code))), None)
    if merged is None:
        return get_entry_at_address(request, id_code, route, *more)
    address = reverse(f"archive:{route}", args=[merged.id_code, *more])
    return _redirect_if_moved(request, address) or merged


def _parse_code(id_code: str) -> str:
    """The id as it is stored; "" where it is none."""
    try:
        return idcodes.parse_id_code(id_code)
    except idcodes.IdCodeError:
        return ""


def get_public_entry(
    request: HttpRequest,
    id_code: str,
    kind: str = "",
    *,
    route: str = "",
    more: tuple[str | int, ...] = (),
) -> Entry | HttpResponse:
    """The public entry with this id, or the response to give instead: of one kind, as
    its own model with its vocabulary, or of any.

    An entry that was merged leads to `route` of the other one, without it to its page.
    """
    try:
        code = idcodes.parse_id_code(id_code)
    except idcodes.IdCodeError as error:
        return render_mistyped_id(request, str(error))
    rows = _read_entries(code, Entry.Kind(kind)) if kind else _read_plain_entries(code)
    entry = next(iter(rows), None)
    return (
        entry
        or _lead_on(request, code, route, more)
        or _render_tombstone(request, code)
    )


def _lead_on(
    request: HttpRequest, code: str, route: str, more: tuple[str | int, ...]
) -> HttpResponse | None:
    """302 to the entry into which this one was merged; a merge may be undone."""
    merged = next(iter(_read_merged_entries(code)), None)
    if merged is None or merged.merged_into is None:
        return None
    into = merged.merged_into
    place = into.get_absolute_url()
    if route:
        place = reverse(f"archive:{route}", args=[into.id_code, *more])
    return redirect(keep_query(request, place))


@prepare_query
def _read_entries(id_code: str, kind: Entry.Kind) -> EntryQuerySet:
    return select_public_entries(kind.value).filter(id_code=id_code)


@prepare_query
def _read_plain_entries(id_code: str) -> EntryQuerySet:
    return Entry.objects.public().filter(id_code=id_code)


@prepare_query
def _read_merged_entries(id_code: str) -> EntryQuerySet:
    return Entry.objects.merged().filter(id_code=id_code)


@prepare_query
def _read_withdrawn_entries(id_code: str) -> EntryQuerySet:
    return Entry.objects.withdrawn().filter(id_code=id_code)


def _redirect_if_moved(request: HttpRequest, address: str) -> HttpResponse | None:
    """301 to the canonical address, with the query string."""
    if request.path == address:
        return None
    return redirect(keep_query(request, address), permanent=True)


def keep_query(request: HttpRequest, address: str) -> str:
    """The address with the query string of the request."""
    return f"{address}?{request.GET.urlencode()}" if request.GET else address


def _render_tombstone(request: HttpRequest, code: str) -> HttpResponse:
    entry = next(iter(_read_withdrawn_entries(code)), None)
    if entry is None:
        raise Http404
    return render(request, "410.html", {"entry": entry}, status=410)


def redirect_to_file(request: HttpRequest, entry: Entry) -> HttpResponse | None:
    """303 to the file that `Accept` prefers to a page of the entry, with the query,
    which says what a file cites; None for the page."""
    suffix = get_preferred_suffix(request)
    if not suffix:
        return None
    address = reverse("archive:entry-format", args=[entry.id_code, suffix])
    response = HttpResponseSeeOther(keep_query(request, address))
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def entry_redirect(request: HttpRequest, id_code: str) -> HttpResponse:
    """303 from the short address to the page of the entry, or to the file that `Accept`
    asks for."""
    entry = get_entry_at_address(request, id_code, "entry")
    if isinstance(entry, HttpResponse):
        return entry
    page = HttpResponseSeeOther(keep_query(request, entry.get_absolute_url()))
    response = redirect_to_file(request, entry) or page
    patch_vary_headers(response, ["Accept"])
    add_memento_links(response, entry)
    return response


@require_safe
def entry_format(request: HttpRequest, id_code: str, suffix: str) -> HttpResponse:
    """The entry as a file; `passage` and `of` choose what a reference cites."""
    entry = get_entry_at_address(request, id_code, "entry-format", suffix)
    if isinstance(entry, HttpResponse):
        return entry
    form = ENTRY_FORMATS.get(suffix)
    if form is None:
        raise Http404
    if suffix in citations.REFERENCE_FORMATS:
        chosen, problems = parse_cite_parameters(
            request, entry, list_citable_parts(entry)
        )
        if problems:
            return refuse_parameters(problems)
        language = get_language() or "en"
        of, anchor = chosen["of"], chosen["passage"]
        text = citations.export_reference(entry, suffix, of, anchor, language)
    else:
        text = form.write(entry)
    answer = HttpResponse(text, content_type=form.media_type)
    name = f"{entry.id_code}.{suffix}"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    add_file_signposts(answer, entry, suffix)
    return answer
