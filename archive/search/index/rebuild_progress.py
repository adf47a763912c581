"""How far a rebuild has come, in notes beside its folder: it can be taken up again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.search.engines.document_fields import SCHEMA_VERSION
from archive.search.engines.protocol import IndexUnreadable, IndexUnwritable

from .generations import (
    delete_generation,
    engine_name,
    get_live_generation,
    list_generations,
    replace_file,
)

PROGRESS_SUFFIX, CHANGED_SUFFIX = ".progress", ".changed"


@dataclass
class RebuildProgress:
    """A generation in the making: all entries up to the id `after` are in it, in
    `written` documents."""

    folder: Path
    after: int = 0
    written: int = 0

    def save(self) -> None:
        """Make it outlast a crash. Raises `IndexUnwritable`."""
        values = {
            "of": _name_index_format(),
            "after": self.after,
            "written": self.written,
        }
        replace_file(_note_path(self.folder, PROGRESS_SUFFIX), json.dumps(values))

    def read_changed_ids(self, start: int) -> list[int]:
        """Ids of entries that the index worker wrote into the live index meanwhile,
        from the place `start` of the list on."""
        try:
            lines = (
                _note_path(self.folder, CHANGED_SUFFIX).read_text("ascii").split("\n")
            )
        except FileNotFoundError:
            return []
        # Behind the last line end is nothing, or what a crash cut off: the rows of
        # that note are in the outbox still.
        return [int(line) for line in lines[:-1] if line.isdecimal()][start:]

    def delete_notes(self) -> None:
        """Forget the notes: the generation is live."""
        for name in (PROGRESS_SUFFIX, CHANGED_SUFFIX):
            _note_path(self.folder, name).unlink(missing_ok=True)


def resume_rebuild() -> RebuildProgress | None:
    """The newest rebuild that was interrupted, if there is one; others go. Call under
    `hold_rebuild_lock` and `hold_write_lock`."""
    newest: RebuildProgress | None = None
    for progress in list_unfinished():
        if newest is not None:
            delete_generation(newest.folder)
        newest = progress
    return newest


def note_changed_entries(pks: Iterable[int]) -> None:
    """Note for a rebuild under way, or to be taken up, what the live index learns: it
    must learn it too. Durable when it returns; costs a listing of one folder where
    there is none. Call under `hold_write_lock`. Raises `IndexUnwritable`."""
    lines = "".join(f"{pk}\n" for pk in pks)
    for progress in list_unfinished():
        path = _note_path(progress.folder, CHANGED_SUFFIX)
        try:
            with path.open("a", encoding="ascii") as file:
                file.write(f"\n{lines}")  # ends a line that a crash cut off
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            reason = f"{path} cannot be written: {error.strerror}"
            raise IndexUnwritable(reason) from error


def list_unfinished() -> list[RebuildProgress]:
    """Interrupted and running rebuilds of this schema and engine, oldest first.

    Not those that the live generation came after: one whose maker was killed as it
    went live still has notes, and is whole.
    """
    try:
        serving: Path | None = get_live_generation()
    except IndexUnreadable:
        serving = None
    unfinished = map(_read_progress, list_generations(after=serving))
    return [progress for progress in unfinished if progress is not None]


def _read_progress(folder: Path) -> RebuildProgress | None:
    """What the note says; None where there is none that can be gone on from."""
    try:
        values = json.loads(_note_path(folder, PROGRESS_SUFFIX).read_text("utf-8"))
        if values["of"] != _name_index_format():
            return None
        return RebuildProgress(folder, int(values["after"]), int(values["written"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _name_index_format() -> str:
    return f"{SCHEMA_VERSION} {engine_name()}"


def _note_path(folder: Path, name: str) -> Path:
    return folder.with_name(folder.name + name)
