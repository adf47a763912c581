"""A PostgreSQL database of a landed release becomes one of today, and nothing is lost.

`releases/` has SQLite's rows. The tables are made on PostgreSQL as that release had
them, by its migrations, and take these rows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from hashlib import sha256
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from .test_upgrades import FOLDER, RELEASES

pytestmark = [pytest.mark.django_db, pytest.mark.only_on_postgresql]
KEPT = {
    "archive_entry": "id, id_code, title, status, version, date",
    "archive_passage": "article_id, anchor",
    "archive_entryregion": "entry_id, region_id, role",
    "archive_tagging": "entry_id, tag_id",
    "archive_revision": "id, entry_id, number, verb, by_id, state, sha256",
    "archive_user": "id, username, password",
}
SCRIPT = """
import json, re, sqlite3, sys
import django
from django.conf import settings
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES["staticfiles"] = {"BACKEND": plain}
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from archive.management.preparation import load_migrations
dump, kept = sys.argv[1], json.loads(sys.argv[2])
old = sqlite3.connect(":memory:")
old.create_function("REGEXP", 2, lambda p, text: bool(re.search(p, text)))
old.executescript(open(dump, encoding="utf-8").read())
load_migrations()
applied = old.execute("SELECT app, name FROM django_migrations").fetchall()
MigrationExecutor(connection).migrate(applied)

def convert(kind, value):
    if value is None:
        return None
    if kind == "boolean":
        return bool(value)
    if kind == "timestamp with time zone":
        return value + "+00"
    return value

def copy_table(cursor, table):
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns "
        "WHERE table_name = %s AND is_generated = 'NEVER'", [table])
    kinds = dict(cursor.fetchall())
    names = ", ".join(f'"{name}"' for name in kinds)
    cursor.execute(f'DELETE FROM "{table}"')
    places = ", ".join(["%s"] * len(kinds))
    for row in old.execute(f'SELECT {names} FROM "{table}"'):
        values = [convert(k, v) for k, v in zip(kinds.values(), row)]
        cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES ({places})', values)
    if "id" in kinds:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), "
            f'(SELECT coalesce(max(id), 0) + 1 FROM "{table}"), false)', [table])

tables = old.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
with connection.cursor() as cursor:
    cursor.execute("SET session_replication_role = replica")  # rows in any order
    for (table,) in tables:
        if table != "django_migrations" and not table.startswith("sqlite_"):
            copy_table(cursor, table)
    cursor.execute("SET session_replication_role = origin")
call_command("migrate", verbosity=0, without_copy=True)
call_command("enter_versions")
call_command("reindex")
call_command("verify")

def read(database):
    return {
        table: sorted(
            map(list, database.execute(f"SELECT {columns} FROM {table}")), key=str)
        for table, columns in kept.items()
    }

connection.ensure_connection()
before, after = read(old), read(connection.connection)
print(json.dumps([before, after], default=str))
"""


@contextmanager
def make_database(name):
    """The address of an empty database on the server of the tests."""
    given = connection.get_connection_params()
    place = {key: given[key] for key in ("user", "host", "port") if given.get(key)}
    with psycopg.connect(**place, dbname="postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        try:
            options = urlencode({k: v for k, v in place.items() if k != "user"})
            yield f"postgresql://{place['user']}@/{name}?{options}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=RELEASES)
def upgraded(request, tmp_path):
    """Rows before and after, and what the commands printed."""
    original = (FOLDER / "original.txt").read_bytes()
    stored = tmp_path / "media" / "originals" / sha256(original).hexdigest()
    stored.parent.mkdir(parents=True)
    stored.write_bytes(original)
    stored.chmod(0o600)
    with make_database(f"upgrade_{request.param}") as url:
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                SCRIPT,
                FOLDER / f"{request.param}.sql",
                json.dumps(KEPT),
            ],
            cwd=settings.BASE_DIR,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "archive.settings",
                "ARCHIVE_VAR": str(tmp_path),
                "ARCHIVE_DATABASE_URL": url,
                "ARCHIVE_SEARCH_URL": f"whoosh:///{tmp_path}/index",
                "ARCHIVE_MEDIA_DIR": str(tmp_path / "media"),
            },
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    before, after = json.loads(done.stdout.splitlines()[-1])
    return before, after, done.stdout


def test_nothing_is_lost_and_verify_finds_nothing(upgraded):
    before, after, printed = upgraded
    assert before == after and len(before["archive_revision"]) > 5
    for check in ("revisions", "states", "log", "publications", "accounts"):
        assert f"\n{check}: right\n" in printed
