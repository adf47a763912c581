"""Conditions on what an entry is tied to: regions in some roles, and concepts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from archive.filters import EMPTY_BRANCH, Branches, Choices, list_chosen, list_excluded

from ._query_plans import QueryPlan

TieColumns = dict[
    str, Collection[Any]
]  # of a tie: the values one of which it must have


def build_tie_condition(
    ties: type[Model],
    column: str,
    choices: Choices,
    known: Branches,
    plan: QueryPlan,
    **more: Collection[Any],
) -> Q:
    """Entries tied to one of the branches that are chosen, and to none of those that
    are excluded. One condition each: of several, PostgreSQL would read all ties anew
    for every entry."""
    chosen, excluded = list_chosen(choices), list_excluded(choices)
    met = Q()
    if chosen:
        met = _is_tied_to(ties, {column: _list_ids(chosen, known), **more}, plan)
    unwanted = _list_ids(excluded, known)
    return met & ~_has_tie(ties, {column: unwanted, **more}, plan) if unwanted else met


def _list_ids(names: Iterable[str], known: Branches) -> list[int]:
    return [pk for name in names for pk in known.get(name, EMPTY_BRANCH).ids]


def _is_tied_to(ties: type[Model], columns: TieColumns, plan: QueryPlan) -> Q:
    if plan is QueryPlan.WALK:
        return _walk_own_ties(ties, columns)
    return Q(pk__in=_select_ties(ties, columns).values("entry_id"))


def _has_tie(ties: type[Model], columns: TieColumns, plan: QueryPlan) -> Q:
    if plan is QueryPlan.WALK:
        return _walk_own_ties(ties, columns)
    return Q(Exists(_select_ties(ties, columns).filter(entry_id=OuterRef("pk"))))


def _select_ties(ties: type[Model], columns: TieColumns) -> QuerySet:
    asked = {f"{name}__in": values for name, values in columns.items()}
    return ties._default_manager.order_by().filter(**asked)


def _walk_own_ties(ties: type[Model], columns: TieColumns) -> Q:
    """Whether one of an entry's own ties is such. As a value and not as an existence,
    which PostgreSQL may take for a join with all ties; as one that is there, which it
    takes for likely; its columns so that no index is searched for each value, for an
    entry has few ties."""
    own = ties._default_manager.order_by().filter(entry_id=OuterRef("pk"))
    for name, values in columns.items():
        plain = f"plain_{name}"
        own = own.alias(**{plain: Coalesce(name, name)})
        own = own.filter(**{f"{plain}__in": values})
    return Q(IsNull(Subquery(own.values_list(Value(1))[:1]), False))
