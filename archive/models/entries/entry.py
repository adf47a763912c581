"""Entry: the fields and queries that all four kinds share."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from archive.models.page_paths import build_page_path
from archive.models.prepared_queries import prepare_query
from archive.models.visibility import (
    merged_entries,
    public_column,
    public_entries,
    withdrawn_entries,
)
from archive.models.visible_text import VisibleCharField, VisibleTextField
from archive.models.vocabulary.region import Region
from archive.models.vocabulary.tag import Tag
from archive.text import dates, idcodes
from archive.text.dates import compute_reach, counted_days

from .date_errors import explain_date_error
from .regions_and_tags import EntryRegion

SUBJECT_ROLES = ("about", "happened_in", "shown")
DATE_ORDER = ("counts_from", "date_latest", "-date_earliest", "id")
COVERED_COLUMNS = (
    "counts_to",
    "kind",
    "embargo_until",
)  # so that the table need not be read
TIMELINE_INDEX = ("status", "audience", *DATE_ORDER, *COVERED_COLUMNS)
REACH_INDEX = ("status", "audience", "reach", *DATE_ORDER, *COVERED_COLUMNS)
LATEST_INDEX = (
    "status",
    "audience",
    "-first_published_at",
    "-id",
    "kind",
    "embargo_until",
)


def make_slug(title: str) -> str:
    """The part of an address that a title gives: its ASCII letters, at most 80."""
    return slugify(title)[:80].strip("-")


class EntryQuerySet(models.QuerySet["Entry"]):
    """Selects entries."""

    def public(self) -> EntryQuerySet:
        """Entries that anybody may see; every reader's query starts here."""
        return self.filter(public_entries())

    def withdrawn(self) -> EntryQuerySet:
        """Entries that were public and were withdrawn."""
        return self.filter(withdrawn_entries())

    def merged(self) -> EntryQuerySet:
        """Entries that were public and whose address leads to a public one."""
        return self.filter(merged_entries()).select_related("merged_into")

    def map_merged_codes(self, id_codes: Collection[str]) -> dict[str, str]:
        """The ids of the public entries into which those among `id_codes` were merged;
        one query."""
        rows = self.filter(merged_entries(), id_code__in=id_codes).order_by()
        return dict(rows.values_list("id_code", "merged_into__id_code"))

    def with_shown_versions(self) -> EntryQuerySet:
        """Entries whose published versions anybody may open: those that are public, and
        those merged into one that is."""
        return self.filter(public_entries() | merged_entries())

    def embargoed(self) -> EntryQuerySet:
        """Published entries whose embargo has not ended."""
        return self.filter(status="published", embargo_until__gt=timezone.now())

    def find_next_embargo_end(self, after: datetime) -> datetime | None:
        """When the clock next changes what is public; None where nothing waits."""
        later = self.filter(status="published", embargo_until__gt=after)
        ends = later.order_by("embargo_until").values_list("embargo_until", flat=True)
        return ends.first()

    def dated(self) -> EntryQuerySet:
        """Entries with a date."""
        return self.filter(counts_from__isnull=False)

    def undated(self) -> EntryQuerySet:
        """Entries whose date is not known."""
        return self.filter(counts_from__isnull=True)

    def touching(self, earliest: int, latest: int) -> EntryQuerySet:
        """Entries whose date may fall on a day from `earliest` to `latest` (day
        numbers).

        As in bars and tables, a date with an open end counts at its known end only.
        """
        return self.filter(counts_from__lte=latest, counts_to__gte=earliest)

    def added_between(self, begin: datetime, end: datetime) -> EntryQuerySet:
        """Entries that came into the archive from `begin` until before `end`."""
        return self.filter(first_published_at__gte=begin, first_published_at__lt=end)

    def with_listed_fields(self) -> EntryQuerySet:
        """Join what rows of lists show: photos, events, `publisher_name`, an article's
        outlet or who published a source, and `author_name`, its byline or creator."""
        return self.select_related("photo", "event").annotate(
            publisher_name=Coalesce("article__outlet__name", "source__publisher"),
            author_name=Coalesce("article__byline", "source__creator"),
        )

    def with_places(self) -> EntryQuerySet:
        """`with_listed_fields`, and regions with their names in two more queries."""
        ties = EntryRegion.objects.select_related("region")
        return self.with_listed_fields().prefetch_related(
            models.Prefetch("entry_regions", ties), "entry_regions__region__names"
        )

    def with_vocabulary(self) -> EntryQuerySet:
        """Prefetch regions and tags with their names, in four more queries."""
        return self.prefetch_related(
            "entry_regions__region__names", "taggings__tag__labels"
        )


