"""When a command that operators rely on ran last, and how it ended."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_OUTCOME_LENGTH = 500


class CommandRun(models.Model):
    """The last run of a command: one row each.

    `ended_at` is empty while it runs, and stays so where it was killed. `succeeded_at`
    is the end of the last run that found nothing wrong.
    """

    command = models.CharField(max_length=30, unique=True, editable=False)
    began_at = models.DateTimeField(editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    exit_code = models.PositiveSmallIntegerField(null=True, editable=False)
    outcome = models.CharField(
        max_length=MOST_OUTCOME_LENGTH, blank=True, editable=False
    )
    succeeded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("last run of a command")
        verbose_name_plural = _("last runs of commands")
        ordering = ("command",)

    def __str__(self) -> str:
        return f"{self.command} {self.began_at:%Y-%m-%d %H:%M} {self.exit_code}"
