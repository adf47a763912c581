"""The outbox: entries that the index worker has to update in the index."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Event
from typing import ClassVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .entries.entry import Entry


class OutboxQuerySet(models.QuerySet["OutboxRow"]):
    """Adds and selects rows of the outbox."""

    def add(self, entry_ids: Iterable[int]) -> None:
        """Enqueue entries in the caller's transaction; one query.

        When it commits, an index worker in this process wakes up.
        """
        now = timezone.now()
        self.bulk_create([self.model(entry_id=pk, since=now) for pk in entry_ids])
        transaction.on_commit(OutboxRow.arrived.set)

    def due(self) -> OutboxQuerySet:
        """Rows whose time has come, oldest first; some wait for the end of an
        embargo."""
        return self.filter(since__lte=timezone.now()).order_by("since", "pk")

    def correct_moments(self) -> int:
        """Let rows be due now that a clock ahead of time dated in the future; their
        number. Rows that wait for the end of an embargo go on waiting. One query,
        and another where there are some."""
        now = timezone.now()
        embargoed = Entry.objects.filter(
            pk=models.OuterRef("entry_id"), embargo_until=models.OuterRef("since")
        )
        late = self.filter(~models.Exists(embargoed), since__gt=now)
        # Without any, nothing is written: an UPDATE would wait for whoever writes.
        return late.order_by().update(since=now) if late.exists() else 0


class OutboxRow(models.Model):
    """An entry that changed. `entry_id` is no foreign key, because the entry may be
    deleted."""

    entry_id = models.BigIntegerField(db_index=True)
    since = models.DateTimeField(db_index=True)

    arrived: ClassVar[Event] = Event()  # set when rows of this process were committed

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry to be indexed")
        verbose_name_plural = _("entries to be indexed")
        ordering = ("since", "pk")

    def __str__(self) -> str:
        return f"entry {self.entry_id} since {self.since:%Y-%m-%d %H:%M}"
