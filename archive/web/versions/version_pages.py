"""Pages of a version, of all versions, and of the changes between two."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.citations import (
    STYLES,
    build_meta_tags,
    cite,
    context_object,
    page_reference,
    permanent_url,
)
from archive.exports import build_version_data
from archive.models import (
    Correction,
    Entry,
    Event,
    Photo,
    Region,
    Tag,
    label_date,
)
from archive.models.entries.relation import load_related_entries
from archive.transparency import load_logged_version, write_record_file
from archive.versions import (
    EntryAsOf,
    Version,
    compare_anchors,
    compare_versions,
    get_version,
    list_versions,
    load_entry_as_of,
)
from archive.web.content_negotiation import offer_references
from archive.web.entries.article_body import (
    BodyLine,
    group_by_series,
)
from archive.web.entries.citable_parts import build_style_links, parse_known_values
from archive.web.entries.entry_addresses import get_versioned_entry
from archive.web.entries.signposts import add_memento_links, add_version_signposts
from archive.web.errors import VersionNotFoundError
from archive.web.forms.filter_form import AddressForm, FilterChoiceField

from .field_names import name_field
from .memento import build_memento_links


@require_safe
@offer_references
def version_detail(request: HttpRequest, id_code: str, number: int) -> HttpResponse:
    """The entry in a public version, with what became of each passage since."""
    entry = get_versioned_entry(request, id_code, "entry-version", number)
    if isinstance(entry, HttpResponse):
        return entry
    versions = list_versions(entry)
    entry_then = load_entry_as_of(_get_version_or_404(entry, number))
    cited, form = _cite_version(request, entry_then)
    newest = _load_newest(versions, entry_then)
    context = (
        _build_version_context(entry_then)
        | _embed_reference(entry_then)
        | cited
        | {
            "form": form,
            "live": entry,
            "newest": versions[-1],
            "since": compare_anchors(entry_then, newest),
        }
    )
    status = 200 if form.is_valid() else 400
    answer = render(request, "versions/detail.html", context, status=status)
    answer["Memento-Datetime"] = http_date(entry_then.version.at.timestamp())
    answer["Link"] = build_memento_links(entry, versions, number)
    part = str(cited["passage"])
    return add_version_signposts(answer, entry_then.entry, number, part)


def _load_newest(versions: list[Version], entry_then: EntryAsOf) -> EntryAsOf:
    is_newest = entry_then.version.number == versions[-1].number
    return entry_then if is_newest else load_entry_as_of(versions[-1])


@require_safe
def version_record(request: HttpRequest, id_code: str, number: int) -> HttpResponse:
    """What the log covers of a version and readers may see, as canonical JSON."""
    entry = get_versioned_entry(request, id_code, "entry-version-record", number)
    if isinstance(entry, HttpResponse):
        return entry
    version = _get_version_or_404(entry, number)
    data = write_record_file(load_entry_as_of(version), load_logged_version(version))
    return HttpResponse(data, content_type="application/json")


@require_safe
def version_history(request: HttpRequest, id_code: str) -> HttpResponse:
    """All public versions, newest first, with the corrections they made."""
    entry = get_versioned_entry(request, id_code, "entry-history")
    if isinstance(entry, HttpResponse):
        return entry
    versions = list_versions(entry)
    corrections = (
        Correction.objects.public().filter(entry=entry).select_related("revision")
    )
    rows = [
        {
            "version": one,
            "before": before,
            "corrections": [
                c for c in corrections if _get_corrected_version(c) == one.number
            ],
        }
        for before, one in zip([None, *versions], versions, strict=False)
    ]
    context = {"entry": entry, "rows": rows[::-1]}
    answer = render(request, "versions/history.html", context)
    add_memento_links(answer, entry)
    return answer


@require_safe
def version_diff(
    request: HttpRequest, id_code: str, old: int, new: int
) -> HttpResponse:
    """The changes from one version to another, by field and word."""
    entry = get_versioned_entry(request, id_code, "entry-diff", old, new)
    if isinstance(entry, HttpResponse):
        return entry
    before, after = (
        load_entry_as_of(_get_version_or_404(entry, old)),
        load_entry_as_of(_get_version_or_404(entry, new)),
    )
    changes = compare_versions(before, after, get_language() or "en")
    context = {
        "entry": entry,
        "old": before.version,
        "new": after.version,
        "changes": [{"name": name_field(one.field), "change": one} for one in changes],
    }
    return render(request, "versions/diff.html", context)


def _embed_reference(entry_then: EntryAsOf) -> dict[str, object]:
    """What reference managers find on the page: the entry as this version has it, and
    what denies, corrects or replaces it today."""
    was = entry_then.entry
    related = load_related_entries([was])[was.pk]
    reference = page_reference(was, tags=entry_then.tags, related=related)
    places = entry_then.regions
    cited = [source.entry for source in entry_then.sources]
    return {
        "embedded": build_meta_tags(reference),
        "linked_data": build_version_data(was, reference, places, cited),
        "coins": context_object(reference),
        "unapi_id": f"{entry_then.entry.id_code}/v{entry_then.version.number}",
        "cite_as": permanent_url(entry_then.entry, "", entry_then.version.number),
    }


def _build_version_context(entry_then: EntryAsOf) -> dict[str, object]:
    """The template context of a version."""
    language, was = get_language() or "en", entry_then.entry
    return {
        "then": entry_then,
        "logged": load_logged_version(entry_then.version),
        "entry": was,
        "article": was if was.kind == "article" else None,
        "photo": was if was.kind == "photo" else None,
        "lines": _build_version_lines(entry_then),
        "body": _get_body_text(was),
        "series": group_by_series(entry_then.photos),
        **_link_terms(entry_then, language),
        "date_words": was.edtf.display(language) if was.edtf else "",
        "date_means": label_date(was),
        "event": was if was.kind == "event" else None,
    }


def _link_terms(entry_then: EntryAsOf, language: str) -> dict[str, object]:
    """Regions (name, role, address) and tags (label, address) of a version.

    Its address is "" where a term has no page any more: an old version may be the last
    that had it. Up to two queries.
    """
    codes = [region.pk for region, _role in entry_then.regions]
    keys = [tag.pk for tag in entry_then.tags]
    regions = Region.objects.listed().in_bulk(codes)
    tags = Tag.objects.listed().in_bulk(keys)
    return {
        "regions": [
            (r.name(language), role, r.get_absolute_url() if r.pk in regions else "")
            for r, role in entry_then.regions
        ],
        "tags": [
            (tag.label(language), tag.get_absolute_url() if tag.pk in tags else "")
            for tag in entry_then.tags
        ],
    }


def _cite_version(
    request: HttpRequest, entry_then: EntryAsOf
) -> tuple[dict[str, object], AddressForm]:
    """The reference to the version, or to a passage or caption in it, and the form
    with what is wrong in the address."""
    anchors = [passage.anchor for passage in entry_then.passages]
    anchors += [placed.anchor for placed in entry_then.photos]
    allowed = {
        "style": (tuple(STYLES), next(iter(STYLES))),
        "passage": (("", *anchors), ""),
    }
    chosen, problems = parse_known_values(request, allowed)
    form = AddressForm(request, problems)
    form.fields.update({name: FilterChoiceField(required=False) for name in allowed})
    style, passage = chosen["style"], chosen["passage"]
    language = get_language() or "en"
    return {
        "cited": cite(entry_then.entry, language, passage, style=style),
        "passage": passage,
        "style": STYLES[style],
        "styles": build_style_links(request.path, passage=passage),
    }, form


def _get_version_or_404(entry: Entry, number: int) -> Version:
    version = get_version(entry, number)
    if version is None:
        raise VersionNotFoundError(entry)
    return version


def _get_corrected_version(correction: Correction) -> int | None:
    return correction.revision.public_version if correction.revision else None


def _get_body_text(was: Entry) -> str:
    """The text of an entry without passages."""
    if isinstance(was, Photo):
        return was.text
    return (was.description if isinstance(was, Event) else "") or was.summary


def _build_version_lines(entry_then: EntryAsOf) -> list[BodyLine]:
    """Passages in order, with placeholders for withheld ones."""
    lines = [BodyLine(p.anchor, p.position, p) for p in entry_then.passages]
    gaps = [
        BodyLine(anchor, position, None) for anchor, position in entry_then.withheld
    ]
    return sorted(lines + gaps, key=lambda line: line.position)
