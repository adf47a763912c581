"""An entry as it was, all its versions, and what changed between two."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.citations import STYLES, cite
from archive.models import ENTRY_KINDS, Correction, Entry, Event, Photo
from archive.selection import Problem
from archive.versions import (
    EntryAsOf,
    Version,
    compare_anchors,
    compare_versions,
    get_version,
    hash_record,
    list_versions,
    load_entry_as_of,
    make_version_record,
)
from archive.web.entries.article_body import Line
from archive.web.entries.citable_parts import asked_of, style_links
from archive.web.entries.entry_addresses import entry_at
from archive.web.errors import bad_values

from .field_names import field_name
from .memento import links


@require_safe
def version_detail(request: HttpRequest, id_code: str, number: int) -> HttpResponse:
    """The entry as of a public version, with what became of each passage since."""
    entry = entry_at(request, id_code, "entry-version", number)
    if isinstance(entry, HttpResponse):
        return entry
    known = list_versions(entry)
    asked = load_entry_as_of(_known(entry, number))
    cited, problems = _cited(request, asked)
    if problems:
        return bad_values(request, problems)
    address = _address(entry, "entry-version-record", number)
    context = (
        _frame(asked)
        | cited
        | {
            "live": entry,
            "newest": known[-1],
            "since": compare_anchors(asked, load_entry_as_of(known[-1])),
            "address": address,
            "command": f"curl -s {address} | sha256sum",
        }
    )
    answer = render(request, "versions/detail.html", context)
    answer["Memento-Datetime"] = http_date(asked.version.at.timestamp())
    answer["Link"] = links(entry, known, number)
    return answer


@require_safe
def version_record(request: HttpRequest, id_code: str, number: int) -> HttpResponse:
    """What readers see of a version as canonical JSON."""
    entry = entry_at(request, id_code, "entry-version-record", number)
    if isinstance(entry, HttpResponse):
        return entry
    data = make_version_record(load_entry_as_of(_known(entry, number)))
    return HttpResponse(data, content_type="application/json")


@require_safe
def history(request: HttpRequest, id_code: str) -> HttpResponse:
    """All public versions, newest first, with the corrections that made them."""
    entry = entry_at(request, id_code, "entry-history")
    if isinstance(entry, HttpResponse):
        return entry
    known = list_versions(entry)
    said = Correction.objects.public().filter(entry=entry).select_related("revision")
    rows = [
        {
            "version": one,
            "before": before,
            "corrections": [c for c in said if _made(c) == one.number],
        }
        for before, one in zip([None, *known], known, strict=False)
    ]
    context = {"entry": entry, "rows": rows[::-1]}
    return render(request, "versions/history.html", context)


@require_safe
def diff(request: HttpRequest, id_code: str, old: int, new: int) -> HttpResponse:
    """What changed from one version to another, by field and by word."""
    entry = entry_at(request, id_code, "entry-diff", old, new)
    if isinstance(entry, HttpResponse):
        return entry
    before, after = (
        load_entry_as_of(_known(entry, old)),
        load_entry_as_of(_known(entry, new)),
    )
    found = compare_versions(before, after, get_language() or "en")
    context = {
        "entry": entry,
        "old": before.version,
        "new": after.version,
        "changes": [{"name": field_name(one.field), "change": one} for one in found],
    }
    return render(request, "versions/diff.html", context)


def _frame(asked: EntryAsOf) -> dict[str, Any]:
    """What the page of a version shows of it."""
    language, was = get_language() or "en", asked.entry
    return {
        "then": asked,
        "sha256": hash_record(make_version_record(asked)),
        "entry": was,
        "article": was if was.kind == "article" else None,
        "photo": was if was.kind == "photo" else None,
        "lines": _lines(asked),
        "body": _body(was),
        "series": _series(asked),
        "regions": [(r, r.name(language), role) for r, role in asked.regions],
        "tags": [(tag, tag.label(language)) for tag in asked.tags],
        "date_words": was.edtf.display(language) if was.edtf else "",
        "date_means": ENTRY_KINDS[was.kind].date_label,
    }


def _cited(
    request: HttpRequest, asked: EntryAsOf
) -> tuple[dict[str, Any], list[Problem]]:
    """The reference to the version, or to a passage or caption in it."""
    anchors = [passage.anchor for passage in asked.passages]
    anchors += [placed.anchor for placed in asked.photos]
    known = {
        "style": (tuple(STYLES), next(iter(STYLES))),
        "passage": (("", *anchors), ""),
    }
    chosen, problems = asked_of(request, known)
    style, passage = chosen["style"], chosen["passage"]
    language = get_language() or "en"
    return {
        "cited": cite(asked.entry, language, passage, style=style),
        "passage": passage,
        "style": STYLES[style],
        "styles": style_links(request.path, passage=passage),
    }, problems


def _known(entry: Entry, number: int) -> Version:
    found = get_version(entry, number)
    if found is None:
        raise Http404
    return found


def _made(correction: Correction) -> int | None:
    return correction.revision.public_version if correction.revision else None


def _body(was: Entry) -> str:
    """The text of what has no passages."""
    if isinstance(was, Photo):
        return was.text
    return (was.description if isinstance(was, Event) else "") or was.summary


def _lines(asked: EntryAsOf) -> list[Line]:
    """Passages in order, and the gaps that what is withheld leaves."""
    shown = [Line(p.anchor, p.position, p) for p in asked.passages]
    gaps = [Line(anchor, position, None) for anchor, position in asked.withheld]
    return sorted(shown + gaps, key=lambda line: line.position)


def _series(asked: EntryAsOf) -> list[dict[str, Any]]:
    return [
        {"heading": heading, "plates": list(plates)}
        for heading, plates in groupby(asked.photos, lambda p: p.series_heading)
    ]


def _address(entry: Entry, route: str, number: int) -> str:
    return settings.BASE_URL + reverse(f"archive:{route}", args=[entry.id_code, number])
