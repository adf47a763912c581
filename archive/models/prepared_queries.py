"""Queries that are built once a process and then run with other values.

Django builds the SQL of a query anew each time it is asked: about a millisecond, where
SQLite answers in a tenth of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
R = TypeVar("R")
Value = int | str | datetime
Shape = tuple[object, ...]

LONGEST_LIST = 64  # values of one parameter; a longer list is built each time
_FIRST_NUMBER = 2_011_000_000  # stands for a number; columns of 32 bits hold it
_TEXT = "\ue000prepared {}\ue000"  # stands for a text
_MOMENT = datetime(7011, 1, 1, tzinfo=UTC)  # stands for now
_WRITTEN_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")

_is_preparing: ContextVar[bool] = ContextVar("is_preparing", default=False)


def get_query_time() -> datetime:
    """The time for a condition of a query: now, also each time that a prepared query
    runs."""
    return _MOMENT if _is_preparing.get() else timezone.now()


def prepare_query(
    build: Callable[P, QuerySet[M, R]],
) -> Callable[P, list[R]]:
    """Decorate a function that builds a query: it then reads the rows, and builds only
    once for values of the same shape.

    Numbers, texts and lists of them are values. All else, as None, True and members of
    an enumeration, belongs to the shape, and so does the length of a list, rounded up.
    The function must compare its values with columns, never decide by them, and ask
    `get_query_time` for now. Raises `ValueError` for a query that would hold a moment.
    """
    prepared: dict[Shape, _PreparedQuery] = {}

    @wraps(build)
    def read_rows(*args: P.args, **kwargs: P.kwargs) -> list[R]:
        given = [_expand_value(arg) for arg in (*args, *kwargs.values())]
        if any(_is_unusual(values) for values in given):
            return list(build(*args, **kwargs))
        shape = (
            connection.vendor,
            *kwargs,
            *(_describe_shape(values) for values in given),
        )
        query = prepared.get(shape)
        if query is None:
            stand_ins = iter(_StandIns().replace_all(given))
            placed = [next(stand_ins) for _arg in args]
            named = {name: next(stand_ins) for name in kwargs}
            build_any = cast("Callable[..., QuerySet[M, R]]", build)
            query = _prepare_built_query(lambda: build_any(*placed, **named))
            prepared[shape] = query
        return query.read_rows(_flatten_values(given))

    return read_rows


@dataclass(frozen=True)
class _Constant:
    """A part of the shape, as None or True."""

    value: object


def _expand_value(arg: object) -> Value | list[Value] | _Constant:
    """An argument as a value, or as a list that is filled up to a power of two by its
    first value."""
    if isinstance(arg, bool | Enum):
        return _Constant(arg)
    if isinstance(arg, int | str):
        return arg
    if isinstance(arg, Collection):
        values = list(dict.fromkeys(arg))
        missing = (1 << (len(values) - 1).bit_length()) - len(values) if values else 0
        return values + values[:1] * missing
    return _Constant(arg)


def _is_unusual(values: Value | list[Value] | _Constant) -> bool:
    """Whether a list is empty, or too long to be worth a query of its own."""
    return isinstance(values, list) and not 0 < len(values) <= LONGEST_LIST


def _describe_shape(values: Value | list[Value] | _Constant) -> object:
    if isinstance(values, _Constant):
        return values
    return (type(values), len(values) if isinstance(values, list) else 1)


def _flatten_values(given: list[Value | list[Value] | _Constant]) -> list[Value]:
    flat: list[Value] = []
    for values in given:
        if isinstance(values, list):
            flat += values
        elif not isinstance(values, _Constant):
            flat.append(values)
    return flat


class _StandIns:
    """Numbers and texts that occur nowhere else, one for each value."""

    def __init__(self) -> None:
        self._next = 0

    def replace_all(
        self, given: list[Value | list[Value] | _Constant]
    ) -> Iterator[object]:
        """The same arguments with stand-ins for their values."""
        for values in given:
            if isinstance(values, _Constant):
                yield values.value
            elif isinstance(values, list):
                yield [self._replace(value) for value in values]
            else:
                yield self._replace(values)

    def _replace(self, value: Value) -> Value:
        number, self._next = self._next, self._next + 1
        return (
            _TEXT.format(number) if isinstance(value, str) else _FIRST_NUMBER + number
        )


def _read_stand_in(parameter: object) -> int | None:
    """Which value a parameter of the SQL stands for; -1 for the time, None for none."""
    if isinstance(parameter, int) and 0 <= parameter - _FIRST_NUMBER < 1_000_000:
        return parameter - _FIRST_NUMBER
    if isinstance(parameter, str) and parameter.startswith(_TEXT[:1]):
        return int(parameter[1:-1].split()[1])
    if parameter == connection.ops.adapt_datetimefield_value(_MOMENT):
        return -1
    return None


class _PreparedQuery:
    """The SQL of a query, with the places of its values."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        _refuse_prefetches_with_queries(rows)
        self._rows = rows
        self._compiler = rows.query.get_compiler(using=rows.db)
        self._sql, parameters = self._compiler.as_sql()
        self._parameters = list(parameters)
        self._places = [_read_stand_in(parameter) for parameter in parameters]
        for parameter, place in zip(parameters, self._places, strict=True):
            if place is None:
                _refuse_what_would_stay(parameter)

    def read_rows(self, values: list[Value]) -> list[Any]:
        """The rows for these values. One query, and those of its prefetches."""
        now: object = None
        if -1 in self._places:
            now = connection.ops.adapt_datetimefield_value(timezone.now())
        bound = tuple(
            parameter if place is None else now if place < 0 else values[place]
            for parameter, place in zip(self._parameters, self._places, strict=True)
        )
        # Django makes objects of the rows: of a compiler it asks only these two.
        compiler = copy(self._compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_kwargs: (self._sql, bound)
        rows = self._rows.all()
        vars(rows.query)["get_compiler"] = lambda *_args, **_kwargs: compiler
        return list(rows)


def _refuse_prefetches_with_queries(rows: QuerySet[Any, Any]) -> None:
    lookups = vars(rows)["_prefetch_related_lookups"]
    if not all(isinstance(lookup, str) for lookup in lookups):
        raise ValueError("a prefetch with a query of its own would hold a moment")


def _refuse_what_would_stay(parameter: object) -> None:
    """Raise `ValueError` for a moment, and for a stand-in that is part of a text."""
    is_text = isinstance(parameter, str)
    if isinstance(parameter, datetime) or (
        is_text and _WRITTEN_MOMENT.match(str(parameter))
    ):
        raise ValueError(f"a prepared query would hold {parameter} for good")
    if is_text and _TEXT[:1] in str(parameter):
        raise ValueError(f"a prepared query does not know {parameter!r}")


class _EmptyQuery(_PreparedQuery):
    """A query that no row can match."""

    def __init__(self) -> None:
        pass

    def read_rows(self, values: list[Value]) -> list[Any]:
        return []


def _prepare_built_query(build: Callable[[], QuerySet[Any, Any]]) -> _PreparedQuery:
    token = _is_preparing.set(True)
    try:
        return _PreparedQuery(build())
    except EmptyResultSet:
        return _EmptyQuery()
    finally:
        _is_preparing.reset(token)
