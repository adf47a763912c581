"""Public entries that pass the filters: from filters to a query."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from django.db.models import Q

from archive.filters import (
    Choices,
    SearchFilters,
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
    """Public entries that pass every filter but `q` (and but `leave_out`, names of
    fields: for drill-sideways facets).

    To walk, each entry is asked whether it is of a region or tag; else the entries of
    it are collected first. One query at once where a region or tag of the filters was
    not looked up by the parser.
    """
    chosen = replace(filters, **_get_defaults(leave_out)) if leave_out else filters
    return _apply_filters(chosen, plan)


def _get_defaults(names: tuple[str, ...]) -> dict[str, Any]:
    return {f.name: f.default for f in fields(SearchFilters) if f.name in names}


def _apply_filters(chosen: SearchFilters, plan: QueryPlan) -> EntryQuerySet:
    entries = Entry.objects.public()
    conditions = (
        _combine_choices(chosen.kinds, lambda kind: Q(kind=kind)),
        _combine_choices(chosen.languages, _is_in_language),
        _is_in_regions(chosen, plan),
        _is_tagged(chosen, plan),
        _combine_choices(chosen.credit, _is_credited),
        _combine_choices(chosen.source, _is_based_on_source),
    )
    for condition in conditions:
        entries = entries.filter(condition)
    if chosen.undated:
        return entries.undated()
    if chosen.date_from or chosen.date_to:
        begin, end = chosen.date_from, chosen.date_to
        entries = entries.touching(
            begin.earliest if begin else dates.OPEN_EARLIEST,
            end.latest if end else dates.OPEN_LATEST,
        )
    return entries


def _combine_choices(choices: Choices, condition: Callable[[str], Q]) -> Q:
    """One of the chosen values, and none of the excluded ones."""
    wanted, unwanted = Q(), Q()
    for value in list_chosen(choices):
        wanted |= condition(value)
    for value in list_excluded(choices):
        unwanted &= ~condition(value)
    return wanted & unwanted


def _is_in_language(code: str) -> Q:
    return Q(language=code) | Q(language__startswith=f"{code}-")


def _is_in_regions(chosen: SearchFilters, plan: QueryPlan) -> Q:
    codes = {choice.value for choice in chosen.regions}
    known = chosen.branches | load_branches(codes - chosen.branches.keys(), ())
    return build_tie_condition(
        EntryRegion, "region_id", chosen.regions, known, plan, role=chosen.roles
    )


def _is_tagged(chosen: SearchFilters, plan: QueryPlan) -> Q:
    keys = {choice.value for choice in chosen.tags}
    known = chosen.branches | load_branches((), keys - chosen.branches.keys())
    return build_tie_condition(Tagging, "tag_id", chosen.tags, known, plan)


def _is_credited(name: str) -> Q:
    """Photos whose credit names `name`, however its label is printed."""
    lines = Photo.objects.exclude(credit_line="").order_by()
    printed = lines.values_list("credit_line", flat=True).distinct()
    wanted = name.casefold()
    same = [p for p in printed if Photo(credit_line=p).credit.casefold() == wanted]
    return Q(photo__credit_line__in=same) if same else Q(pk__in=())


def _is_based_on_source(id_code: str) -> Q:
    """Entries that cite a source which is public itself."""
    sources = Entry.objects.public().filter(kind="source", id_code=id_code)
    citing = Entry.objects.filter(citations__source__in=sources.values("pk"))
    return Q(pk__in=citing.values("pk"))
