"""Pages are the same wherever the rows of a table stand and however they are joined."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from .test_never_there import GIVES, PLACES, answers, name_records
from .test_never_there import shown as shown

pytestmark = [pytest.mark.django_db, pytest.mark.only_on_postgresql]
APPEND_ONLY = {"archive_logentry", "archive_revision"}
WAYS_TO_JOIN = ("hashjoin", "mergejoin", "nestloop")


def write_rows_anew():
    """Every row once more, the last first: a database that gives rows as it finds them
    gives them in another order then. Returns the tables that let none be changed."""
    refusing = []
    for model in apps.get_app_config("archive").get_models():
        table, key = model._meta.db_table, model._meta.pk.column
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT "{key}" FROM "{table}" ORDER BY 1 DESC')
            try:
                with transaction.atomic():
                    cursor.executemany(
                        f'UPDATE "{table}" SET "{key}" = "{key}" WHERE "{key}" = %s',
                        cursor.fetchall(),
                    )
            except DatabaseError:
                refusing.append(table)
    return refusing


def test_where_its_rows_stand_changes_no_page(client, shown):
    names = name_records(shown)
    asked = [*(path.format(**names) for path in GIVES), *PLACES, "/", "/regions/CN-XJ/"]
    asked += [entry.get_absolute_url() for entry in shown]
    before = answers(client, asked)
    assert {status for status, _headers, _body in before.values()} == {200}
    assert set(write_rows_anew()) <= APPEND_ONLY
    for way_to_join in WAYS_TO_JOIN:
        with connection.cursor() as cursor:
            for name in WAYS_TO_JOIN:
                state = "on" if name == way_to_join else "off"
                cursor.execute(f"SET LOCAL enable_{name} = {state}")
        after = answers(client, asked)
        differing = [address for address in asked if before[address] != after[address]]
        assert (way_to_join, differing) == (way_to_join, [])
