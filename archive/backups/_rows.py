"""Rows of a table as JSON, and back; the same bytes from every database."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field, JSONField, Model

from ._backed_up_models import list_columns
from ._bag import BackupError

ROWS_A_STATEMENT = 500  # read, and written, at once
Row = dict[str, Any]  # by the name of the column, as JSON has it


def iterate_rows(model: type[Model]) -> Iterator[Row]:
    """The rows of a model's own table by primary key, some hundred in memory."""
    fields = list_columns(model)
    names: list[str] = [field.attname for field in fields]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for values in rows.iterator(chunk_size=ROWS_A_STATEMENT):
        yield {
            f.attname: _encode_value(f, v) for f, v in zip(fields, values, strict=True)
        }


def write_row(row: Row) -> bytes:
    """A line of JSON; keys are sorted, for PostgreSQL forgets their order."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def insert_rows(model: type[Model], rows: Iterable[Row]) -> int:
    """Insert rows with their primary keys; how many there were. No signal is sent, and
    no `save` runs. Raises `BackupError` where a row has other columns."""
    fields = list_columns(model)
    names = {field.attname for field in fields}
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = quote(model._meta.db_table)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"
    number = 0
    with connection.cursor() as cursor:
        for some in _split_rows(rows):
            for row in some:
                if row.keys() != names:
                    other = ", ".join(sorted(row.keys() ^ names))
                    raise BackupError(f"{model._meta.label}: other columns ({other})")
            cursor.executemany(
                statement,
                [[_decode_value(f, row[f.attname]) for f in fields] for row in some],
            )
            number += len(some)
    return number


def _split_rows(rows: Iterable[Row]) -> Iterator[list[Row]]:
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == ROWS_A_STATEMENT:
            yield some
            some = []
    if some:
        yield some


def _encode_value(field: Field, value: Any) -> Any:
    """A value as JSON has it: moments in UTC as ISO 8601, bytes in Base64."""
    if isinstance(field, JSONField) or value is None or type(value) in _PLAIN_TYPES:
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode()
    if isinstance(value, Decimal | UUID | str):
        return str(value)
    raise TypeError(f"{field}: a backup can't contain {type(value).__name__}")


def _decode_value(field: Field, value: Any) -> Any:
    """The value as the database driver takes it; a binary field reads Base64 itself."""
    if isinstance(field, JSONField):
        if value is None and not field.null:  # JSON's null, not the database's
            return field.get_db_prep_value(value, connection)
        return field.get_db_prep_save(value, connection)
    return field.get_db_prep_save(field.to_python(value), connection)


_PLAIN_TYPES = (str, int, float, bool)
