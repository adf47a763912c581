"""How far a rebuild has come, in notes beside its folder: it can be taken up again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.search.engines.document_fields import SCHEMA_VERSION
from archive.search.engines.protocol import Unreadable, Unwritable

from .generations import discard, engine_name, generations, live, replace

PROGRESS, CHANGED = ".progress", ".changed"


@dataclass
class Progress:
    """A generation in the making: all entries up to the id `after` are in it, in
    `written` documents."""

    folder: Path
    after: int = 0
    written: int = 0

    def note(self) -> None:
        """Make it outlast a crash. Raises `Unwritable`."""
        held = {"of": _kind(), "after": self.after, "written": self.written}
        replace(_beside(self.folder, PROGRESS), json.dumps(held))

    def changed(self, start: int) -> list[int]:
        """Ids of entries that the drain wrote into the live index meanwhile, from the
        place `start` of the list on."""
        try:
            lines = _beside(self.folder, CHANGED).read_text("ascii").split("\n")
        except FileNotFoundError:
            return []
        # Behind the last line end is nothing, or what a crash cut off: the rows of
        # that note are in the outbox still.
        return [int(line) for line in lines[:-1] if line.isdecimal()][start:]

    def done(self) -> None:
        """Forget the notes: the generation is live."""
        for name in (PROGRESS, CHANGED):
            _beside(self.folder, name).unlink(missing_ok=True)


def taken_up() -> Progress | None:
    """The newest rebuild that was interrupted, if there is one; others go. Call under
    `building` and `lock`."""
    found: Progress | None = None
    for progress in _unfinished():
        if found is not None:
            discard(found.folder)
        found = progress
    return found


def remember(pks: Iterable[int]) -> None:
    """Note for a rebuild under way, or to be taken up, what the live index learns: it
    must learn it too. Durable when it returns; costs a listing of one folder where
    there is none. Call under `lock`. Raises `Unwritable`."""
    lines = "".join(f"{pk}\n" for pk in pks)
    for progress in _unfinished():
        path = _beside(progress.folder, CHANGED)
        try:
            with path.open("a", encoding="ascii") as file:
                file.write(f"\n{lines}")  # ends a line that a crash cut off
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            reason = f"{path} cannot be written: {error.strerror}"
            raise Unwritable(reason) from error


def _unfinished() -> list[Progress]:
    """Rebuilds of this schema and engine, oldest first."""
    try:
        serving: Path | None = live()
    except Unreadable:
        serving = None
    found = (_read(folder) for folder in generations() if folder != serving)
    return [progress for progress in found if progress is not None]


def _read(folder: Path) -> Progress | None:
    """What the note says; None where there is none that can be gone on from."""
    try:
        held = json.loads(_beside(folder, PROGRESS).read_text("utf-8"))
        if held["of"] != _kind():
            return None
        return Progress(folder, int(held["after"]), int(held["written"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _kind() -> str:
    return f"{SCHEMA_VERSION} {engine_name()}"


def _beside(folder: Path, name: str) -> Path:
    return folder.with_name(folder.name + name)
