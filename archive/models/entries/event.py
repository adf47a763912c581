"""Events: what happened."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .entry import Entry
from .passage import Passage


class Event(Entry):
    """Something that happened; its date and regions may be unknown."""

    KIND: ClassVar[str] = "event"

    description = models.TextField(_("description"), blank=True)
    evidence = models.ManyToManyField(
        Entry, through="Evidence", related_name="events", verbose_name=_("evidence")
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")


class Evidence(models.Model):
    """An entry that reports an event, with the passage where known."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="evidence_rows", verbose_name=_("event")
    )
    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="evidence_for", verbose_name=_("entry")
    )
    passage = models.ForeignKey(
        Passage, models.SET_NULL, null=True, blank=True, verbose_name=_("passage")
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("event", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "entry", "passage"), name="evidence_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry} for {self.event}"
