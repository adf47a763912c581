"""Which folder is the live index, who may write it, and how another takes its place.

The setting's path is a root. In it every index is a generation, a folder that is
never renamed; the file `current` names the live one and is replaced at one stroke.
Where several machines share the indexes, the engine says which is live; the root then
holds locks and the notes of rebuilds.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from time import time
from typing import TextIO

from django.conf import settings
from haystack import connections

from archive.search.engines.document_fields import COUNTABLE_SCHEMAS, SCHEMA_VERSION
from archive.search.engines.index_folder import sync_folder
from archive.search.engines.protocol import (
    IndexUnreachable,
    IndexUnreadable,
    IndexUnwritable,
    SharedIndexes,
)

from .machine_locks import REBUILD_LOCK, WRITE_LOCK, hold_machine_lock

POINTER, LOCK, BUILDING = "current", "lock", "building.lock"
ENCODING = "encoding.lock"
CLEARED = "cleared"  # stands in the pointer for the name of a generation
_GENERATION_NAME = re.compile(r"generation-(\d+)")
# Of the index of 0.1, which had no generations; its files hold the texts.
FIRST_FORMAT_FILES = ("MAIN_*", "_MAIN_*.toc", "schema-version")


def get_index_root() -> Path:
    """The folder of the setting."""
    return Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])


def engine_name() -> str:
    """The package of the engine that the setting names, such as `whoosh`."""
    return str(settings.HAYSTACK_CONNECTIONS["default"]["ENGINE"]).split(".")[-2]


def find_shared_indexes() -> SharedIndexes | None:
    """The engine, where it shares its indexes with other machines."""
    engine = connections["default"].get_backend().engine
    return engine if isinstance(engine, SharedIndexes) else None


def get_live_generation() -> Path:
    """The live generation.

    Raises `IndexUnreadable` where there is none, or one of another schema or engine.
    Costs a read of one small file, or one question to a shared engine.
    """
    shared = find_shared_indexes()
    folder = _read_pointer(get_index_root())
    if shared is not None:
        name = shared.find_published()
        folder = get_index_root() / name if name else None
    elif folder is not None and not folder.is_dir():
        folder = None
    if folder is None:
        raise IndexUnreadable("there is no index of this version")
    return folder


def get_countable_generation() -> Path:
    """The live generation, or where there is none the one of an earlier schema with
    the same columns, until another takes its place. Raises `IndexUnreadable`."""
    try:
        return get_live_generation()
    except IndexUnreachable:
        raise
    except IndexUnreadable:
        folder = _read_pointer(get_index_root(), COUNTABLE_SCHEMAS)
        if find_shared_indexes() is not None or folder is None or not folder.is_dir():
            raise
        return folder


def needs_rebuild() -> bool:
    """Whether the index is missing, or of another schema or engine; not where nobody
    answers for it."""
    try:
        get_live_generation()
    except IndexUnreachable:
        return False
    except IndexUnreadable:
        return True
    return False


def is_cleared() -> bool:
    """Whether the index was emptied on purpose, and none was built since."""
    shared = find_shared_indexes()
    is_none_live = shared is None or not shared.find_published()
    return is_none_live and _read_pointed_name(get_index_root()) == CLEARED


def mark_generation_damaged(folder: Path) -> None:
    """Take the pointer from a damaged generation, so that the index worker builds
    another; nothing where another is live by now."""
    shared = find_shared_indexes()
    if shared is not None:
        with suppress(IndexUnwritable):
            if shared.find_published() == folder.name:
                shared.unpublish()
    elif _read_pointer(get_index_root()) == folder:
        (get_index_root() / POINTER).unlink(missing_ok=True)


@contextmanager
def hold_write_lock() -> Iterator[None]:
    """One writer at a time, over threads, processes and the machines that share the
    index; waits. Raises `IndexUnwritable`."""
    with _hold_lock(LOCK, fcntl.LOCK_EX), _hold_shared_lock(WRITE_LOCK):
        yield


@contextmanager
def hold_rebuild_lock() -> Iterator[None]:
    """One rebuild at a time, as above. Raises `BlockingIOError` at once where another
    runs, and `IndexUnwritable`."""
    with (
        _hold_lock(BUILDING, fcntl.LOCK_EX | fcntl.LOCK_NB),
        _hold_shared_lock(REBUILD_LOCK, waits=False),
    ):
        yield


@contextmanager
def hold_vector_lock() -> Iterator[None]:
    """One writer of vectors at a time, over threads and processes; waits. Raises
    `IndexUnwritable`."""
    with _hold_lock(ENCODING, fcntl.LOCK_EX):
        yield


def create_generation() -> Path:
    """An empty folder for another index. Call under `hold_rebuild_lock`. Raises
    `IndexUnwritable`."""
    place = _ensure_root()
    shared = find_shared_indexes()
    names = [path.name for path in place.iterdir()]
    names += shared.list_indexes() if shared is not None else []
    highest = max((_generation_number(place / name) for name in names), default=0)
    folder = place / f"generation-{highest + 1}"
    try:
        folder.mkdir(mode=0o700)
        sync_folder(place)
    except OSError as error:
        raise IndexUnwritable(f"{place} cannot be written: {error.strerror}") from error
    return folder


def publish_generation(folder: Path) -> None:
    """Make this generation the live one, durably. Call under `hold_write_lock`.

    The one before it stays for readers that are just opening it, until the next is
    published; all others go. Raises `IndexUnwritable`, and the live one is as it was.
    """
    place, shared = folder.parent, find_shared_indexes()
    before = _read_pointer(place, COUNTABLE_SCHEMAS)
    others = list(place.iterdir())
    if shared is not None:
        before = place / (shared.find_published() or "none")
        others += [place / name for name in shared.list_indexes()]
    try:
        sync_folder(folder)
    except OSError as error:
        raise IndexUnwritable(f"{folder} cannot be synced: {error.strerror}") from error
    if shared is not None:
        shared.publish(folder)
    replace_file(place / POINTER, f"{SCHEMA_VERSION} {engine_name()} {folder.name}\n")
    for other in others:
        if _generation_number(other) and other not in (folder, before):
            delete_generation(other)
    if before is not None:  # its maker may have been killed when it went live
        _delete_notes(before)
    delete_older_formats()


def point_to_none() -> None:
    """Let no generation be live, durably, and note that this was wanted. Call under
    `hold_write_lock`. Raises `IndexUnwritable`, and the live one is as it was."""
    pointer, shared = get_index_root() / POINTER, find_shared_indexes()
    if shared is not None:
        shared.unpublish()
    replace_file(pointer, f"{SCHEMA_VERSION} {engine_name()} {CLEARED}\n")


def delete_former_generations(seconds: float = 0.0) -> None:
    """Delete the generations whose place another took so many seconds ago: their files
    may hold words that readers no longer see. Who has them open reads on; who is just
    opening one needs those seconds.

    Of several machines, the one that made the live generation knows since when it is
    live, and deletes; the others leave it to that one and to the next rebuild.
    """
    place = get_index_root()
    try:
        age = time() - (place / POINTER).stat().st_mtime
        if age < seconds:
            return
        serving = get_live_generation()
    except (IndexUnreadable, OSError):
        return
    if _read_pointer(place) != serving:
        return
    shared = find_shared_indexes()
    names = {folder.name for folder in list_generations()}
    names.update(shared.list_indexes() if shared is not None else ())
    for folder in (place / name for name in names):
        if _generation_number(folder) < _generation_number(serving):
            delete_generation(folder)


def replace_file(path: Path, text: str) -> None:
    """Write a small file anew, wholly or not at all, durably. Raises
    `IndexUnwritable`."""
    beside = path.with_name(f"{path.name}.new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        reason = f"{path} cannot be written: {error.strerror}"
        raise IndexUnwritable(reason) from error


def delete_generation(folder: Path) -> None:
    """Remove a generation with the notes on its making; where nobody answers for it,
    the next to be published takes it out."""
    shared = find_shared_indexes()
    if shared is not None:
        with suppress(IndexUnwritable):
            shared.delete(folder)
    _delete_notes(folder)
    if folder.is_dir():
        rmtree(folder, ignore_errors=True)


def _delete_notes(folder: Path) -> None:
    for notes in folder.parent.glob(f"{folder.name}.*"):
        notes.unlink(missing_ok=True)


def delete_older_formats() -> list[str]:
    """Delete what is left of an index that an older release wrote; its names."""
    place = get_index_root()
    left = [path for pattern in FIRST_FORMAT_FILES for path in place.glob(pattern)]
    left += [path for path in [place.with_name(f"{place.name}.lock")] if path.is_file()]
    for path in left:
        path.unlink(missing_ok=True)
    return sorted(path.name for path in left)


def list_generations(after: Path | None = None) -> list[Path]:
    """All folders of the root that hold or held an index, or those that were made after
    a generation; oldest first."""
    paths = get_index_root().iterdir() if get_index_root().is_dir() else iter(())
    least = _generation_number(after) if after else 0
    return sorted(
        (p for p in paths if p.is_dir() and _generation_number(p) > least),
        key=_generation_number,
    )


def _generation_number(path: Path) -> int:
    match = _GENERATION_NAME.fullmatch(path.name)
    return int(match[1]) if match else 0


def _read_pointer(place: Path, schemas: tuple[str, ...] = ()) -> Path | None:
    """The generation that the pointer names, if it is of this engine and of this
    schema, or one of others."""
    name = _read_pointed_name(place, schemas)
    return place / name if _GENERATION_NAME.fullmatch(name) else None


def _read_pointed_name(place: Path, schemas: tuple[str, ...] = ()) -> str:
    """The name in the pointer, "" where it is of another schema or engine."""
    known = [[schema, engine_name()] for schema in (SCHEMA_VERSION, *schemas)]
    try:
        words = (place / POINTER).read_text("utf-8").split()
    except (OSError, UnicodeDecodeError):
        return ""
    if len(words) != 3 or words[:2] not in known:
        return ""
    return words[2]


def _ensure_root() -> Path:
    """The root, made where it is missing: its owner's only."""
    place = get_index_root()
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise IndexUnwritable(f"{place} cannot be made: {error.strerror}") from error
    return place


@contextmanager
def _hold_shared_lock(number: int, waits: bool = True) -> Iterator[None]:
    """The same lock over machines, where other machines write this index too."""
    if find_shared_indexes() is None:
        yield
        return
    with hold_machine_lock(number, waits):
        yield


@contextmanager
def _hold_lock(name: str, how: int) -> Iterator[None]:
    file = _open_locked(_ensure_root() / name, how)
    try:
        yield
    finally:
        file.close()


def _open_locked(path: Path, how: int) -> TextIO:
    """The file under its lock; taken again where the root was made anew meanwhile."""
    while True:
        try:
            file = path.open("a", encoding="utf-8")
        except OSError as error:
            raise IndexUnwritable(
                f"{path.parent} cannot be written: {error.strerror}. Check its owner"
            ) from error
        try:
            fcntl.flock(file, how)
            if path.exists() and path.stat().st_ino == os.fstat(file.fileno()).st_ino:
                return file
        except BaseException:
            file.close()
            raise
        file.close()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
