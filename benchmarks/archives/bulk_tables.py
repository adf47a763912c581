"""Many rows at once: COPY on PostgreSQL, one statement for all on SQLite."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

TableRow = tuple[Any, ...]


class BulkTable:
    """A model's own table; a row has what is given and the model's defaults."""

    def __init__(self, model: type[models.Model], *given: str) -> None:
        own = model._meta.local_concrete_fields
        fields = [f for f in own if not f.primary_key or f.column in given]
        self.model = model
        self._columns = [field.column for field in fields]
        self._places = {column: self._columns.index(column) for column in given}
        self._defaults = [_prepare_value(field.get_default()) for field in fields]

    def row(self, *values: object) -> TableRow:
        """A row of the values of the columns that were named, in their order."""
        made = list(self._defaults)
        for place, value in zip(self._places.values(), values, strict=True):
            made[place] = _prepare_value(value)
        return tuple(made)

    def write(self, rows: Iterable[TableRow]) -> None:
        """Insert them; neither `save` nor signals run."""
        quote = connection.ops.quote_name
        columns = ", ".join(quote(column) for column in self._columns)
        into = f"{quote(self.model._meta.db_table)} ({columns})"
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self._columns))
                cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", list(rows))


def restart_ids(*tables: type[models.Model]) -> None:
    """Let the next ids come after those that were written."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(sql)


def _prepare_value(value: object) -> object:
    if isinstance(value, datetime) and connection.vendor == "sqlite":
        return connection.ops.adapt_datetimefield_value(value)
    return value
