"""What the pages of all four kinds share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

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
from archive.exports import build_page_data
from archive.models import (
    Article,
    Correction,
    Entry,
    Tag,
    label_date,
)
from archive.models.entries.entry import EntryQuerySet
from archive.models.entries.relation import load_related_entries
from archive.models.prepared_queries import prepare_query
from archive.models.visibility import get_public_checksum
from archive.narratives import find_narratives_with
from archive.search import find_similar_entries
from archive.text.collation import collation_key
from archive.web.sourcing.numbered_sources import NumberedSource
from archive.web.sourcing.related_entries import list_related_rows

from .captures import is_copy_held, list_captures
from .citable_parts import build_style_links
from .entry_regions import list_entry_regions, list_main_regions
from .link_status import describe_link_status

SHOWN_REFERENCE_FORMATS = ("bib", "ris", "csl.json", "wiki.txt")


@dataclass(frozen=True)
class ReferenceFile:
    """A file for reference managers, with its text where the page shows it."""

    suffix: str
    name: str
    text: str = ""


@dataclass(frozen=True)
class LabelledTag:
    """A tag in the reader's language."""

    tag: Tag
    label: str


@dataclass(frozen=True)
class DatedEntry:
    """An entry with its date in words."""

    entry: Entry
    date: str


@dataclass(frozen=True)
class SimilarGroup:
    """Entries that are like the one of the page, under a heading."""

    name: str
    heading: str
    note: str
    rows: list[DatedEntry]


def _label_tags(entry: Entry, language: str) -> list[LabelledTag]:
    """The tags of an entry in the order of the reader's language."""
    tags = (tagging.tag for tagging in entry.taggings.all())
    labelled = [LabelledTag(tag, tag.label(language)) for tag in tags]
    return sorted(labelled, key=lambda one: collation_key(one.label, language))


def build_entry_context(
    entry: Entry, language: str, sources: Iterable[NumberedSource] = ()
) -> dict[str, object]:
    """The template context of every entry: date in words, regions, tags, events,
    corrections, citation. The entry is of its own kind, with its vocabulary; `sources`
    are those that it cites."""
    related = load_related_entries([entry])[entry.pk]
    reference = page_reference(entry, related=related)
    edtf = entry.edtf
    style, captures = next(iter(STYLES)), list_captures(entry)
    is_held = is_copy_held(entry)
    places = list_entry_regions(entry, language)
    return {
        "entry": entry,
        "date_words": edtf.display(language) if edtf else "",
        "date_means": label_date(entry),
        "places": places,
        "main_places": list_main_regions(places),
        "tags": _label_tags(entry, language),
        "events": _list_evidenced_events(entry, language),
        "similar_groups": _list_similar_entries(entry, language),
        "narratives": find_narratives_with(entry),
        "corrections": _read_corrections(entry.pk),
        "related_rows": list_related_rows(entry, language),
        "style": STYLES[style],
        "cited": cite(entry, language),
        "styles": build_style_links(
            reverse("archive:entry-cite", args=[entry.id_code])
        ),
        "files": list_reference_files(entry),
        "more_files": list_further_formats(),
        "formats": EXPORTS.values(),
        "embedded": build_meta_tags(reference),
        "linked_data": build_page_data(
            entry, reference, [numbered.source for numbered in sources]
        ),
        "coins": context_object(reference),
        "cite_as": permanent_url(entry),
        "copies": captures,
        "is_copy_held": is_held,
        "original_sha256": get_public_checksum(entry)
        if isinstance(entry, Article)
        else "",
        "link": describe_link_status(entry, captures, is_held=is_held),
    }


def list_reference_files(
    entry: Entry, of: str = "record", anchor: str = ""
) -> list[ReferenceFile]:
    """The files for reference managers that the page shows, with their text."""
    language = get_language() or "en"
    return [
        ReferenceFile(
            s, EXPORTS[s].name, export_reference(entry, s, of, anchor, language)
        )
        for s in SHOWN_REFERENCE_FORMATS
    ]


def list_further_formats() -> list[ReferenceFile]:
    """The files for reference managers that the page only links."""
    more = (
        suffix for suffix in REFERENCE_FORMATS if suffix not in SHOWN_REFERENCE_FORMATS
    )
    return [ReferenceFile(suffix, EXPORTS[suffix].name) for suffix in more]


def _list_evidenced_events(entry: Entry, language: str) -> list[DatedEntry]:
    """The public events for which the entry is evidence."""
    return [
        DatedEntry(event, event.edtf.display(language) if event.edtf else "")
        for event in _read_evidenced_events(entry.pk)
    ]


@prepare_query
def _read_evidenced_events(entry: int) -> EntryQuerySet:
    events = Entry.objects.public().filter(event__evidence_rows__entry=entry)
    return events.distinct().order_by("date_earliest", "pk")


@prepare_query
def _read_corrections(entry: int) -> QuerySet[Correction]:
    public = Correction.objects.public().filter(entry=entry)
    return public.select_related("revision")


def _list_similar_entries(entry: Entry, language: str) -> list[SimilarGroup]:
    """The public entries most like this one by their words; and those in other
    languages by meaning, what is like a translation apart. Only groups with entries."""
    similar = find_similar_entries(entry)
    compared = _("A language model compared the texts.")
    groups: list[tuple[str, str, str, list[Entry]]] = [
        ("alike", _("Similar entries"), "", list(similar.by_words)),
        (
            "same",
            _("Probably the same text in other languages"),
            compared,
            [one for one, is_same in similar.by_meaning if is_same],
        ),
        (
            "meant",
            _("Similar in other languages, by meaning"),
            compared,
            [one for one, is_same in similar.by_meaning if not is_same],
        ),
    ]
    return [
        SimilarGroup(
            name,
            heading,
            note,
            [
                DatedEntry(other, other.edtf.display(language) if other.edtf else "")
                for other in entries
            ],
        )
        for name, heading, note, entries in groups
        if entries
    ]
