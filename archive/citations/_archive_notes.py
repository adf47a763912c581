"""What the archive itself says behind a reference: corrections, and entries that deny,
correct or replace the cited one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from archive.models import Correction, Entry
from archive.models.entries.relation import RelatedEntry, load_related_entries
from archive.models.prepared_queries import prepare_query
from archive.text import dates

CorrectionNote = tuple[str, datetime, int | None]  # kind, moment, version


@dataclass(frozen=True)
class ArchiveNotes:
    """Corrections and related entries, by the key of the entry."""

    corrections: dict[int, list[CorrectionNote]] = field(default_factory=dict)
    related: dict[int, list[RelatedEntry]] = field(default_factory=dict)

    def write_sentences(self, entry: Entry, language: str) -> list[str]:
        """What the cited version corrected, each kind once; then what denies, corrects
        or replaces it today, and what it says of others. In the language that is
        active; days in `language`."""
        return [
            *_write_corrections(entry, self.corrections.get(entry.pk, ()), language),
            *_write_relations(self.related.get(entry.pk, ())),
        ]


def load_notes(entries: Sequence[Entry]) -> ArchiveNotes:
    """The public corrections and related entries of entries; two queries."""
    if not entries:
        return ArchiveNotes()
    corrections: dict[int, list[CorrectionNote]] = {}
    for pk, kind, at, version in _read_corrections([entry.pk for entry in entries]):
        corrections.setdefault(pk, []).append((kind, at, version))
    return ArchiveNotes(corrections, load_related_entries(entries))


@prepare_query
def _read_corrections(entries: Collection[int]) -> QuerySet[Correction, Any]:
    public = Correction.objects.public().filter(entry__in=entries)
    return public.values_list("entry_id", "kind", "at", "revision__public_version")


def _write_corrections(
    entry: Entry, corrections: Sequence[CorrectionNote], language: str
) -> list[str]:
    sentences = {
        "correction": _("Corrected %(day)s."),
        "clarification": _("Clarified %(day)s."),
        "retraction": _("Retracted in part %(day)s."),
    }
    return sorted(
        {
            sentences[kind] % {"day": write_day(at, language)}
            for kind, at, version in corrections
            if version == entry.version
        }
    )


def _write_relations(related: Sequence[RelatedEntry]) -> list[str]:
    return [sentence for one in related if (sentence := write_relation(one))]


def write_relation(related: RelatedEntry) -> str:
    """How an entry is related to the cited one, as a sentence; "" for a text that
    republished it or that it issued, which says nothing of the cited one."""
    sentences = {
        "denied_by": _("Denied by entry %(id)s."),
        "corrected_by": _("Corrected by entry %(id)s."),
        "superseded_by": _("Superseded by entry %(id)s."),
        "denies": _("Denies entry %(id)s."),
        "corrects": _("Corrects entry %(id)s."),
        "supersedes": _("Supersedes entry %(id)s."),
        "republished_from": _("Republished from entry %(id)s."),
        "issued_by": _("Issued by entry %(id)s."),
    }
    sentence = sentences.get(related.relation, "")
    return sentence % {"id": related.entry.id_code_display} if sentence else ""


def write_day(at: datetime, language: str) -> str:
    """A moment as its day, in words."""
    return dates.parse_edtf(f"{at:%Y-%m-%d}").display(language)
