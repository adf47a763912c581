"""Files of originals, kept under their SHA-256 for editors only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db import DatabaseError
from django.utils.translation import gettext as _

from archive.stored_files import (
    ORIGINALS_FOLDER,
    delete_unnamed_files,
    keep_stored_files,
    originals_folder,
)


class OriginalsError(RuntimeError):
    """A stored file that does not match its name, or that cannot be written."""


class OriginalStore:
    """Stores files, and remembers which were new."""

    def __init__(self) -> None:
        self.new: list[str] = []

    def store(self, content: bytes) -> str:
        """Store the bytes once, readable by their owner only; return their name."""
        digest = sha256(content).hexdigest()
        path, name = originals_folder() / digest, f"{ORIGINALS_FOLDER}/{digest}"
        if path.exists():
            if sha256(path.read_bytes()).hexdigest() != digest:
                raise OriginalsError(
                    _(
                        "The file %(path)s is damaged. Run manage.py verify, and "
                        "replace the file from a backup."
                    )
                    % {"path": path}
                )
        else:
            _write_original(path, content)
            self.new.append(name)
        return name


@contextmanager
def store_originals() -> Iterator[OriginalStore]:
    """Store files around a transaction; if it fails, the new files are removed, unless
    another record names them by then."""
    store = OriginalStore()
    try:
        with keep_stored_files():
            yield store
    except BaseException:
        if store.new:
            with suppress(DatabaseError):  # else `clean` removes them later
                delete_unnamed_files(store.new)
        raise


def _write_original(path: Path, content: bytes) -> None:
    """Write beside, then rename, so that nobody sees half a file. Its mode is 0600."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).rename(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise OriginalsError(
            _(
                "We can't write to %(folder)s (%(error)s). Check its permissions and "
                "free space."
            )
            % {"folder": path.parent, "error": error.strerror}
        ) from error
