"""What the pages of all four kinds share."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from archive.citations import (
    REFERENCE_FORMATS,
    STYLES,
    build_meta_tags,
    cite,
    context_object,
    export_reference,
    page_reference,
    permanent_url,
)
from archive.exports import ENTRY_FORMATS as EXPORTS
from archive.exports import load_public_entry
from archive.models import ENTRY_KINDS, Correction, Entry
from archive.narratives import find_narratives_with
from archive.search import like

from .captures import copies
from .citable_parts import style_links
from .entry_regions import places
from .link_status import link

SHOWN = ("bib", "ris", "csl.json", "wiki.txt")


def frame(entry: Entry, language: str) -> dict[str, Any]:
    """Date in words, regions, tags, events, corrections and citation of an entry."""
    full = load_public_entry(entry)
    found = page_reference(full, language)
    edtf = entry.edtf
    style, kept = next(iter(STYLES)), copies(entry)
    return {
        "entry": full,
        "date_words": edtf.display(language) if edtf else "",
        "date_means": ENTRY_KINDS[entry.kind].date_label,
        "places": places(full, language),
        "tags": [
            {"tag": t.tag, "label": t.tag.label(language)} for t in full.taggings.all()
        ],
        "events": _events(entry, language),
        "alike": _alike(full, language),
        "narratives": find_narratives_with(entry),
        "corrections": Correction.objects.public()
        .filter(entry=entry)
        .select_related("revision"),
        "style": STYLES[style],
        "cited": cite(entry, language),
        "styles": style_links(reverse("archive:entry-cite", args=[entry.id_code])),
        "files": references(entry),
        "more_files": more_files(),
        "formats": EXPORTS.values(),
        "embedded": build_meta_tags(found),
        "coins": context_object(found),
        "cite_as": permanent_url(entry),
        "copies": kept,
        "link": link(entry, kept),
    }


def references(
    entry: Entry, of: str = "record", anchor: str = ""
) -> list[dict[str, str]]:
    """The files for reference managers that are shown, with their text."""
    language = get_language() or "en"
    return [
        {
            "suffix": s,
            "name": EXPORTS[s].name,
            "text": export_reference(entry, s, of, anchor, language),
        }
        for s in SHOWN
    ]


def more_files() -> list[dict[str, str]]:
    """The files for reference managers that are linked and not shown."""
    more = (suffix for suffix in REFERENCE_FORMATS if suffix not in SHOWN)
    return [{"suffix": suffix, "name": EXPORTS[suffix].name} for suffix in more]


def _events(entry: Entry, language: str) -> list[dict[str, Any]]:
    """The public events for which the entry is evidence."""
    found = Entry.objects.public().filter(event__evidence_rows__entry=entry.pk)
    return [
        {"event": event, "date": event.edtf.display(language) if event.edtf else ""}
        for event in found.distinct().order_by("date_earliest", "pk")
    ]


def _alike(entry: Entry, language: str) -> list[dict[str, Any]]:
    """The public entries most like this one."""
    return [
        {"entry": other, "date": other.edtf.display(language) if other.edtf else ""}
        for other in like(entry)
    ]
