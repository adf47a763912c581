"""What came in and waits for an editor: pastes, files, addresses."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .import_run import ImportRun

TYPE_NAMES: dict[str, str | Promise] = {
    "text/plain": _("plain text"),
    "text/html": _("web page"),
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _(
        "Word document"
    ),
    "message/rfc822": _("e-mail"),
    "text/csv": _("table"),
    "application/x-research-info-systems": _("bibliography"),
    "application/x-bibtex": _("bibliography"),
    "application/vnd.citationstyles.csl+json": _("bibliography"),
    "application/warc": _("web archive"),
    "application/zip": _("archive of several files"),
    "application/msword": _("old Office file"),
    "application/rtf": _("old Office file"),
    "application/vnd.ms-outlook": _("e-mail"),
}


def name_file_type(media_type: str) -> str:
    """What editors call files of a media type; "" for none yet."""
    if media_type.startswith("image/"):
        return str(_("picture"))
    return str(TYPE_NAMES.get(media_type, media_type))


class IntakeQuerySet(models.QuerySet["Intake"]):
    """Selects intakes by what is to be done with them."""

    def waiting(self) -> IntakeQuerySet:
        """Those that nobody accepted or dismissed yet."""
        return self.filter(state="waiting")


class Intake(models.Model):
    """Something that came in. It becomes entries only when an editor confirms.

    The original is kept as it came and is for editors only. `reading` is what the
    child process said of it, kept while the intake waits; `problem` names why it can't
    be read; with neither, it is still to be read. `reading["is"]` is `page`, `text`,
    `sources` or `parts`.
    """

    class Way(models.TextChoices):
        PASTE = "paste", _("pasted")
        FILE = "file", _("file")
        ADDRESS = "address", _("web address")
        PART = "part", _("part of another intake")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be checked")
        ACCEPTED = "accepted", _("accepted")
        DISMISSED = "dismissed", _("dismissed")

    received_at = models.DateTimeField(default=timezone.now, editable=False)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="intakes",
    )
    way = models.CharField(_("received as"), max_length=7, choices=Way, editable=False)
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="parts"
    )
    file_name = models.CharField(_("file name"), max_length=255, blank=True)
    url = models.TextField(_("web address"), blank=True, editable=False)
    address_key = models.CharField(
        max_length=64, blank=True, editable=False, db_index=True
    )
    original_file = models.FileField(
        _("original file"), upload_to="originals/", blank=True, editable=False
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    reading = models.JSONField(null=True, editable=False)
    problem = models.CharField(max_length=40, blank=True, editable=False)
    state = models.CharField(
        _("status"), max_length=9, choices=State, default=State.WAITING, editable=False
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    dismissal_reason = models.CharField(_("reason"), max_length=300, blank=True)
    run = models.ForeignKey(
        ImportRun, models.PROTECT, null=True, editable=False, related_name="intakes"
    )

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")
        ordering = ("-received_at", "-pk")
        indexes = (models.Index(fields=("state", "-received_at")),)
        constraints = (
            models.CheckConstraint(
                condition=Q(way__in=("paste", "file", "address", "part")),
                name="intake_way_known",
            ),
            models.CheckConstraint(
                condition=(Q(way="part") & Q(part_of__isnull=False))
                | (~Q(way="part") & Q(part_of=None)),
                name="intake_part_of_another",
            ),
            models.CheckConstraint(
                condition=~Q(sha256="")
                | Q(way="address", original_file="", url__gt=""),
                name="intake_has_an_original",
            ),
            models.CheckConstraint(
                condition=Q(reading=None) | Q(problem="", state="waiting"),
                name="intake_reading_while_waiting",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="waiting",
                    decided_at=None,
                    decided_by=None,
                    dismissal_reason="",
                    run=None,
                )
                | Q(
                    ~Q(dismissal_reason=""),
                    state="dismissed",
                    decided_at__isnull=False,
                    run=None,
                )
                | Q(
                    state="accepted",
                    decided_at__isnull=False,
                    dismissal_reason="",
                ),
                name="intake_decided_with_its_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}: {self.name}"

    @property
    def name(self) -> str:
        """What a list calls it: its headline or first source, file name or address."""
        named = str((self.reading or {}).get("title") or "")
        return named or self.file_name or self.url or str(self.get_way_display())

    @property
    def fetched_on(self) -> date | None:
        """The day on which we fetched the page, in the archive's time zone; None for
        what was pasted, sent as a file or fetched before this was noted."""
        day = (self.reading or {}).get("fetched_on")
        return date.fromisoformat(day) if day else None

    @property
    def type_name(self) -> str:
        """What editors call files of its type; "" before it was fetched."""
        return name_file_type(self.media_type)