class Entry(models.Model):
    """The parent of Article, Photo, Source and Event.

    `id_code`, `kind`, `slug` and the bounds are derived on save: `counts_from` and
    `counts_to` are `date_earliest` and `date_latest`, but an open end is the known one;
    `reach` is how far apart they are (`archive.text.dates.compute_reach`).
    Only `archive.editorial` changes a saved entry.
    """

    KIND: ClassVar[str] = ""
    annotation = ""  # what a reader wrote beside it in a list of theirs; never saved

    class Kind(models.TextChoices):
        ARTICLE = "article", _("article")
        PHOTO = "photo", _("photo")
        SOURCE = "source", _("source")
        EVENT = "event", _("event")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("public")
        EDITORS = "editors", _("editors only")

    id_code = models.CharField(
        _("permanent ID"), max_length=8, unique=True, editable=False
    )
    kind = models.CharField(_("type"), max_length=8, choices=Kind, editable=False)
    title = VisibleCharField(_("title"), max_length=400)
    summary = VisibleTextField(_("summary"), blank=True)
    reply = VisibleTextField(
        _("reply of the accused party"),
        blank=True,
        help_text=_(
            "The denial or answer of the person or body accused here, and who gave it."
        ),
    )
    language = models.CharField(
        _("language"),
        max_length=16,
        default="und",
        help_text=_("Language code: de-CH, en, zh-Hans; und if unknown."),
    )
    slug = models.SlugField(_("slug"), max_length=80, editable=False, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    audience = models.CharField(
        _("visibility"),
        max_length=8,
        choices=Audience,
        default=Audience.PUBLIC,
        help_text=_("Choose “editors only” for a confidential source."),
    )
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    date = models.CharField(
        _("date"),
        max_length=64,
        blank=True,
        help_text=_(
            "As precise as the source: 2019-02-20, 2019-02, 2018/2020, "
            "../2019-02-20 (on or before), 2019~ (about). Leave empty if "
            "unknown."
        ),
    )
    date_earliest = models.IntegerField(null=True, editable=False)
    date_latest = models.IntegerField(null=True, editable=False)
    counts_from = models.IntegerField(null=True, editable=False)
    counts_to = models.IntegerField(null=True, editable=False)
    reach = models.SmallIntegerField(null=True, editable=False)
    regions = models.ManyToManyField(
        Region, through="EntryRegion", verbose_name=_("regions")
    )
    tags = models.ManyToManyField(Tag, through="Tagging", verbose_name=_("tags"))
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    correction_of = models.OneToOneField(
        "self",
        models.CASCADE,
        null=True,
        editable=False,
        related_name="working_copy",
        verbose_name=_("correction of"),
        help_text="The public entry that this draft will correct.",
    )
    edit_number = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    modified_at = models.DateTimeField(_("last edited"), auto_now=True)
    first_published_at = models.DateTimeField(
        _("first published"), null=True, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="entries",
        verbose_name=_("created by"),
    )
    is_demonstration = models.BooleanField(
        _("example entry"), default=False, editable=False
    )
    import_key = models.CharField(
        max_length=120,
        blank=True,
        editable=False,
        db_index=True,
        help_text="Key of the entry in the file that it came from.",
    )
    withdrawal_reason = VisibleTextField(
        _("reason for withdrawal"),
        blank=True,
        editable=False,
        help_text="Shown to readers in place of the entry.",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="merged_entries",
        help_text="The entry to which its address leads.",
    )
    tombstone_title = VisibleCharField(
        _("title after withdrawal"), max_length=400, blank=True
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ("-first_published_at", "-pk")
        indexes = (
            models.Index(fields=("kind", "status"), name="entry_kind_status"),
            models.Index(fields=TIMELINE_INDEX, name="entry_on_the_line"),
            models.Index(fields=REACH_INDEX, name="entry_reaching"),
            models.Index(fields=LATEST_INDEX, name="entry_latest"),
            models.Index(
                fields=("embargo_until",),
                name="entry_embargoed",
                condition=Q(embargo_until__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("article", "photo", "source", "event")),
                name="entry_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=("draft", "in_review", "published", "withdrawn")
                ),
                name="entry_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    date="", date_earliest__isnull=True, date_latest__isnull=True
                )
                | (
                    ~Q(date="")
                    & Q(date_earliest__isnull=False, date_latest__isnull=False)
                ),
                name="entry_bounds_exactly_when_dated",
            ),
            models.CheckConstraint(
                condition=Q(date_earliest__isnull=True)
                | Q(date_earliest__lte=F("date_latest")),
                name="entry_earliest_not_after_latest",
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(first_published_at__isnull=False, version__gte=1),
                name="entry_published_has_version",
            ),
            models.CheckConstraint(
                condition=Q(correction_of__isnull=True)
                | Q(status__in=("draft", "in_review")),
                name="entry_working_copy_is_not_public",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True)
                | Q(status="withdrawn") & ~Q(merged_into=F("id")),
                name="entry_merged_is_withdrawn",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, after deriving the columns; a new id costs one query. Raises
        `DateError`."""
        self.id_code = self.id_code or _find_unused_id()
        self.derive_columns()
        super().save(*args, **kwargs)

    def derive_columns(self) -> None:
        """Set id, kind, slug and bounds. Raises `DateError` for a bad date."""
        self.id_code = self.id_code or idcodes.new_id_code()
        self.kind = self.KIND or self.kind
        self.slug = make_slug(self.title)
        self.date = self.date.strip()
        edtf = self.edtf
        self.date_earliest = edtf.earliest if edtf else None
        self.date_latest = edtf.latest if edtf else None
        counted = counted_days(edtf) if edtf else (None, None)
        self.counts_from, self.counts_to = counted
        self.reach = None if None in counted else compute_reach(*counted)

    def clean(self) -> None:
        """Check the date, and write it as EDTF. Raises `ValidationError`."""
        super().clean()
        try:
            if self.date.strip():
                self.date = dates.parse_typed_date(self.date, self.language).text
        except dates.DateError as error:
            raise ValidationError({"date": explain_date_error(error)}) from error

    def get_absolute_url(self) -> str:
        """The address of the entry's page."""
        slug = self.slug or "-"
        return build_page_path(f"archive:{self.kind}-detail", self.id_code, slug)

    @property
    def is_correction(self) -> bool:
        """Whether it is a working copy, which corrects a public entry."""
        return self.correction_of_id is not None

    @property
    def edtf(self) -> dates.Edtf | None:
        """The parsed date, or None when undated."""
        return dates.parse_edtf(self.date) if self.date else None

    @property
    def id_code_display(self) -> str:
        """The id as it is printed: 4F7K-9Q2T."""
        return idcodes.format_id_code(self.id_code)


def _find_unused_id() -> str:
    code = idcodes.new_id_code()
    while _read_key(code):
        code = idcodes.new_id_code()
    return code


@prepare_query
def _read_key(code: str) -> models.QuerySet[Entry, int]:
    return Entry.objects.filter(id_code=code).order_by().values_list("pk", flat=True)


@prepare_query
def read_visibility(ids: Collection[int]) -> models.QuerySet[Entry, Any]:
    """(key, kind, whether it is public) of the entries with these ids."""
    rows = Entry.objects.filter(pk__in=ids).order_by()
    shown = rows.annotate(is_public=public_column())
    return shown.values_list("pk", "kind", "is_public")
