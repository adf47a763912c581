"""Files of originals and captures, into a backup and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Model

from archive.stored_files import delete_unnamed_files, keep_stored_files

from ._backed_up_models import list_file_columns
from ._bag import (
    BackupError,
    BagWriter,
    ReportFiles,
    compute_sha256,
    make_private_folder,
    read_chunks,
)
from ._rows import Row

MEDIA_FOLDER = "data/media/"


class DamagedMediaError(BackupError):
    """Files that records name are missing or altered."""

    def __init__(self, damaged: dict[str, str]) -> None:
        lines = [f"  {name}: {why}" for name, why in damaged.items()]
        super().__init__(
            "\n".join(
                [
                    "No backup was written: files that records name are damaged.",
                    *lines,
                    "Put them back from an older backup, then run the command again. "
                    "With --leave-out-damaged the backup is written without them, and "
                    "names them.",
                ]
            )
        )


def collect_file_names(model: type[Model], row: Row, digests: dict[str, str]) -> None:
    """Add the files that a row names, each with the SHA-256 that the row gives."""
    for column in list_file_columns(model):
        if row[column]:
            digests[row[column]] = row.get("sha256") or digests.get(row[column], "")


def copy_media(
    bag: BagWriter, names: dict[str, str], report: ReportFiles
) -> dict[str, str]:
    """Copy files into a backup; those that are missing or altered, and why."""
    damaged = {}
    for done, (name, digest) in enumerate(sorted(names.items()), start=1):
        path = Path(settings.MEDIA_ROOT) / name
        why = _find_damage(path, digest)
        if why:
            damaged[name] = why
            continue
        with bag.create_file(f"media/{name}") as file:
            for chunk in read_chunks(path):
                file.write(chunk)
        if digest and bag.hashes[MEDIA_FOLDER + name] != digest:
            raise BackupError(f"{path} was altered while it was copied: run it again.")
        report(done, len(names))
    return damaged


def _find_damage(path: Path, digest: str) -> str:
    try:
        if not path.is_file():
            return "the file is missing"
        if digest and compute_sha256(path) != digest:
            return f"the file has another SHA-256 than {digest}"
    except OSError as error:
        return f"we can't read the file: {error.strerror}"
    return ""


@contextmanager
def put_back_media(folder: Path, hashes: dict[str, str]) -> Iterator[int]:
    """Copy a backup's files into the folder of media; if what follows fails, those that
    are new are removed. Raises `BackupError` where a file of the same name differs."""
    new: list[str] = []
    names = [name for name in hashes if name.startswith(MEDIA_FOLDER)]
    try:
        with keep_stored_files():
            _copy_missing_files(folder, hashes, names, new)
            yield len(names)
    except BaseException:
        with suppress(DatabaseError):  # else `clean` removes them later
            delete_unnamed_files(new)
        raise


def _copy_missing_files(
    folder: Path, hashes: dict[str, str], names: list[str], new: list[str]
) -> None:
    """Copy the files that are not there yet, and add their names to `new`. Raises
    `BackupError` where a file of the same name differs."""
    for name in names:
        stored_name = name.removeprefix(MEDIA_FOLDER)
        path = Path(settings.MEDIA_ROOT) / stored_name
        if path.exists():
            if compute_sha256(path) != hashes[name]:
                raise BackupError(
                    f"{path} is there already, and differs from the backup's: move "
                    "it away. Nothing was restored."
                )
            continue
        new.append(stored_name)
        _copy_file(folder / name, path, hashes[name])


def _copy_file(source: Path, path: Path, digest: str) -> None:
    """Write beside, then rename, so that nobody sees half a file. Its mode is 0600."""
    make_private_folder(path.parent)
    copied = sha256()
    with NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
        try:
            for chunk in read_chunks(source):
                copied.update(chunk)
                file.write(chunk)
            if copied.hexdigest() != digest:
                raise BackupError(f"{source} was altered meanwhile: run it again.")
            Path(file.name).rename(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
