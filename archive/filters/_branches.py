"""The branches of the trees that a query names: a region or concept, and all below."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from archive.models import Region, Tag


@dataclass(frozen=True)
class Branch:
    """The path of a region or concept, and the ids of it and of all below it.

    Given as numbers, they tell PostgreSQL how many entries to expect of each.
    """

    path: str
    ids: tuple[int, ...] = ()


EMPTY_BRANCH = Branch("")
Branches = dict[str, Branch]  # by code of a region or key of a concept


def load_branches(codes: Collection[str], keys: Collection[str]) -> Branches:
    """Those of the codes and keys that are in use; at most one query."""
    if not codes and not keys:
        return {}
    regions = Region.objects.order_by().values_list("path", "pk")
    tags = Tag.objects.order_by().values_list("path", "pk")
    asked = [
        found.filter(_match_steps(names, sign))
        for found, names, sign in ((regions, codes, "/"), (tags, keys, "|"))
        if names
    ]
    rows = sorted(asked[0].union(*asked[1:], all=True))  # what is above first
    places = [row for row in rows if row[0].endswith("/")]
    concepts = [row for row in rows if row[0].endswith("|")]
    return _group_by_name(places, codes, "/") | _group_by_name(concepts, keys, "|")


def _match_steps(names: Iterable[str], sign: str) -> Q:
    """Paths in which one of the names is a step."""
    condition = Q()
    for name in names:
        condition |= Q(path__startswith=f"{name}{sign}")
        condition |= Q(path__contains=f"{sign}{name}{sign}")
    return condition


def _group_by_name(
    rows: Iterable[tuple[str, int]], names: Collection[str], sign: str
) -> Branches:
    paths: dict[str, str] = {}
    ids: dict[str, list[int]] = {}
    for path, pk in rows:
        steps = path[:-1].split(sign)
        if steps[-1] in names:
            paths[steps[-1]], ids[steps[-1]] = path, []
        for name in ids.keys() & steps:
            ids[name].append(pk)
    return {name: Branch(path, tuple(ids[name])) for name, path in paths.items()}
