"""Conditions on the ties of an entry: to regions in some roles, and to tags."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from archive.filters import EMPTY_BRANCH, Branches, Choices, list_chosen, list_excluded

from ._query_plans import QueryPlan

# Column of a tie → the values of which a tie must have one.
TieColumns = dict[str, Collection[Any]]


def build_tie_condition(
    ties: type[Model],
    column: str,
    choices: Choices,
    branches: Branches,
    plan: QueryPlan,
    **columns: Collection[Any],
) -> Q:
    """Entries tied to one of the chosen branches and to none of the excluded ones.

    `ties` is the model of the tie, `column` its id of the region or tag, `columns` what
    else a tie must have. Chosen values share one condition, as do excluded ones: with
    several, PostgreSQL would read all ties again for every entry.
    """
    chosen, excluded = list_chosen(choices), list_excluded(choices)
    condition = Q()
    if chosen:
        wanted_ids = _list_ids(chosen, branches)
        condition = _is_tied_to(ties, {column: wanted_ids, **columns}, plan)
    unwanted_ids = _list_ids(excluded, branches)
    if unwanted_ids:
        condition &= ~_has_tie(ties, {column: unwanted_ids, **columns}, plan)
    return condition


def _list_ids(names: Iterable[str], branches: Branches) -> list[int]:
    return [pk for name in names for pk in branches.get(name, EMPTY_BRANCH).ids]


def _is_tied_to(ties: type[Model], columns: TieColumns, plan: QueryPlan) -> Q:
    if plan is QueryPlan.WALK:
        return _walk_own_ties(ties, columns)
    return Q(pk__in=_select_ties(ties, columns).values("entry_id"))


def _has_tie(ties: type[Model], columns: TieColumns, plan: QueryPlan) -> Q:
    if plan is QueryPlan.WALK:
        return _walk_own_ties(ties, columns)
    return Q(Exists(_select_ties(ties, columns).filter(entry_id=OuterRef("pk"))))


def _select_ties(ties: type[Model], columns: TieColumns) -> QuerySet:
    lookups = {f"{name}__in": values for name, values in columns.items()}
    return ties._default_manager.order_by().filter(**lookups)


def _walk_own_ties(ties: type[Model], columns: TieColumns) -> Q:
    """Whether one of the entry's own ties has these values, checked entry by entry.

    Three tricks keep PostgreSQL from better ideas: a subquery's value instead of
    EXISTS, which it may turn into a join with all ties; IS NOT NULL, which it takes for
    likely; and columns inside COALESCE, so that it reads the few ties of the entry
    instead of searching an index for each value.
    """
    own = ties._default_manager.order_by().filter(entry_id=OuterRef("pk"))
    for name, values in columns.items():
        plain = f"plain_{name}"
        own = own.alias(**{plain: Coalesce(name, name)})
        own = own.filter(**{f"{plain}__in": values})
    return Q(IsNull(Subquery(own.values_list(Value(1))[:1]), False))
