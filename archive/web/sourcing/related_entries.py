"""What other entries say of an entry, and it of them, for its page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from archive.models import Entry
from archive.models.entries.relation import load_related_entries

RELATION_LABELS = {
    "denied_by": gettext_lazy("Denied by"),
    "corrected_by": gettext_lazy("Corrected by"),
    "superseded_by": gettext_lazy("Superseded by"),
    "denies": gettext_lazy("Denies"),
    "corrects": gettext_lazy("Corrects"),
    "supersedes": gettext_lazy("Supersedes"),
    "republished_from": gettext_lazy("Republished from"),
    "republished_in": gettext_lazy("Republished in"),
    "issued_by": gettext_lazy("Issued by"),
    "issued": gettext_lazy("Issued"),
}


@dataclass(frozen=True)
class RelatedRow:
    """An entry that is related, its date in words ("" where it is unknown), and how."""

    label: str
    entry: Entry
    date: str


def list_related_rows(entry: Entry, language: str) -> list[RelatedRow]:
    """The public entries to which an entry is related, what readers must know first at
    the top; one query."""
    order = list(RELATION_LABELS)
    related = load_related_entries([entry])[entry.pk]
    return [
        RelatedRow(
            str(RELATION_LABELS[one.relation]),
            one.entry,
            one.entry.edtf.display(language) if one.entry.edtf else "",
        )
        for one in sorted(related, key=lambda one: order.index(one.relation))
    ]
