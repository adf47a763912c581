"""Conditions on what an entry is tied to: regions in some roles, and concepts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from ._branches import NOWHERE, Branches
from ._ways import Way

Columns = dict[str, Collection[Any]]  # of a tie: the values one of which it must have


def tied(
    ties: type[Model],
    column: str,
    values: Collection[str],
    known: Branches,
    way: Way,
    **more: Collection[Any],
) -> Q:
    """Entries tied to one of the branches that `values` name, and to none of those with
    `-` in front. One condition each: of several, PostgreSQL would read all ties anew
    for every entry."""
    wanted, unwanted = (
        [
            pk
            for value in values
            if value.startswith("-") is is_unwanted
            for pk in known.get(value.removeprefix("-"), NOWHERE).ids
        ]
        for is_unwanted in (False, True)
    )
    met = Q()
    if any(not value.startswith("-") for value in values):
        met = _among(ties, {column: wanted, **more}, way)
    return met & ~_any(ties, {column: unwanted, **more}, way) if unwanted else met


def _among(ties: type[Model], columns: Columns, way: Way) -> Q:
    if way is Way.WALK:
        return _own(ties, columns)
    return Q(pk__in=_such(ties, columns).values("entry_id"))


def _any(ties: type[Model], columns: Columns, way: Way) -> Q:
    if way is Way.WALK:
        return _own(ties, columns)
    return Q(Exists(_such(ties, columns).filter(entry_id=OuterRef("pk"))))


def _such(ties: type[Model], columns: Columns) -> QuerySet:
    asked = {f"{name}__in": values for name, values in columns.items()}
    return ties._default_manager.order_by().filter(**asked)


def _own(ties: type[Model], columns: Columns) -> Q:
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
