"""Before the tables change: a newer database is refused, this one is copied."""

import os
import sqlite3
import subprocess
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from archive.management.preparation import load_migrations
from archive.management.upgrades import MOST_COPIES, copy_database
from tests.factories import make_source
from tests.postgresql import binaries

pytestmark = pytest.mark.django_db
NEWER = "0999_from_a_newer_version"


@pytest.fixture
def copies(settings, tmp_path):
    settings.UPGRADE_COPIES = tmp_path / "copies"
    return settings.UPGRADE_COPIES


@pytest.mark.parametrize("begin", [load_migrations, lambda: call_command("migrate")])
def test_a_newer_database_is_refused_with_a_way_out(begin, copies):
    MigrationRecorder(connection).record_applied("archive", NEWER)
    with pytest.raises(CommandError, match=NEWER) as caught:
        begin()
    assert "Nothing was changed" in str(caught.value)
    assert not copies.exists()


def test_what_other_packages_migrated_does_not_count(copies):
    MigrationRecorder(connection).record_applied("a_package_of_before", "0001_initial")
    load_migrations()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="copies SQLite's file")
@pytest.mark.django_db(transaction=True)
class TestCopies:
    """Of the database as it was."""

    def test_the_copy_has_the_entries_and_is_its_owners_only(self, copies):
        make_source(title="Before the upgrade")
        path = copy_database()
        with closing(sqlite3.connect(path)) as copy:
            titles = copy.execute("SELECT title FROM archive_entry").fetchall()
        assert titles == [("Before the upgrade",)]
        assert path.stat().st_mode & 0o077 == 0

    def test_the_newest_are_kept(self, copies):
        make_source()
        paths = [copy_database() for _upgrade in range(MOST_COPIES + 2)]
        assert sorted(copies.iterdir()) == paths[-MOST_COPIES:]

    def test_without_entries_there_is_none(self, copies):
        assert copy_database() is None and not copies.exists()

    def test_where_it_cannot_be_written_nothing_is_changed(self, copies):
        make_source()
        copies.write_text("a file in place of the folder")
        with pytest.raises(CommandError, match="--without-copy"):
            copy_database()

    def test_tables_that_are_of_this_version_are_not_copied(self, copies):
        make_source()
        call_command("migrate", verbosity=0)
        assert not copies.exists()


@pytest.fixture
def programs(monkeypatch):
    """The programs of the tests' PostgreSQL: `pg_dump` is as new as the server."""
    monkeypatch.setenv("PATH", f"{binaries()}:{os.environ['PATH']}")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="pg_dump copies it")
@pytest.mark.django_db(transaction=True)
class TestDumps:
    """Of a PostgreSQL as it was."""

    def test_the_dump_has_the_entries_and_is_its_owners_only(self, copies, programs):
        make_source(title="Before the upgrade")
        path = copy_database()
        listed = subprocess.run(
            ["pg_restore", "--file=-", "--table=archive_entry", path],
            capture_output=True,
            check=True,
            text=True,
        )
        assert "Before the upgrade" in listed.stdout
        assert path.stat().st_mode & 0o077 == 0

    def test_without_pg_dump_nothing_is_changed(self, copies, monkeypatch):
        make_source()
        monkeypatch.setenv("PATH", "")
        with pytest.raises(CommandError, match=r"Install a pg_dump.*--without-copy"):
            copy_database()
        assert list(copies.iterdir()) == []
