"""Authors of an entry as an editor confirmed them, one row each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from archive.models.prepared_queries import prepare_query
from archive.models.visible_text import VisibleCharField
from archive.text.author_names import AuthorName, display_name

from .entry import Entry

# The columns of a name, with what CSL-JSON calls them.
NAME_COLUMNS = {
    "family": "family",
    "given": "given",
    "dropping_particle": "dropping-particle",
    "non_dropping_particle": "non-dropping-particle",
    "suffix": "suffix",
    "literal": "literal",
}
AUTHORED_KINDS = ("article", "photo", "source")


class Author(models.Model):
    """A person with the parts of their name, or one name that stays whole (`literal`):
    an organisation, initials, a name whose parts are not sure.

    An entry without rows is cited by the names that are read in its byline.
    """

    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="authors", verbose_name=_("entry")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    family = VisibleCharField(_("family name"), max_length=200, blank=True)
    given = VisibleCharField(_("given names"), max_length=200, blank=True)
    dropping_particle = VisibleCharField(
        _("particle behind given names"),
        max_length=40,
        blank=True,
        help_text=_("Not sorted by: Alexander von Humboldt."),
    )
    non_dropping_particle = VisibleCharField(
        _("particle of the family name"),
        max_length=40,
        blank=True,
        help_text=_("Stays with it: Vincent van Gogh."),
    )
    suffix = VisibleCharField(_("suffix"), max_length=40, blank=True)
    literal = VisibleCharField(
        _("whole name"),
        max_length=200,
        blank=True,
        help_text=_("For organisations, and where the parts are not sure."),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ("entry_id", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=(Q(literal="") & ~Q(family=""))
                | Q(
                    ~Q(literal=""),
                    family="",
                    given="",
                    dropping_particle="",
                    non_dropping_particle="",
                    suffix="",
                ),
                name="author_has_parts_or_whole_name",
            ),
        )

    def __str__(self) -> str:
        return display_name(self.name)

    def clean(self) -> None:
        """Refuse a name both in parts and whole, and parts without a family name.
        Raises `ValidationError`."""
        super().clean()
        parts = [name for name in NAME_COLUMNS if name != "literal"]
        has_parts = any(getattr(self, name) for name in parts)
        if self.literal and has_parts:
            raise ValidationError(
                _("Enter the parts of a name or the whole name, not both.")
            )
        if not self.literal and not self.family:
            raise ValidationError(
                _("Enter a family name, or write all of it as the whole name.")
            )

    def validate_constraints(self, exclude: Any = None) -> None:
        """Nothing more: `clean` says in words what the database refuses."""

    @property
    def name(self) -> AuthorName:
        """As CSL-JSON has it. A person of one name has no parts."""
        columns = {
            csl: getattr(self, column)
            for column, csl in NAME_COLUMNS.items()
            if getattr(self, column)
        }
        if len(columns) == 1:
            return {"literal": next(iter(columns.values()))}
        return columns


def make_author(name: AuthorName, position: int, **more: Any) -> Author:
    """An unsaved row of a name."""
    columns = {column: name.get(csl, "") for column, csl in NAME_COLUMNS.items()}
    return Author(position=position, **columns, **more)


def list_author_names(entry: Entry) -> list[AuthorName]:
    """The names that an editor confirmed, in order; one query where the rows are not
    prefetched."""
    if entry.kind not in AUTHORED_KINDS:
        return []
    known = getattr(entry, "_prefetched_objects_cache", {}).get("authors")
    rows = _read_authors(entry.pk) if known is None else known
    return [row.name for row in rows]


def load_authors(entries: Iterable[Entry]) -> None:
    """Give entries their authors, so that none is asked for its own; one query."""
    authored = {e.pk: e for e in entries if e.kind in AUTHORED_KINDS}
    rows: dict[int, list[Author]] = {key: [] for key in authored}
    if authored:
        for row in _read_authors_of_all(list(authored)):
            rows[row.entry_id].append(row)
    for key, entry in authored.items():
        set_authors(entry, rows[key])


def set_authors(entry: Entry, rows: Iterable[Author]) -> None:
    """Give an entry its authors, which may be those of a former version."""
    cache: dict[str, Any] = entry.__dict__.setdefault("_prefetched_objects_cache", {})
    cache["authors"] = list(rows)


@prepare_query
def _read_authors(entry: int) -> QuerySet[Author]:
    return Author.objects.filter(entry=entry).order_by("position", "pk")


@prepare_query
def _read_authors_of_all(entries: Collection[int]) -> QuerySet[Author]:
    return Author.objects.filter(entry__in=entries).order_by("position", "pk")
