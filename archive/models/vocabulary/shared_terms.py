"""Regions and tags with all their names, shared by the entries of a page and, while
nothing changes, by pages."""

from __future__ import annotations

from collections.abc import Iterable

from archive.models.held_values import HeldValues

from .region import Region
from .tag import Tag

_regions = HeldValues[int, Region](most=1_000)
_tags = HeldValues[int, Tag](most=1_000)
_listed_regions = HeldValues[int, bool](most=5_000)


def load_regions(ids: Iterable[int]) -> dict[int, Region]:
    """Regions by id with their names; two queries for those that are not held."""

    def load(missing: list[int]) -> dict[int, Region]:
        return Region.objects.order_by().prefetch_related("names").in_bulk(missing)

    return _regions.look_up(ids, load)


def load_tags(ids: Iterable[int]) -> dict[int, Tag]:
    """Tags by id with their labels; two queries for those that are not held."""

    def load(missing: list[int]) -> dict[int, Tag]:
        return Tag.objects.order_by().prefetch_related("labels").in_bulk(missing)

    return _tags.look_up(ids, load)


def find_listed_regions(ids: Iterable[int]) -> set[int]:
    """Those of the regions that readers may know of; one query for those of which it is
    not held."""

    def load(missing: list[int]) -> dict[int, bool]:
        listed = Region.objects.listed().filter(pk__in=missing).order_by()
        found = set(listed.values_list("pk", flat=True))
        return {pk: pk in found for pk in missing}

    return {
        pk for pk, is_listed in _listed_regions.look_up(ids, load).items() if is_listed
    }
