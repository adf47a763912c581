"""A value comes out of a row of a backup as it went in."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import models

from archive.backups._rows import _decode_value, _encode_value, write_row

MOMENT = datetime(2026, 11, 24, 10, 30, 5, 123, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        (models.CharField(), "Überwachung", "Überwachung"),
        (models.IntegerField(), 7, 7),
        (models.FloatField(), 1.5, 1.5),
        (models.BooleanField(), True, True),
        (models.BooleanField(), False, False),
        (models.IntegerField(null=True), None, None),
        (models.DateTimeField(), MOMENT, "2026-11-24T10:30:05.000123+00:00"),
        (models.DateField(), date(2026, 11, 24), "2026-11-24"),
        (models.BinaryField(), b"\0\xff", "AP8="),
        (models.BinaryField(null=True), None, None),
        (models.DecimalField(), Decimal("1.50"), "1.50"),
        (models.UUIDField(), UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (models.JSONField(), {"a": [1, None]}, {"a": [1, None]}),
    ],
)
def test_a_value_is_written_as_json_has_it(field, value, written):
    found = _encode_value(field, value)
    assert (type(found), found) == (type(written), written)
    assert json.loads(write_row({"x": found})) == {"x": written}


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        (models.CharField(), "a", "a"),
        (models.BooleanField(), True, True),
        (models.BinaryField(), "AP8=", b"\0\xff"),
        (models.BinaryField(null=True), None, None),
        (models.UUIDField(), "00000000-0000-0000-0000-000000000001", UUID(int=1).hex),
    ],
)
def test_a_value_is_read_as_the_database_takes_it(field, written, value):
    found = _decode_value(field, written)
    assert (bytes(found) if isinstance(found, memoryview) else found) == value


def test_a_value_that_no_row_can_hold_is_told():
    with pytest.raises(TypeError, match="can't contain complex"):
        _encode_value(models.CharField(), 1j)
