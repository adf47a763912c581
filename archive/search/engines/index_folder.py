"""The folder of an index: whose it is, what was written in it, when it is durable."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from .protocol import IndexUnreadable

FOLDER_MODE = 0o700  # a made-up index harms the reader; whoosh's can hold code
# What the system says where there is no space or no right: the index itself is good.
DISK_REFUSALS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EROFS}


def make_index_folder(folder: Path) -> None:
    """An empty folder that is its owner's only. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(FOLDER_MODE)


def refuse_shared_folder(folder: Path) -> None:
    """Raise `IndexUnreadable` where others could have written the index: made-up files
    can harm who reads them, and whoosh's can hold code that runs then."""
    try:
        mode = folder.stat().st_mode
    except OSError as error:
        raise IndexUnreadable(str(error)) from error
    if mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise IndexUnreadable(
            f"{folder} can be written by others: take that right away "
            f"(chmod go-w {folder}), then run reindex"
        )


def sync_folder(folder: Path) -> None:
    """Make the names in a folder outlast a loss of power. Raises `OSError`."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class MappedFiles:
    """Files that are written once and mapped from then on."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._stamps = {str(path): _file_stamp(path.stat()) for path in paths}

    @property
    def paths(self) -> list[Path]:
        """Where they are or were."""
        return [Path(name) for name in self._stamps]

    def check_unchanged(self) -> None:
        """Raise `IndexUnreadable` where one was changed since: reading what was cut off
        would end the process. One `stat` each; files merged away are passed over."""
        for name, stamp in self._stamps.items():
            try:
                stat = os.stat(name)  # noqa: PTH116 (twice as fast)
            except OSError:
                continue
            if _file_stamp(stat) != stamp:
                raise IndexUnreadable(f"{name} was changed by others")


def _file_stamp(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_size, stat.st_mtime_ns
