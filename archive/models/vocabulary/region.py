"""Regions: countries, provinces, prefectures, counties."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.models.page_paths import build_page_path
from archive.models.visibility import listed_terms
from archive.models.visible_text import VisibleCharField
from archive.text.folding import fold_text
from archive.text.regioncodes import possible_region_codes

from .name_form import NameForm
from .preferred_names import choose_name

LANGUAGES_OF_PLACES = ("zh-Hans", "ug", "bo")


class RegionQuerySet(models.QuerySet["Region"]):
    """Selects regions by tree, name and code."""

    def below(self, region: Region) -> RegionQuerySet:
        """The region and everything below it."""
        return self.filter(path__startswith=region.path)

    def top(self) -> RegionQuerySet:
        """Regions without a parent: countries and similar areas."""
        return self.filter(parent=None)

    def listed(self) -> RegionQuerySet:
        """Regions that readers may know of: see `visibility.listed_terms`."""
        return self.filter(listed_regions())

    def with_exact_name(self, name: str) -> RegionQuerySet:
        """Regions with this whole name in any language, folded as search folds it, or
        this code."""
        return self.filter(
            Q(names__folded=fold_text(name)) | Q(code=name.upper())
        ).distinct()

    def with_names(self, language: str, whole: str = "") -> RegionQuerySet:
        """Prefetch the names that a page in `language` shows; one more query.

        These are preferred names in that language, in English and in the local
        language; for the region with the code `whole`, all names.
        """
        return self.prefetch_related(prefetch_names(language, whole))

    def matching_name(self, text: str) -> RegionQuerySet:
        """Regions with this name in any language or script, or this code in any
        notation, former codes included."""
        return self.having_name(RegionName.fold(text), possible_region_codes(text))

    def having_name(self, folded: str, codes: Collection[str]) -> RegionQuerySet:
        """Regions with this folded name or one of the codes, former codes included."""
        # Not by joins: SQLite would read all regions with all their names.
        named = RegionName.objects.filter(folded=folded).order_by()
        former = FormerCode.objects.filter(code__in=codes).order_by()
        return self.filter(
            Q(pk__in=named.values("region_id"))
            | Q(code__in=codes)
            | Q(pk__in=former.values("region_id"))
        )

    def find_by_code(self, code: str) -> Region | None:
        """The region of a code, in any notation, current or former; None where unknown.
        At most two queries."""
        meant = possible_region_codes(code)
        regions = self.map_by_codes(meant)
        return next((regions[form] for form in meant if form in regions), None)

    def map_by_every_code(self) -> dict[str, Region]:
        """All regions by their codes, former codes included; two queries."""
        regions: dict[int, Any] = {region.pk: region for region in self.all()}
        former = FormerCode.objects.values_list("code", "region_id")
        return {code: regions[pk] for code, pk in former} | {
            region.code: region for region in regions.values()
        }

    def map_by_codes(self, codes: Iterable[str]) -> dict[str, Region]:
        """Regions by these codes, current or former; a second query where one is not
        current."""
        code_set = set(codes)
        regions: dict[str, Any] = {
            region.code: region for region in self.filter(code__in=code_set)
        }
        if code_set - regions.keys():
            rows = FormerCode.objects.filter(code__in=code_set).order_by()
            by_id = dict(rows.values_list("code", "region_id"))
            meant = self.in_bulk(set(by_id.values())) if by_id else {}
            regions |= {code: meant[pk] for code, pk in by_id.items() if pk in meant}
        return regions


def listed_regions(prefix: str = "") -> Q:
    """Condition of regions that readers may know of, for a lookup below `prefix`."""
    return listed_terms(Region._base_manager.order_by(), "entry_regions", prefix)


class Region(models.Model):
    """A node of the tree of regions; `path`, derived on save, has the codes from the
    top."""

    class Level(models.TextChoices):
        UNION = "union", _("union of countries")
        COUNTRY = "country", _("country")
        PROVINCE = "province", _("province")
        PREFECTURE = "prefecture", _("prefecture")
        COUNTY = "county", _("county or city")

    code = models.CharField(
        _("code"),
        max_length=16,
        unique=True,
        help_text=_(
            "ISO 3166 code, for example CN or CN-XJ. For prefectures and "
            "counties in China: CN- and the GB/T 2260 number, for example "
            "CN-371082."
        ),
    )
    level = models.CharField(_("level"), max_length=12, choices=Level)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent region"),
    )
    path = models.CharField(max_length=80, unique=True, editable=False)
    is_listed = models.BooleanField(
        _("show before a public entry has it"),
        default=False,
        help_text=_(
            "Otherwise readers learn of it when the first entry that has it is public."
        ),
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    outline = models.CharField(
        _("map borders"),
        max_length=16,
        blank=True,
        help_text=_("Key of the region's borders on the map."),
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("path",)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    level__in=("union", "country", "province", "prefecture", "county")
                ),
                name="region_level_is_known",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="region_is_not_its_own_parent",
            ),
        )

    def __str__(self) -> str:
        return self.name(get_language() or "en")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, after deriving the path; one query for the parent. Raises
        `ValidationError` for a cycle."""
        if self._stands_below_itself():
            raise ValidationError(
                {
                    "parent": _(
                        "A region can't be its own parent region. Choose another "
                        "parent region."
                    )
                }
            )
        above = self.parent.path if self.parent else ""
        self.path = f"{above}{self.code}/"
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a cycle, and a code that was another region's. Raises
        `ValidationError`."""
        super().clean()
        if self._stands_below_itself():
            raise ValidationError(
                {
                    "parent": _(
                        "A region can't be its own parent region. Choose another "
                        "parent region."
                    )
                }
            )
        if FormerCode.objects.filter(code=self.code).exists():
            raise ValidationError(
                {
                    "code": _(
                        "This code already leads to another region. Choose another "
                        "code."
                    )
                }
            )

    def _stands_below_itself(self) -> bool:
        """Whether its parent, as the database has it now, is itself or below it."""
        if self.parent_id is None:
            return False
        path = Region.objects.filter(pk=self.parent_id).values_list("path", flat=True)
        own = Region.objects.filter(pk=self.pk).values_list("path", flat=True)
        return (path.first() or "").startswith(own.first() or self.path or "-")

    def get_absolute_url(self) -> str:
        """The region's page."""
        return build_page_path("archive:region-detail", self.code)

    def name(self, language: str) -> str:
        """Its preferred name in `language`, else in English, else its code.

        Uses prefetched `names`; otherwise one query.
        """
        names = {n.language: n.name for n in self.names.all() if n.is_preferred}
        some = next(iter(names.values()), self.code)
        return choose_name(names, language) or some


