"""The branches that filters name: a region or tag with everything below it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from archive.models import Region, Tag
from archive.models.held_values import HeldValues


@dataclass(frozen=True)
class Branch:
    """The path of a region or tag, and the ids of it and of everything below it.

    A query with the ids as numbers, not as a subquery, lets PostgreSQL estimate how
    many entries each has.
    """

    path: str
    ids: tuple[int, ...] = ()  # its own first


EMPTY_BRANCH = Branch("")
Branches = dict[str, Branch]  # by region code or tag key
_branches = HeldValues[str, Branch](most=500)


def load_branches(region_codes: Collection[str], tag_keys: Collection[str]) -> Branches:
    """The branches of these regions and tags, as far as readers may know of them;
    others are absent. One query for those that are not held."""

    def load(missing: list[str]) -> Branches:
        return _read_branches(
            [code for code in missing if code in region_codes],
            [key for key in missing if key in tag_keys],
        )

    return _branches.look_up((*region_codes, *tag_keys), load)


def _read_branches(region_codes: list[str], tag_keys: list[str]) -> Branches:
    regions = Region.objects.listed().order_by().values_list("path", "pk")
    tags = Tag.objects.listed().order_by().values_list("path", "pk")
    queries = [
        rows.filter(_match_steps(names, separator))
        for rows, names, separator in (
            (regions, region_codes, "/"),
            (tags, tag_keys, "|"),
        )
        if names
    ]
    rows = sorted(queries[0].union(*queries[1:], all=True))  # parents first
    region_rows = [row for row in rows if row[0].endswith("/")]
    tag_rows = [row for row in rows if row[0].endswith("|")]
    return {
        **_group_by_name(region_rows, region_codes, "/"),
        **_group_by_name(tag_rows, tag_keys, "|"),
    }


def _match_steps(names: Iterable[str], separator: str) -> Q:
    """Paths that lead through one of the names."""
    condition = Q()
    for name in names:
        condition |= Q(path__startswith=f"{name}{separator}")
        condition |= Q(path__contains=f"{separator}{name}{separator}")
    return condition


def _group_by_name(
    rows: Iterable[tuple[str, int]], names: Collection[str], separator: str
) -> Branches:
    paths: dict[str, str] = {}
    ids: dict[str, list[int]] = {}
    for path, pk in rows:
        steps = path[:-1].split(separator)
        if steps[-1] in names:
            paths[steps[-1]], ids[steps[-1]] = path, []
        for name in ids.keys() & steps:
            ids[name].append(pk)
    return {name: Branch(path, tuple(ids[name])) for name, path in paths.items()}
