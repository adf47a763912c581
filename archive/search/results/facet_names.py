"""Regions and tags as facets show them: key, path and name, without their records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from archive.models import Region, Tag
from archive.models.vocabulary.preferred_names import choose_name

NameRow = tuple[int, str, str, str | None, str | None, bool | None]


@dataclass
class FacetLabel:
    """`key` is as in the address: a region's code, a tag's `scheme/slug`."""

    pk: int
    key: str
    path: str
    names: dict[str, str] = field(default_factory=dict)

    def region_name(self, language: str) -> str:
        """As `Region.name`."""
        some = next(iter(self.names.values()), self.key)
        return choose_name(self.names, language) or some

    def tag_label(self, language: str) -> str:
        """As `Tag.label`."""
        return choose_name(self.names, language) or self.key.partition("/")[2]


def load_region_labels(pks: Iterable[int | str], codes: list[str]) -> list[FacetLabel]:
    """Those with these ids or codes; one query."""
    condition = (
        Q(pk__in=list(pks)) | Q(code__in=codes) if codes else Q(pk__in=list(pks))
    )
    names = Region.objects.filter(condition).order_by(
        "pk", "names__language", "names__name"
    )
    return _group_names(
        names.values_list(
            "pk",
            "code",
            "path",
            "names__language",
            "names__name",
            "names__is_preferred",
        )
    )


def load_tag_labels(pks: Iterable[int | str], slugs: list[str]) -> list[FacetLabel]:
    """Those with these ids or slugs; one query."""
    condition = (
        Q(pk__in=list(pks)) | Q(slug__in=slugs) if slugs else Q(pk__in=list(pks))
    )
    names = Tag.objects.filter(condition).order_by(
        "pk", "labels__language", "labels__label"
    )
    rows = names.values_list(
        "pk",
        "scheme",
        "slug",
        "path",
        "labels__language",
        "labels__label",
        "labels__is_preferred",
    )
    return _group_names(
        (pk, f"{scheme}/{slug}", path, language, label, is_preferred)
        for pk, scheme, slug, path, language, label, is_preferred in rows
    )


def _group_names(rows: Iterable[NameRow]) -> list[FacetLabel]:
    by_id: dict[int, FacetLabel] = {}
    for pk, key, path, language, name, is_preferred in rows:
        label = by_id.setdefault(pk, FacetLabel(pk, key, path))
        if is_preferred and language is not None and name is not None:
            label.names[language] = name
    return list(by_id.values())
