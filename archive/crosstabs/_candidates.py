"""The regions and tags that may be rows or columns of a table."""

from __future__ import annotations

from collections.abc import Sequence

from archive.filters import (
    EMPTY_BRANCH,
    LEVELS,
    TAG,
    SearchFilters,
    list_chosen,
    load_branches,
)
from archive.models import Region, Tag


def load_candidates(filters: SearchFilters, dimension: str) -> frozenset[str]:
    """The codes of regions, or the keys of tags, that an axis may show, as far as
    readers may know of them.

    Of regions: the parts of the chosen ones, else all countries; or all of a level
    within the chosen ones. A chosen region without parts stands for itself. Of tags:
    the chosen ones with all narrower ones, else all. At most two queries.
    """
    if dimension == TAG:
        return _load_tag_keys(filters)
    chosen = list_chosen(filters.regions)
    regions = Region.objects.listed().order_by()
    if dimension in LEVELS:
        paths = _list_paths(filters, chosen)
        rows = regions.filter(level=dimension).values_list("code", "path")
        return frozenset(
            code for code, path in rows if not chosen or path.startswith(paths)
        )
    if not chosen:
        return frozenset(regions.filter(parent=None).values_list("code", flat=True))
    parts = list(
        regions.filter(parent__code__in=chosen).values_list("code", "parent__code")
    )
    divided = {parent for _code, parent in parts}
    return frozenset(code for code, _parent in parts) | (set(chosen) - divided)


def _load_tag_keys(filters: SearchFilters) -> frozenset[str]:
    chosen = list_chosen(filters.tags)
    paths = _list_paths(filters, chosen)
    tags = Tag.objects.current().listed().order_by()
    rows = tags.values_list("scheme", "slug", "path")
    return frozenset(
        f"{scheme}/{slug}"
        for scheme, slug, path in rows
        if not chosen or path.startswith(paths)
    )


def _list_paths(filters: SearchFilters, chosen: Sequence[str]) -> tuple[str, ...]:
    """The paths of these regions or tags; a query where the parser did not look them
    up."""
    unknown = [name for name in chosen if name not in filters.branches]
    branches = filters.branches | load_branches(unknown, unknown)
    return tuple(
        branch.path
        for name in chosen
        if (branch := branches.get(name, EMPTY_BRANCH)).path
    )
