"""Reviewed additions to many entries, applied in one transaction and published where
the entry is public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F

from archive.models import (
    Capture,
    Citation,
    Derivation,
    Entry,
    EntryRegion,
    Evidence,
    Passage,
    Photo,
    Region,
    Source,
    Tag,
    Tagging,
    User,
)
from archive.models.kinds import PUBLICATION_ORDER

from ._entry_content import get_specific
from ._revisions import lock_publications, record_revision
from ._rights import EditorialError, require_publisher
from ._workflow import record_creation, release_version

CITATION_COLUMNS = ("source", "relation", "passage", "quotation_exact")


@dataclass(frozen=True)
class Emendation:
    """A corrected text for a passage or caption (`holder`), and why it is corrected."""

    holder: Passage | Photo
    text: str
    reason: str


@dataclass
class Addition:
    """What to add to one entry; nothing is taken away.

    An unsaved entry is created. A date, an emended text or a note on a capture that an
    editor gave before stays, and is named in `left_unchanged`; `added` says in words
    what was added.
    """

    entry: Entry
    regions: list[tuple[Region, str]] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    citations: list[tuple[Source, str, Passage | None, str]] = field(
        default_factory=list
    )
    origins: list[Source] = field(default_factory=list)
    evidence: list[tuple[Entry, Passage | None]] = field(default_factory=list)
    date: str = ""
    emendations: list[Emendation] = field(default_factory=list)
    capture: tuple[Capture, str, str] | None = None
    is_new: bool = False
    added: list[str] = field(default_factory=list)
    left_unchanged: list[str] = field(default_factory=list)


def curate_entries(
    additions: list[Addition], reason: str, publisher: User | None = None
) -> list[Addition]:
    """Apply all additions or none; returns those that changed something.

    The system user `curation` signs the changes. Entries that are public are published
    again, as are new entries that belong to a public article; `publisher` signs that,
    and must be given once the site has an account with that role.
    """
    with transaction.atomic():
        lock_publications()
        by = User.objects.get_system_account("curation")
        _save_and_lock_entries(additions)
        for addition in additions:
            addition.added += filter(None, _apply_addition(addition))
        changed = [
            addition for addition in additions if addition.is_new or addition.added
        ]
        _refuse_open_corrections(changed)
        for addition in changed:
            _record_addition(addition, by, reason)
        due = _select_due_entries(additions, changed)
        if due:
            require_publisher(publisher, "This changes what is public")
        for entry in due:
            release_version(entry, publisher or by, reason, override=publisher is None)
        return changed


def _save_and_lock_entries(additions: list[Addition]) -> None:
    for addition in additions:
        addition.is_new = addition.entry.pk is None
        if addition.is_new:
            addition.entry.save()
    keys = [addition.entry.pk for addition in additions]
    list(Entry.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _apply_addition(addition: Addition) -> Iterable[str]:
    """Add what is missing and note it in `added`."""
    entry = addition.entry
    new = _add_missing_rows(EntryRegion, entry, ("region", "role"), addition.regions)
    yield _count_in_words("region", new)
    new = _add_missing_rows(Tagging, entry, ("tag",), [(t,) for t in addition.tags])
    yield _count_in_words("tag", new)
    new = _add_missing_rows(Citation, entry, CITATION_COLUMNS, addition.citations)
    yield _count_in_words("citation", new)
    yield _count_in_words("origin", _add_origins(addition))
    reports = [(report.pk, passage) for report, passage in addition.evidence]
    columns = ("entry_id", "passage")
    new = _add_missing_rows(Evidence, entry, columns, reports, owner="event")
    yield _count_in_words("report", new)
    yield "date" if _set_date(addition) else ""
    new = sum(_set_reading(addition, emendation) for emendation in addition.emendations)
    yield _count_in_words("emendation", new)
    yield "capture" if _set_capture_date(addition) else ""


def _count_in_words(noun: str, number: int) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}" if number else ""


def _add_missing_rows(
    model: type[EntryRegion] | type[Tagging] | type[Citation] | type[Evidence],
    entry: Entry,
    names: tuple[str, ...],
    rows: Iterable[tuple[object, ...]],
    owner: str = "entry",
) -> int:
    """Add the rows that the entry does not have yet; returns how many."""
    new = 0
    for row in rows:
        values = {f"{owner}_id": entry.pk, **dict(zip(names, row, strict=True))}
        if not model._default_manager.filter(**values).exists():
            model._default_manager.create(**values)
            new += 1
    return new


def _add_origins(addition: Addition) -> int:
    new = 0
    for origin in addition.origins:
        row = Derivation(source_id=addition.entry.pk, origin_id=origin.pk)
        same = Derivation.objects.filter(source_id=row.source_id, origin_id=origin.pk)
        if not same.exists():
            row.clean()
            row.save()
            new += 1
    return new


def _set_date(addition: Addition) -> bool:
    if not addition.date:
        return False
    entry = get_specific(Entry.objects.get(pk=addition.entry.pk))
    if entry.date == addition.date:
        return False
    if entry.date:
        addition.left_unchanged.append(f"date {entry.date}")
        return False
    entry.date = addition.date
    entry.save()
    return True


def _set_reading(addition: Addition, reading: Emendation) -> bool:
    holder = reading.holder
    if holder.reading == reading.text:
        return False
    if holder.reading:
        where = holder.anchor if isinstance(holder, Passage) else "caption"
        addition.left_unchanged.append(f"reading of {where}")
        return False
    if isinstance(holder, Photo):  # the entry itself, which may have been dated above
        holder = Photo.objects.get(pk=holder.pk)
    holder.reading, holder.emendation = reading.text, reading.reason
    holder.save()
    return True


def _set_capture_date(addition: Addition) -> bool:
    if addition.capture is None:
        return False
    capture, date, note = addition.capture
    if (capture.captured, capture.captured_note) == (date, note):
        return False
    if capture.captured or capture.captured_at:
        addition.left_unchanged.append("statement on the capture")
        return False
    capture.captured, capture.captured_note = date, note
    capture.save()
    return True


def _refuse_open_corrections(changed: list[Addition]) -> None:
    keys = [addition.entry.pk for addition in changed]
    copy = Entry.objects.filter(correction_of__in=keys).first()
    if copy:
        raise EditorialError(
            f"A correction of “{copy.title}” is under way at the desk: publish or "
            "discard it first."
        )


def _record_addition(addition: Addition, by: User, reason: str) -> None:
    if addition.is_new:
        record_creation(addition.entry, by)
        return
    rows = Entry.objects.filter(pk=addition.entry.pk)
    rows.update(edit_number=F("edit_number") + 1)
    record_revision(rows.get(), "curate", by, reason)


def _select_due_entries(
    additions: list[Addition], changed: list[Addition]
) -> list[Entry]:
    """What becomes public (anew), in the order in which it may.

    That is what is public already and, beside a public article, what is new.
    """
    has_public_article = any(
        addition.entry.kind == "article" and addition.entry.status == "published"
        for addition in additions
    )
    new = {addition.entry.pk for addition in changed if addition.is_new}
    entries = Entry.objects.filter(pk__in=[addition.entry.pk for addition in changed])
    due = [
        entry
        for entry in entries
        if entry.status == "published" or (has_public_article and entry.pk in new)
    ]
    return sorted(due, key=_publication_rank)


def _publication_rank(entry: Entry) -> tuple[int, int]:
    return PUBLICATION_ORDER.index(entry.kind), entry.pk
