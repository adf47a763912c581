"""Builds the database query for the public entries that pass the filters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from django.db.models import Q

from archive.filters import (
    Choices,
    SearchFilters,
    find_added_moments,
    find_listed_ids,
    list_chosen,
    list_excluded,
    load_branches,
)
from archive.models import Entry, EntryRegion, Photo, Tagging
from archive.models.entries.entry import EntryQuerySet
from archive.text import dates

from ._query_plans import QueryPlan
from ._tie_conditions import build_tie_condition


def find_entries(
    filters: SearchFilters, *leave_out: str, plan: QueryPlan = QueryPlan.ANY
) -> EntryQuerySet:
    """The public entries that pass every filter except `q`, as a lazy query.

    `leave_out` names fields of the filters to ignore, as the counts beside a filter
    need it. `plan` says how region and tag conditions are written. Costs one query at
    once where the parser did not look up a region or tag of the filters.
    """
    applied = replace(filters, **_get_defaults(leave_out)) if leave_out else filters
    return _apply_filters(applied, plan)


def _get_defaults(names: tuple[str, ...]) -> dict[str, Any]:
    return {f.name: f.default for f in fields(SearchFilters) if f.name in names}


def _apply_filters(filters: SearchFilters, plan: QueryPlan) -> EntryQuerySet:
    entries = Entry.objects.public()
    conditions = (
        _combine_choices(filters.kinds, lambda kind: Q(kind=kind)),
        _combine_choices(filters.languages, _is_in_language),
        _is_in_regions(filters, plan),
        _is_tagged(filters, plan),
        _combine_choices(filters.credit, _is_credited),
        _combine_choices(filters.source, _is_based_on_source),
        _combine_choices(filters.outlets, _is_published_by),
    )
    for condition in conditions:
        entries = entries.filter(condition)
    listed = find_listed_ids(filters)
    if listed is not None:
        entries = entries.filter(pk__in=listed)
    if filters.added:
        begin, end = find_added_moments(filters.added)
        entries = entries.added_between(begin, end)
    if filters.undated:
        return entries.undated()
    if filters.date_from or filters.date_to:
        first, last = filters.date_from, filters.date_to
        entries = entries.touching(
            first.earliest if first else dates.OPEN_EARLIEST,
            last.latest if last else dates.OPEN_LATEST,
        )
    return entries


def _combine_choices(choices: Choices, condition: Callable[[str], Q]) -> Q:
    """Entries that have one of the chosen values and none of the excluded ones."""
    any_chosen, none_excluded = Q(), Q()
    for value in list_chosen(choices):
        any_chosen |= condition(value)
    for value in list_excluded(choices):
        none_excluded &= ~condition(value)
    return any_chosen & none_excluded


def _is_in_language(code: str) -> Q:
    return Q(language=code) | Q(language__startswith=f"{code}-")


def _is_in_regions(filters: SearchFilters, plan: QueryPlan) -> Q:
    codes = {choice.value for choice in filters.regions}
    branches = filters.branches | load_branches(codes - filters.branches.keys(), ())
    return build_tie_condition(
        EntryRegion, "region_id", filters.regions, branches, plan, role=filters.roles
    )


def _is_tagged(filters: SearchFilters, plan: QueryPlan) -> Q:
    keys = {choice.value for choice in filters.tags}
    branches = filters.branches | load_branches((), keys - filters.branches.keys())
    return build_tie_condition(Tagging, "tag_id", filters.tags, branches, plan)


def _is_credited(name: str) -> Q:
    """Photos credited to `name`, whatever label is printed with it. One query at once,
    for all distinct credit lines."""
    lines = Photo.objects.exclude(credit_line="").order_by()
    printed = lines.values_list("credit_line", flat=True).distinct()
    folded = name.casefold()
    matching = [p for p in printed if Photo(credit_line=p).credit.casefold() == folded]
    return Q(photo__credit_line__in=matching) if matching else Q(pk__in=())


def _is_based_on_source(id_code: str) -> Q:
    """Entries that cite this source; none where the source isn't public itself."""
    sources = Entry.objects.public().filter(kind="source", id_code=id_code)
    citing = Entry.objects.filter(citations__source__in=sources.values("pk"))
    return Q(pk__in=citing.values("pk"))


def _is_published_by(slug: str) -> Q:
    """Articles of an outlet."""
    return Q(article__outlet__slug=slug)
