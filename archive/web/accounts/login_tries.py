"""How often passwords and codes were tried, counted by all processes of one machine.

Names and networks are keyed hashes. The counts and the key are in a folder in memory
(`LOGIN_TRIES`), never on a disk; a key is replaced after an hour and forgotten after
two. Only failed and finished logins write there, no reader does.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import TypeVar
from unicodedata import normalize

KEY_SECONDS = 3600.0  # after which another key hashes; longer than any count lasts
MOST_ROWS = 10_000  # counted at once; beyond it those that end soonest are dropped
SECONDS_BETWEEN_LOOKS = 0.05  # while another process checks a password
Result = TypeVar("Result")
TABLES = """
CREATE TABLE IF NOT EXISTS keys (key BLOB, made_at REAL);
CREATE TABLE IF NOT EXISTS tries (row BLOB PRIMARY KEY, ends_at REAL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS places
    (account BLOB PRIMARY KEY, place BLOB, ends_at REAL) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class TryLimit:
    """`first` tries, and one more after each span of `seconds`."""

    name: str
    first: int
    seconds: float


class LoginTries:
    """Counts wrong passwords and codes, for each account and for each network.

    Where an account logged in before, it has tries of its own: others cannot use them
    up. Nobody is locked out for good, for each span of seconds gives a try back.
    """

    def __init__(self, folder: Path | None) -> None:
        """Count in this folder; None counts for this object alone."""
        self._folder = folder
        self._lock = Lock()
        self._own: sqlite3.Connection | None = None if folder else _open_own()

    def count_wait(self, limit: TryLimit, name: str, place: str = "") -> int:
        """Seconds until the next try of the name; 0 where there is one now."""

        def read(database: sqlite3.Connection, keys: list[bytes]) -> float:
            row = _find_row(database, keys, limit, name, place)
            return _read_seconds(database, keys, limit, row)

        left = self._run(read)
        return max(0, ceil(left - (limit.first - 1) * limit.seconds))

    def note_failure(self, limit: TryLimit, name: str, place: str = "") -> None:
        """Count a wrong password or code."""

        def write(database: sqlite3.Connection, keys: list[bytes]) -> None:
            row = _find_row(database, keys, limit, name, place)
            left = _read_seconds(database, keys, limit, row) + limit.seconds
            _make_room(database, "tries", "row")
            database.execute(
                "INSERT OR REPLACE INTO tries VALUES (?, ?)",
                (_hash_name(keys[0], row), monotonic() + left),
            )

        self._run(write)

    def note_success(self, limit: TryLimit, name: str, place: str) -> None:
        """Give the account tries of its own where it just logged in."""

        def write(database: sqlite3.Connection, keys: list[bytes]) -> None:
            _make_room(database, "places", "account")
            account, where = _hash_name(keys[0], name), _hash_name(keys[0], place)
            database.execute(
                "INSERT OR REPLACE INTO places VALUES (?, ?, ?)",
                (account, where, monotonic() + KEY_SECONDS),
            )
            row = _find_row(database, keys, limit, name, place)
            for key in keys:
                database.execute(
                    "DELETE FROM tries WHERE row = ?", (_hash_name(key, row),)
                )

        self._run(write)

    @contextmanager
    def check_alone(self, most_seconds: float) -> Iterator[bool]:
        """Whether no other process checks a password while this one does; False where
        that took longer than `most_seconds`. A killed process holds nobody up."""
        if self._folder is None or not _own_folder(self._folder):
            yield True
            return
        with (self._folder / "checking").open("ab") as file:
            until = monotonic() + most_seconds
            while not _lock_file(file.fileno()):
                if monotonic() >= until:
                    yield False
                    return
                sleep(SECONDS_BETWEEN_LOOKS)
            yield True

    def _run(self, work: Callable[[sqlite3.Connection, list[bytes]], Result]) -> Result:
        """Do it in a transaction, with the keys, newest first.

        A damaged file is begun anew. Where the file cannot be had, because the memory
        is full or a stopped process holds it, this process counts for itself from then
        on.
        """
        with self._lock:
            if self._own:
                return _run_alone(self._own, work)
            assert self._folder is not None
            path = self._folder / "tries.sqlite3"
            for _attempt in range(2):
                if not _own_folder(self._folder):
                    break
                try:
                    with closing(_open_database(str(path))) as database:
                        return _run_alone(database, work)
                except sqlite3.OperationalError:
                    break
                except sqlite3.DatabaseError:  # not a database any more
                    path.unlink(missing_ok=True)
            self._own = _open_own()
            return _run_alone(self._own, work)


def _run_alone(
    database: sqlite3.Connection,
    work: Callable[[sqlite3.Connection, list[bytes]], Result],
) -> Result:
    database.execute("BEGIN IMMEDIATE")
    try:
        result = work(database, _read_keys(database))
        database.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise
    return result


def _open_own() -> sqlite3.Connection:
    return _open_database(":memory:")


def _open_database(path: str) -> sqlite3.Connection:
    """A connection without transactions of its own; what is deleted is overwritten."""
    database = sqlite3.connect(
        path, timeout=2, isolation_level=None, check_same_thread=False
    )
    try:
        database.execute("PRAGMA secure_delete = ON")
        database.execute("PRAGMA synchronous = OFF")  # no power cut is survived anyway
        database.executescript(TABLES)
    except BaseException:
        database.close()
        raise
    return database


def _own_folder(folder: Path) -> bool:
    """Whether the folder is there, made where it is missing, and nobody else's."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
    except OSError:
        return False
    return status.st_uid == os.geteuid() and status.st_mode & 0o777 == 0o700


def _lock_file(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read_keys(database: sqlite3.Connection) -> list[bytes]:
    """The key of this hour, and that of the last one. Older ones are deleted."""
    now = monotonic()
    database.execute(
        "DELETE FROM keys WHERE made_at > ? OR made_at < ?",
        (now, now - 2 * KEY_SECONDS),
    )
    rows = database.execute("SELECT key, made_at FROM keys ORDER BY made_at DESC")
    found = rows.fetchall()
    if not found or found[0][1] < now - KEY_SECONDS:
        found.insert(0, (secrets.token_bytes(32), now))
        database.execute("INSERT INTO keys VALUES (?, ?)", found[0])
    return [key for key, _made_at in found]


def _find_row(
    database: sqlite3.Connection,
    keys: list[bytes],
    limit: TryLimit,
    name: str,
    place: str,
) -> str:
    """What is counted under: the name, or the name where it logged in before."""
    for key in keys:
        known = database.execute(
            "SELECT 1 FROM places WHERE account = ? AND place = ?",
            (_hash_name(key, name), _hash_name(key, place)),
        )
        if place and known.fetchone():
            return f"{limit.name} known {name}"
    return f"{limit.name} {name}"


def _read_seconds(
    database: sqlite3.Connection, keys: list[bytes], limit: TryLimit, row: str
) -> float:
    """Seconds until all tries are back."""
    ends = [0.0]
    for key in keys:
        found = database.execute(
            "SELECT ends_at FROM tries WHERE row = ?", (_hash_name(key, row),)
        )
        ends += [ends_at for (ends_at,) in found]
    return min(max(0.0, max(ends) - monotonic()), limit.first * limit.seconds)


def _make_room(database: sqlite3.Connection, table: str, key: str) -> None:
    """Delete what is over, and a tenth of the rest where there is too much."""
    database.execute(f"DELETE FROM {table} WHERE ends_at <= ?", (monotonic(),))
    (number,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
    if number >= MOST_ROWS:
        soonest = f"SELECT {key} FROM {table} ORDER BY ends_at LIMIT ?"
        database.execute(
            f"DELETE FROM {table} WHERE {key} IN ({soonest})", (MOST_ROWS // 10,)
        )


def _hash_name(key: bytes, text: str) -> bytes:
    """The hash of a name; spellings that a login takes for one name have one hash."""
    folded = normalize("NFKC", normalize("NFKC", text).casefold()).strip()
    return blake2b(folded.encode(), key=key, digest_size=16).digest()
