"""Files of originals, kept under their SHA-256 for editors only."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.utils.translation import gettext as _

from archive.models import Article, Capture

ORIGINALS_FOLDER = "originals"


class OriginalsError(RuntimeError):
    """A stored file that does not match its name, or that cannot be written."""


class OriginalStore:
    """Stores files, and remembers which were new."""

    def __init__(self) -> None:
        self.new: list[Path] = []

    def store(self, content: bytes) -> str:
        """Store the bytes once, readable by their owner only; return their name."""
        digest = sha256(content).hexdigest()
        path = originals_folder() / digest
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
            self.new.append(path)
        return f"{ORIGINALS_FOLDER}/{digest}"


@contextmanager
def store_originals() -> Iterator[OriginalStore]:
    """Store files inside a transaction; if it fails, the new files are removed."""
    store = OriginalStore()
    try:
        yield store
    except BaseException:
        for path in store.new:
            path.unlink(missing_ok=True)
        raise


def originals_folder() -> Path:
    """The folder of originals, created for its owner only if it is missing."""
    path = Path(settings.MEDIA_ROOT) / ORIGINALS_FOLDER
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _write_original(path: Path, content: bytes) -> None:
    """Write beside, then rename, so that nobody sees half a file. Its mode is 0600."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).rename(path)
    except OSError as error:
        raise OriginalsError(
            _(
                "We can't write to %(folder)s (%(error)s). Check its permissions and "
                "free space."
            )
            % {"folder": path.parent, "error": error.strerror}
        ) from error


def delete_unused_originals(names: Iterable[str]) -> None:
    """Delete files that no record names any more; call after the transaction."""
    for name in names:
        articles = Article.objects.filter(original_file=name)
        if not articles.exists() and not Capture.objects.filter(file=name).exists():
            (Path(settings.MEDIA_ROOT) / name).unlink(missing_ok=True)
