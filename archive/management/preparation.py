"""The steps before pages can be served: each runs once and is reported."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import socket
from pathlib import Path
from time import perf_counter
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from archive.management.catalogues import compile_catalogues
from archive.management.loading_stamps import get_stamp_path, replace_loading_stamps
from archive.management.restore_mark import refuse_half_restored
from archive.management.upgrades import refuse_newer_database
from archive.search import needs_rebuild
from archive.transparency import is_log_incomplete


def check_port(host: str, port: int) -> None:
    """Raise `CommandError` now, not after a minute's work, where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise CommandError(
                    f"{host} isn't an address of this machine."
                ) from error
            raise CommandError(
                f"We can't use port {port}: {error.strerror}. Another program "
                "may use it, perhaps another `serve`; choose another port: "
                f"python3 manage.py serve --port {port + 1 if port < 65535 else 8001}"
            ) from error


def check_preparation() -> None:
    """Raise `CommandError` where another process has to prepare something first; writes
    nothing, so that its account may only read."""
    refuse_half_restored()
    executor = load_migrations()
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        missing = "the tables of this version"
    elif not (settings.STATIC_ROOT / "staticfiles.json").exists():
        missing = f"style sheets and scripts in {settings.STATIC_ROOT}"
    else:
        return
    raise CommandError(
        f"We can't find {missing}. Run: python3 manage.py serve --prepare-only"
    )


def load_migrations() -> MigrationExecutor:
    """What the database has of the migrations. Raises `CommandError` where it does not
    answer, or is newer than this version."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise CommandError(
            f"This step failed: database.\n{str(error).strip()}\nCheck "
            "ARCHIVE_DATABASE_URL, and that the database server runs."
        ) from error
    refuse_newer_database(executor.loader)
    return executor


class Preparation:
    """The steps before the first page, each skipped where nothing has changed."""

    def __init__(self, out: OutputWrapper) -> None:
        self.out = out
        self.began = perf_counter()

    def run(self) -> None:
        """All of them, in order."""
        refuse_half_restored()
        if not os.access(settings.VAR, os.W_OK):
            raise CommandError(
                f"We can't write to {settings.VAR}: check its owner and permissions."
            )
        self.translations()
        self.migrate_database()
        fixtures = settings.BASE_DIR / "fixtures"
        self.run_if_changed(
            "vocabularies", "load_vocabulary", sorted(fixtures.glob("*.json"))
        )
        entries = sorted(fixtures.glob("demonstration/*"))
        self.run_if_changed("demonstration entries", "load_demonstration", entries)
        if is_log_incomplete():
            self.run_step("public log", "enter_versions")
        if needs_rebuild():
            self.run_step("index", "reindex")
        self.collect_static_files()

    def translations(self) -> None:
        """The catalogues that changed, compiled."""
        began = perf_counter()
        if written := compile_catalogues():
            outcome = f"{', '.join(written)}, {perf_counter() - began:.1f} s"
            self.out.write(f"· translations … {outcome}")

    def migrate_database(self) -> None:
        """Tables as the migrations say; a database made anew forgets the stamps."""
        executor = load_migrations()
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if not executor.loader.applied_migrations:
            replace_loading_stamps({})
        if plan:
            self.run_step("database", "migrate", verbosity=0, interactive=False)

    def run_if_changed(self, what: str, command: str, files: list[Path]) -> None:
        """Run a loader only when its files are not those of last time.

        Removing the demonstration leaves the stamp, so that it stays removed.
        """
        stamp = get_stamp_path(command)
        fingerprint = _hash_files(files)
        if not _stamp_says(stamp, fingerprint):
            self.run_step(what, command)
            stamp.write_text(fingerprint)

    def collect_static_files(self) -> None:
        """Style sheets and scripts, hashed and compressed."""
        files = [p for p in sorted(settings.STATIC_DIR.rglob("*")) if p.is_file()]
        fingerprint = f"{_hash_files(files)} {django.get_version()}"
        stamp = settings.VAR / "collected-static"
        there = (settings.STATIC_ROOT / "staticfiles.json").exists()
        if not (there and _stamp_says(stamp, fingerprint)):
            self.run_step(
                "static files", "collectstatic", interactive=False, verbosity=0
            )
            stamp.write_text(fingerprint)

    def run_step(self, what: str, command: str, **options: Any) -> None:
        """Run a command; report what it does, what it printed and how long it took."""
        began, printed = perf_counter(), io.StringIO()
        self.out.write(f"· {what} …", ending=" ")
        self.out.flush()
        try:
            call_command(command, stdout=printed, **options)
        except Exception as error:
            self.out.write("failed")
            raise CommandError(
                f"This step failed: {what} (manage.py {command}).\n"
                f"{type(error).__name__}: {error}\n"
                "Nothing of this step was saved. Remove the cause and run the command "
                "again; it continues from here."
            ) from error
        lines = [line for line in printed.getvalue().splitlines() if line.strip()]
        self.out.write(", ".join([*lines, f"{perf_counter() - began:.1f} s"]))


def _hash_files(files: list[Path]) -> str:
    """SHA-256 of the contents of these files."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def _stamp_says(stamp: Path, fingerprint: str) -> bool:
    return stamp.exists() and stamp.read_text() == fingerprint
