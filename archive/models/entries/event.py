"""Events: what happened."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.visible_text import VisibleTextField

from .entry import Entry
from .passage import Passage


class Event(Entry):
    """Something that happened, or that somebody announced, called for or claimed.

    Its date and regions may be unknown. The date of what did not happen yet is that of
    the announcement, call or claim.
    """

    KIND: ClassVar[str] = "event"

    class EventKind(models.TextChoices):
        HAPPENED = "happened", _("happened")
        PLAN = "plan", _("plan")
        CALL = "call", _("call for something")
        CLAIM = "claim", _("claim")

    event_kind = models.CharField(
        _("type of event"),
        max_length=8,
        choices=EventKind,
        default=EventKind.HAPPENED,
        help_text=_("A plan, call or claim has the date on which it was made."),
    )
    description = VisibleTextField(_("description"), blank=True)
    evidence = models.ManyToManyField(
        Entry, through="Evidence", related_name="events", verbose_name=_("evidence")
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = (
            models.CheckConstraint(
                condition=Q(event_kind__in=("happened", "plan", "call", "claim")),
                name="event_kind_of_event_is_known",
            ),
        )


class Evidence(models.Model):
    """An entry that reports an event, with the passage where known.

    What `announces` it said so beforehand, as a law states when it will apply; what
    `disputes` it says that it did not happen, or not so.
    """

    class Relation(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        ANNOUNCES = "announces", _("announces")
        DISPUTES = "disputes", _("disputes")

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="evidence_rows", verbose_name=_("event")
    )
    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="evidence_for", verbose_name=_("entry")
    )
    passage = models.ForeignKey(
        Passage, models.SET_NULL, null=True, blank=True, verbose_name=_("passage")
    )
    relation = models.CharField(
        _("relation"), max_length=9, choices=Relation, default=Relation.SUPPORTS
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("event_id", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "entry", "passage"), name="evidence_once"
            ),
            models.CheckConstraint(
                condition=Q(relation__in=("supports", "announces", "disputes")),
                name="evidence_relation_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry} → {self.event}"
