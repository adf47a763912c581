"""Versions for programs: TimeGate and TimeMap of Memento (RFC 7089)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.filters import ParameterProblem
from archive.models import Entry
from archive.versions import Version, get_version_at, list_versions
from archive.web.entries.entry_addresses import (
    get_public_entry,
    get_versioned_entry,
)
from archive.web.errors import refuse_parameters

LINK_FORMAT = "application/link-format"


@require_safe
def entry_timegate(request: HttpRequest, id_code: str) -> HttpResponse:
    """302 to the version that was public at `Accept-Datetime`; without it, to the
    newest."""
    entry = get_versioned_entry(request, id_code, "entry-timegate")
    return (
        entry if isinstance(entry, HttpResponse) else _negotiate_version(request, entry)
    )


@require_safe
def any_timegate(request: HttpRequest, address: str) -> HttpResponse:
    """The TimeGate of all entries, for the address of one behind it, of its page or its
    permanent one, with or without the host of this site."""
    parts = urlsplit(address)
    is_here = not parts.netloc or address.startswith(f"{settings.BASE_URL}/")
    try:
        id_code = resolve(f"/{parts.path.lstrip('/')}").kwargs["id_code"]
    except (Resolver404, KeyError):
        id_code = ""
    if not (is_here and id_code):
        raise Http404
    entry = get_public_entry(request, id_code)
    return (
        entry if isinstance(entry, HttpResponse) else _negotiate_version(request, entry)
    )


def _negotiate_version(request: HttpRequest, entry: Entry) -> HttpResponse:
    try:
        moment = _parse_accept_datetime(request.headers.get("Accept-Datetime", ""))
    except ValueError:
        message = _("Write the date and time like this: Wed, 20 Feb 2019 12:00:00 GMT")
        return refuse_parameters([ParameterProblem("Accept-Datetime", "", message)])
    version = get_version_at(entry, moment)
    if version is None:
        raise Http404
    answer = redirect(_get_absolute_url(entry, "entry-version", version.number))
    answer["Vary"] = "accept-datetime"
    answer["Link"] = build_memento_links(entry, list_versions(entry), version.number)
    return answer


@require_safe
def entry_timemap(request: HttpRequest, id_code: str) -> HttpResponse:
    """All public versions with their moments, in link format."""
    entry = get_versioned_entry(request, id_code, "entry-timemap")
    if isinstance(entry, HttpResponse):
        return entry
    versions = list_versions(entry)
    if not versions:
        raise Http404
    rows = [
        *_build_timemap_links(entry, f'rel="self"; type="{LINK_FORMAT}"'),
        *(_format_memento_link(entry, versions, one, "") for one in versions),
    ]
    return HttpResponse(",\n".join(rows) + "\n", content_type=LINK_FORMAT)


def build_memento_links(entry: Entry, versions: list[Version], number: int) -> str:
    """The `Link` header of a version: the entry, its TimeGate and TimeMap, and
    neighbouring versions (RFC 5829)."""
    rows = _build_timemap_links(entry, f'rel="timemap"; type="{LINK_FORMAT}"')
    for place, one in enumerate(versions):
        step = one.number - number
        names = {-1: "prev predecessor-version", 1: "next successor-version"}
        relation = names.get(step, "")
        relation += " latest-version" if place == len(versions) - 1 else ""
        if relation or place == 0:
            rows.append(_format_memento_link(entry, versions, one, relation))
    return ", ".join(rows)


def _build_timemap_links(entry: Entry, of_map: str) -> list[str]:
    original = f"{settings.BASE_URL}{reverse('archive:entry', args=[entry.id_code])}"
    return [
        f'<{original}>; rel="original"',
        f'<{_get_absolute_url(entry, "entry-timegate")}>; rel="timegate"',
        f"<{_get_absolute_url(entry, 'entry-timemap')}>; {of_map}",
    ]


def _format_memento_link(
    entry: Entry, versions: list[Version], one: Version, more: str
) -> str:
    first = "first " if one is versions[0] else ""
    last = "last " if one is versions[-1] else ""
    relation = " ".join(f"{first}{last}{more} memento".split())
    when = http_date(one.at.timestamp())
    address = _get_absolute_url(entry, "entry-version", one.number)
    return f'<{address}>; rel="{relation}"; datetime="{when}"'


def _get_absolute_url(entry: Entry, name: str, *more: int) -> str:
    return settings.BASE_URL + reverse(f"archive:{name}", args=[entry.id_code, *more])


def _parse_accept_datetime(text: str) -> datetime:
    """The moment of an HTTP date. Raises `ValueError` for anything else."""
    if not text:
        return timezone.now()
    moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