class RegionNameQuerySet(models.QuerySet["RegionName"]):
    """Selects names."""

    def listed(self) -> RegionNameQuerySet:
        """Names of regions that readers may know of."""
        return self.filter(listed_regions("region__"))


class RegionName(models.Model):
    """A name of a region in one language."""

    region = models.ForeignKey(
        Region, models.CASCADE, related_name="names", verbose_name=_("region")
    )
    language = models.CharField(_("language"), max_length=16)
    name = VisibleCharField(_("name"), max_length=200)
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    is_preferred = models.BooleanField(_("preferred name"), default=False)

    objects = RegionNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("region name")
        verbose_name_plural = _("region names")
        ordering = ("region_id", "language", "-is_preferred", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("region", "language", "name"), name="region_name_once"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the folded form for look-ups, and the forms for searches."""
        self.folded = self.fold(self.name)
        super().save(*args, **kwargs)
        NameForm.objects.replace_forms(names=[self])

    @staticmethod
    def fold(text: str) -> str:
        """The form that look-ups compare, cut to the length of its column."""
        return fold_text(text)[:200]


class FormerCode(models.Model):
    """A code that a region had, or a region that was merged into it; it leads to the
    region."""

    code = models.CharField(max_length=16, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="former_codes")

    class Meta:
        verbose_name = _("former code")
        verbose_name_plural = _("former codes")
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} → {self.region.code}"

    def clean(self) -> None:
        """Refuse a code that is in use."""
        super().clean()
        if Region.objects.filter(code=self.code).exists():
            raise ValidationError(
                {"code": _("A region has this code. Choose another code.")}
            )


def prefetch_names(
    language: str, whole: str = "", lookup: str = "names"
) -> models.Prefetch:
    """A prefetch of names: see `RegionQuerySet.with_names`."""
    condition = Q(
        is_preferred=True, language__in=(language, "en", *LANGUAGES_OF_PLACES)
    )
    condition |= Q(region__code=whole) if whole else Q()
    return models.Prefetch(lookup, RegionName.objects.filter(condition))
