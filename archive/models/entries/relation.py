"""Relations between entries: what denies, corrects or replaces another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.models.prepared_queries import prepare_query
from archive.models.visibility import public_entries

from .entry import Entry

_LOADED = "_loaded_related_entries"  # in an entry, as what Django prefetched
# What the other entry shows, by relation.
INVERSE_RELATIONS = {
    "denies": "denied_by",
    "corrects": "corrected_by",
    "supersedes": "superseded_by",
    "republished_from": "republished_in",
    "issued_by": "issued",
}


@dataclass(frozen=True)
class RelatedEntry:
    """Another entry, and how one is related to it: a relation or its inverse."""

    relation: str
    entry: Entry


class EntryRelationQuerySet(models.QuerySet["EntryRelation"]):
    """Selects relations by who may see them."""

    def public(self) -> EntryRelationQuerySet:
        """Relations of which readers may see both ends."""
        return self.filter(public_entries("entry__"), public_entries("target__"))


class EntryRelation(models.Model):
    """What an entry says of another: it denies or corrects it, takes its place, was
    republished from it or issued by it.

    It belongs to `entry`, whose versions hold it; the other one shows it too.
    """

    class Relation(models.TextChoices):
        DENIES = "denies", _("denies")
        CORRECTS = "corrects", _("corrects")
        SUPERSEDES = "supersedes", _("supersedes")
        REPUBLISHED_FROM = "republished_from", _("republished from")
        ISSUED_BY = "issued_by", _("issued by")

    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="relations", verbose_name=_("entry")
    )
    relation = models.CharField(_("relation"), max_length=16, choices=Relation)
    target = models.ForeignKey(
        Entry,
        models.PROTECT,
        related_name="related_from",
        verbose_name=_("other entry"),
    )

    objects = EntryRelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation to another entry")
        verbose_name_plural = _("relations to other entries")
        ordering = ("entry_id", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "relation", "target"), name="entry_relation_once"
            ),
            models.CheckConstraint(
                condition=~Q(entry=F("target")), name="entry_relation_not_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(
                    relation__in=(
                        "denies",
                        "corrects",
                        "supersedes",
                        "republished_from",
                        "issued_by",
                    )
                ),
                name="entry_relation_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry} · {self.get_relation_display()} → {self.target}"

    def clean(self) -> None:
        """Refuse an entry that is related to itself, by way of others too: only denials
        may be mutual. Raises `ValidationError`.

        A working copy counts as the entry that it corrects. One query, and one for
        each step of a chain.
        """
        super().clean()
        entry: Entry = self.entry
        target: Entry = self.target
        own = {key for key in (entry.pk, entry.correction_of_id) if key}
        if target.correction_of_id:
            raise ValidationError(
                {"target": _("Choose the public entry, not a correction of it.")}
            )
        if target.pk in own:
            raise ValidationError({"target": _("Choose another entry.")})
        if self.relation != self.Relation.DENIES and own & self._find_keys_above():
            raise ValidationError(
                {
                    "target": _(
                        "“%(title)s” already says the same of this entry. Remove it "
                        "there, or choose another relation."
                    )
                    % {"title": target.title}
                }
            )

    def _find_keys_above(self) -> set[int]:
        """The entries to which the same relation leads from the target."""
        rows = EntryRelation.objects.filter(relation=self.relation).order_by()
        found: set[int] = set()
        above = {self.target_id}
        while above:
            further = rows.filter(entry__in=above).values_list("target_id", flat=True)
            above = set(further) - found
            found |= above
        return found


def load_related_entries(entries: Sequence[Entry]) -> dict[int, list[RelatedEntry]]:
    """The public entries to which entries are related, by the key of the entry, in both
    directions; one query, and none for entries for which it was asked before. What
    others say of an entry comes first."""
    known: dict[int, list[RelatedEntry]] = {
        entry.pk: entry.__dict__[_LOADED] for entry in entries if _LOADED in vars(entry)
    }
    if unread := [entry for entry in entries if entry.pk not in known]:
        known |= _read_related([entry.pk for entry in unread])
        for entry in unread:
            entry.__dict__[_LOADED] = known[entry.pk]
    return known


def _read_related(keys: list[int]) -> dict[int, list[RelatedEntry]]:
    said: dict[int, list[RelatedEntry]] = {key: [] for key in keys}
    heard: dict[int, list[RelatedEntry]] = {key: [] for key in keys}
    for row in _read_relations(keys):
        if row.target_id in heard:
            other = RelatedEntry(INVERSE_RELATIONS[row.relation], row.entry)
            heard[row.target_id].append(other)
        if row.entry_id in said:
            said[row.entry_id].append(RelatedEntry(row.relation, row.target))
    return {key: heard[key] + said[key] for key in keys}


@prepare_query
def _read_relations(keys: Collection[int]) -> EntryRelationQuerySet:
    ends = Q(entry__in=keys) | Q(target__in=keys)
    rows: EntryRelationQuerySet = EntryRelation.objects.public().filter(ends)
    return rows.select_related("entry", "target").order_by("pk")
