"""What all tests of a module begin with: made once, to be read by each."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import override_settings

from .databases import reaches
from .indexes import index_at
from .migrated import locked

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Snapshot:
    """The rows of each table that `make` changed, and the folder of the index."""

    tables: dict[str, tuple[list[str], Rows]]
    index: Path

    def restore(self) -> None:
        """Put the rows back, inside a transaction of the caller's."""
        with connection.cursor() as cursor:
            for table in self.tables:
                cursor.execute(f'DELETE FROM "{table}"')
            for table, (columns, rows) in self.tables.items():
                names = ", ".join(f'"{column}"' for column in columns)
                values = ", ".join(["%s"] * len(columns))
                insert = f'INSERT INTO "{table}" ({names}) VALUES ({values})'
                cursor.executemany(insert, rows)
            models = apps.get_models(include_auto_created=True)
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)


SNAPSHOTS: dict[Callable[[], object], Snapshot] = {}  # of this worker


RETURNED: dict[Callable[[], object], object] = {}  # by a `make` of one test at a time


def take_snapshot(make: Callable[[], Any], folder: Path) -> tuple[Snapshot, Any]:
    """What `make` changes and what it returns; its index, its files and the key of its
    log are in the folder."""
    before = read_tables()
    own = override_settings(
        MEDIA_ROOT=folder / "media", LOG_KEY=folder / "keys" / "log.pem"
    )
    with index_at(folder / "index"), own:
        returned = make()
    changed = {t: held for t, held in read_tables().items() if held != before[t]}
    return Snapshot(changed, folder / "index"), returned


def share_snapshot(make: Callable[[], Any], folder: Path) -> Snapshot:
    """What `make` changes, done by the first worker of a run and restored by others,
    which wait for it."""
    folder.mkdir(exist_ok=True)
    rows = folder / "rows"
    with locked(folder / "lock"):
        if rows.exists():
            snapshot = Snapshot(pickle.loads(rows.read_bytes()), folder / "index")
            snapshot.restore()
        else:
            snapshot, _returned = take_snapshot(make, folder)
            rows.write_bytes(pickle.dumps(snapshot.tables))
    return snapshot


@pytest.fixture(scope="module")
def stand(django_db_setup, django_db_blocker, tmp_path_factory):
    """`stand(make)` has `make` fill database, index and media in a transaction around
    the module's tests, each of which is in one of its own; the folder of the index.

    What a module-level `make` did is kept: the next module of this worker that asks
    for the same gets its rows and its index back, in a twentieth of the time. So does
    the next worker where it `is_shared`.
    """
    folder = tmp_path_factory.mktemp("standing")

    def made(make: Callable[[], object], is_shared: bool = False) -> Path:
        if make in SNAPSHOTS:
            SNAPSHOTS[make].restore()
        elif is_shared and "PYTEST_XDIST_WORKER" in os.environ:
            run = tmp_path_factory.getbasetemp().parent  # of all workers
            SNAPSHOTS[make] = share_snapshot(make, run / make.__qualname__)
        else:
            SNAPSHOTS[make], _returned = take_snapshot(make, folder)
        return SNAPSHOTS[make].index

    with django_db_blocker.unblock(), transaction.atomic():
        yield made
        transaction.set_rollback(True)


def read_tables() -> dict[str, tuple[list[str], Rows]]:
    """Columns and rows of every table, as the database holds them."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            found[table] = columns, cursor.fetchall()
    return found


@pytest.fixture
def make_once(index, db, tmp_path, tmp_path_factory):
    """`make_once(make)` gives what a module-level `make` returns, with the rows, the
    index, the files and the key that it made, in this test's own transaction. The first
    test of this worker that asks makes them; all others get the same back."""

    def made(make: Callable[[], Any]) -> Any:
        if make in SNAPSHOTS:
            with transaction.atomic():  # also where the test itself is in none
                SNAPSHOTS[make].restore()
        else:
            folder = tmp_path_factory.mktemp("once")
            SNAPSHOTS[make], RETURNED[make] = take_snapshot(make, folder)
        shutil.copytree(SNAPSHOTS[make].index.parent, tmp_path, dirs_exist_ok=True)
        return deepcopy(RETURNED.get(make))

    return made


@pytest.fixture(scope="session")
def standing_files(request):
    """The test files in which something stands."""
    return {i.path for i in request.session.items if "stand" in i.fixturenames}


@pytest.fixture(autouse=True)
def alone(request, standing_files):
    """Refuse a test that would meet what stands without having asked for it."""
    if "stand" in request.fixturenames or request.path not in standing_files:
        return
    if reaches(request.node):
        pytest.fail("its module has what stands: give it another, or ask for it")
