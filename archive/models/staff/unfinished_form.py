"""What somebody typed into a form of the desk and has not saved yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..entries.entry import Entry
from ..narrative import Narrative


class UnfinishedFormQuerySet(models.QuerySet["UnfinishedForm"]):
    """Selects forms by whether something was typed."""

    def touched(self) -> UnfinishedFormQuerySet:
        """Those in which something was typed."""
        return self.filter(kept_at__isnull=False)


class UnfinishedForm(models.Model):
    """A form that somebody opened; once they typed something, with all its fields.

    Only its owner may read the fields. It is deleted when the form is saved. `entry` is
    the entry itself, also where the form is that of a working copy: what was typed
    outlives the copy. `edit_number` is the one that the form was opened with.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="unfinished_forms"
    )
    page = models.CharField(max_length=200)  # the path of its address
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")
    narrative = models.ForeignKey(
        Narrative, models.CASCADE, null=True, related_name="+"
    )
    edit_number = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField()  # when it was open
    kept_at = models.DateTimeField(null=True)  # the last change; null before the first

    objects = UnfinishedFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("unfinished form")
        verbose_name_plural = _("unfinished forms")
        ordering = ("-kept_at", "-pk")
        indexes = (
            models.Index(fields=("owner", "page"), name="unfinished_of_owner"),
            models.Index(fields=("page", "seen_at"), name="unfinished_open_on_page"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(entry=None) | Q(narrative=None),
                name="unfinished_of_one_record",
            ),
        )

    def __str__(self) -> str:
        return f"{self.owner}: {self.page}"

    def get_absolute_url(self) -> str:
        """The page that shows its owner what was typed."""
        return reverse("desk-unfinished", args=[self.pk])


class UnfinishedField(models.Model):
    """A field of the form as it was typed, or as the form was opened with it."""

    form = models.ForeignKey(UnfinishedForm, models.CASCADE, related_name="fields")
    name = models.CharField(max_length=200)
    value = models.TextField(blank=True)
    is_typed = models.BooleanField()

    class Meta:
        verbose_name = _("unfinished field")
        verbose_name_plural = _("unfinished fields")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("form", "name"), name="unfinished_field_once"
            ),
        )

    def __str__(self) -> str:
        return self.name
