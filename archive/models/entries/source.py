"""Sources, citations of them, and derivations of one from another."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.models.visible_text import VisibleCharField, VisibleTextField

from .article import QUOTING_RELATION, Article
from .entry import Entry
from .grade import Credibility, Reliability
from .passage import Passage


class Source(Entry):
    """A document, data set or person on which entries rely."""

    KIND: ClassVar[str] = "source"

    class SourceKind(models.TextChoices):
        PERSON = "person", _("person")
        AGENCY_REPORT = "agency_report", _("agency report")
        SOCIAL_POST = "social_post", _("social media post")
        DATASET = "dataset", _("dataset")
        DOCUMENT = "document", _("document")
        LAW = "law", _("law")
        JUDGMENT = "judgment", _("judgment")
        REPORT = "report", _("report")
        PRESS_RELEASE = "press_release", _("press release")
        PHOTOGRAPH_SERIES = "photograph_series", _("photo series")
        MAP = "map", _("map")
        WEB_PAGE = "web_page", _("web page")
        INTERVIEW = "interview", _("interview")
        LEAK = "leak", _("leak")

    source_kind = models.CharField(_("source type"), max_length=18, choices=SourceKind)
    creator = VisibleCharField(_("creator"), max_length=200, blank=True)
    publisher = VisibleCharField(_("publisher"), max_length=200, blank=True)
    original_url = models.URLField(
        _("link to the original"), max_length=1000, blank=True
    )
    held = models.BooleanField(
        _("copy in the archive"),
        default=False,
        help_text=_("Tick this box if the archive has a copy."),
    )
    reliability = models.CharField(
        _("reliability"),
        max_length=1,
        blank=True,
        choices=Reliability,
        help_text=_("Admiralty code of the source, A to F."),
    )
    credibility = models.CharField(
        _("credibility"),
        max_length=1,
        blank=True,
        choices=Credibility,
        help_text=_("Admiralty code of the information, 1 to 6."),
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    source_kind__in=(
                        "person",
                        "agency_report",
                        "social_post",
                        "dataset",
                        "document",
                        "law",
                        "judgment",
                        "report",
                        "press_release",
                        "photograph_series",
                        "map",
                        "web_page",
                        "interview",
                        "leak",
                    )
                ),
                name="source_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(reliability="") | Q(reliability__in=Reliability.values),
                name="source_reliability_grade",
            ),
            models.CheckConstraint(
                condition=Q(credibility="") | Q(credibility__in=Credibility.values),
                name="source_credibility_grade",
            ),
        )


class Citation(models.Model):
    """An entry relies on a source; with passage and quoted words where known."""

    class Relation(models.TextChoices):
        QUOTES = "quotes", _("quotes")
        REPORTS = "reports", _("reports")
        IS_BASED_ON = "is_based_on", _("is based on")
        SHOWS = "shows", _("shows")

    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="citations", verbose_name=_("entry")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="cited_by", verbose_name=_("source")
    )
    relation = models.CharField(
        _("relation"), max_length=12, choices=Relation, default=Relation.REPORTS
    )
    passage = models.ForeignKey(
        Passage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("passage"),
    )
    quotation_exact = VisibleTextField(_("quoted words"), blank=True)
    quotation_prefix = VisibleCharField(
        _("words before the quotation"), max_length=200, blank=True
    )
    quotation_suffix = VisibleCharField(
        _("words after the quotation"), max_length=200, blank=True
    )
    locator = VisibleCharField(_("page or section"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("source link")
        verbose_name_plural = _("source links")
        ordering = ("entry_id", "pk")

    def __str__(self) -> str:
        return f"{self.entry} · {self.get_relation_display()} → {self.source}"

    def clean(self) -> None:
        """Refuse to quote in a retold text; a query for a bare entry. Raises
        `ValidationError`."""
        super().clean()
        entry: Entry = self.entry
        if self.relation != QUOTING_RELATION or entry.kind != Article.KIND:
            return
        article = entry if isinstance(entry, Article) else entry.article
        if article.text_is == Article.TextIs.OWN_WORDS:
            raise ValidationError(
                {"relation": _("A retold text reports its sources: it quotes nobody.")}
            )


class Derivation(models.Model):
    """A source took its information from another; there are no cycles."""

    source = models.ForeignKey(
        Source, models.CASCADE, related_name="derived_from", verbose_name=_("source")
    )
    origin = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="gave_rise_to",
        verbose_name=_("origin source"),
    )

    class Meta:
        verbose_name = _("origin source")
        verbose_name_plural = _("origin sources")
        ordering = ("source_id", "origin_id")
        constraints = (
            models.UniqueConstraint(
                fields=("source", "origin"), name="derivation_once"
            ),
            models.CheckConstraint(
                condition=~Q(source=F("origin")), name="derivation_not_of_itself"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} → {self.origin}"

    def clean(self) -> None:
        """Refuse a cycle. Raises `ValidationError`.

        A working copy counts as the entry that it corrects, because publishing replaces
        it.
        """
        super().clean()
        own_ids = {self.source_id}
        own_ids |= set(
            Entry.objects.filter(pk=self.source_id, correction_of__isnull=False)
            .order_by()
            .values_list("correction_of_id", flat=True)
        )
        visited_ids, above = set(), {self.origin_id}
        while above:
            if own_ids & above:
                raise ValidationError(
                    _("A source can't rely on itself. Choose another source.")
                )
            visited_ids |= above
            further = Derivation.objects.filter(source__in=above)
            above = set(further.values_list("origin_id", flat=True)) - visited_ids
