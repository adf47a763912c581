"""Many entries as the rows of a table: what CSV and XLSX write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from archive.citations import csl_record, permanent_url
from archive.filters import ROLE_NAMES
from archive.models import Article, Capture, Entry, Event, Photo, Source
from archive.models.entries.relation import RelatedEntry, load_related_entries
from archive.text import dates
from archive.text.addresses import is_web_url, web_url_or_empty
from archive.text.author_names import display_name

Row = tuple[str, ...]

COLUMN_LABELS = {
    "id": _("ID"),
    "kind": _("Type"),
    "title": _("Title"),
    "date": _("Date (EDTF)"),
    "language": _("Language"),
    "authors": _("Authors"),
    "outlet": _("Outlet"),
    "publisher": _("Publisher"),
    "credit": _("Credit"),
    "regions": _("Codes of regions"),
    "tags": _("Keys of tags"),
    "address": _("Address in the archive"),
    "original_url": _("Link to the original"),
    "version": _("Version"),
    "is_demonstration": _("Example"),
    "note": _("Note"),
    "event_kind": _("Type of event"),
    "issued_by": _("Issued by"),
    "reply": _("Reply of the accused party"),
    "text": _("Text"),
    "region_names": _("Regions"),
    "tag_names": _("Tags"),
    "first_day": _("First possible day"),
    "last_day": _("Last possible day"),
    "added": _("Added"),
    "archived_copy": _("Archived copy"),
    "relations": _("Related entries"),
}
COLUMNS = tuple(COLUMN_LABELS)
DAY_COLUMNS = {"first_day", "last_day", "added"}


def build_rows(
    batches: Iterable[Sequence[Entry]], language: str
) -> Iterator[list[Row]]:
    """For each batch of `load_batches` its rows, a value for each of `COLUMNS`.

    Names of regions, roles and tags are in `language`. `text` is what the entry says in
    short: its summary, a photo's caption, an event's description. `first_day` and
    `last_day` are the days between which its date lies, "" for an end that is open.
    `added` is the day of its first version. `archived_copy` is the latest copy that
    readers may have. `relations` are the relation, or its inverse, and the id of each
    related entry: `superseded_by 5MNP-F5HV`. Two queries a batch.
    """
    for entries in batches:
        copies, related = _find_copies(entries), load_related_entries(entries)
        with override(language):
            yield [
                _build_row(e, copies.get(e.pk, ""), related[e.pk], language)
                for e in entries
            ]


def _build_row(
    entry: Entry, archived_copy: str, related: Iterable[RelatedEntry], language: str
) -> Row:
    outlet, publisher, credit, original_url = _list_kind_values(entry)
    published = entry.first_published_at
    regions, tags = entry.entry_regions.all(), entry.taggings.all()
    return (
        entry.id_code_display,
        entry.kind,
        entry.title,
        entry.date,
        entry.language,
        _join_values(map(display_name, csl_record(entry).get("author", []))),
        outlet,
        publisher,
        credit,
        _join_values(row.region.code for row in regions),
        _join_values(row.tag.key for row in tags),
        permanent_url(entry),
        original_url,
        str(entry.version),
        "1" if entry.is_demonstration else "",
        entry.annotation,
        entry.event_kind if isinstance(entry, Event) else "",
        entry.issued_by if isinstance(entry, Article) else "",
        entry.reply,
        read_short_text(entry),
        _join_values(
            f"{row.region.name(language)} ({ROLE_NAMES[row.role]})" for row in regions
        ),
        _join_values(row.tag.label(language) for row in tags),
        *_list_days(entry),
        f"{published:%Y-%m-%d}" if published else "",
        archived_copy,
        _join_values(f"{one.relation} {one.entry.id_code_display}" for one in related),
    )


def _list_kind_values(entry: Entry) -> tuple[str, str, str, str]:
    """Outlet, publisher, credit and original URL, each "" where a kind has none."""
    original_url = web_url_or_empty(getattr(entry, "original_url", ""))
    if isinstance(entry, Article):
        return entry.outlet.name if entry.outlet else "", "", "", original_url
    if isinstance(entry, Source):
        return "", entry.publisher, "", original_url
    return "", "", entry.credit if isinstance(entry, Photo) else "", ""


def read_short_text(entry: Entry) -> str:
    """What the entry says in short: its summary, a photo's caption, an event's
    description."""
    if isinstance(entry, Photo):
        return entry.text
    if isinstance(entry, Event):
        return entry.description or entry.summary
    return entry.summary


def _list_days(entry: Entry) -> tuple[str, str]:
    """The first and the last day that the date may mean, in ISO 8601."""
    edtf = entry.edtf
    if edtf is None:
        return "", ""
    return (
        "" if edtf.open_start else _format_day(edtf.earliest),
        "" if edtf.open_end else _format_day(edtf.latest),
    )


def _format_day(number: int) -> str:
    year, month, day = dates.from_day_number(number)
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{day:02d}"


def _find_copies(entries: Sequence[Entry]) -> dict[int, str]:
    """By entry, the address of its latest copy that readers may have."""
    by_id = {entry.pk: entry for entry in entries}
    copies = Capture.objects.public().filter(entry__in=by_id)
    found = {}
    for copy in copies.order_by("captured_at", "pk"):
        if copy.file:
            base = permanent_url(by_id[copy.entry_id])
            found[copy.entry_id] = f"{base}/captures/{copy.sha256}"
        elif is_web_url(copy.external_url):
            found[copy.entry_id] = copy.external_url
    return found


def _join_values(values: Iterable[str]) -> str:
    """Several values in one cell, each once."""
    return "; ".join(dict.fromkeys(values))
