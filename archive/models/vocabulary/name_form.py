"""Forms of the names of tags and regions, by which searches look them up."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.text.names import LONGEST_FORM, list_name_forms

if TYPE_CHECKING:
    from .region import RegionName
    from .tag import TagLabel

ROWS_PER_BATCH = 500


class NameFormManager(models.Manager["NameForm"]):
    """Makes the forms of names."""

    def replace_forms(
        self, labels: Iterable[TagLabel] = (), names: Iterable[RegionName] = ()
    ) -> None:
        """Give labels and names, which are saved, the forms that they have now: a query
        for the old forms of each kind, and one for each 500 new ones."""
        labels, names = list(labels), list(names)
        if labels:
            self.filter(tag_label__in=labels).delete()
        if names:
            self.filter(region_name__in=names).delete()
        of_labels = (
            NameForm(form=form, tag_label=label)
            for label in labels
            for form in list_name_forms(label.label, label.language, is_place=False)
        )
        of_names = (
            NameForm(form=form, region_name=name)
            for name in names
            for form in list_name_forms(name.name, name.language, is_place=True)
        )
        self.bulk_create(chain(of_labels, of_names), batch_size=ROWS_PER_BATCH)


class NameForm(models.Model):
    """A form of a label of a tag or of a name of a region: see `archive.text.names`."""

    form = models.CharField(max_length=LONGEST_FORM, editable=False, db_index=True)
    tag_label = models.ForeignKey(
        "archive.TagLabel",
        models.CASCADE,
        null=True,
        editable=False,
        related_name="forms",
    )
    region_name = models.ForeignKey(
        "archive.RegionName",
        models.CASCADE,
        null=True,
        editable=False,
        related_name="forms",
    )

    objects = NameFormManager()

    class Meta:
        verbose_name = _("form of a name")
        verbose_name_plural = _("forms of names")
        ordering = ("form", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(tag_label__isnull=True) ^ Q(region_name__isnull=True),
                name="form_of_one_name",
            ),
        )

    def __str__(self) -> str:
        return self.form
