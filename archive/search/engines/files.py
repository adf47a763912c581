"""The files that an open index reads from."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from .protocol import IndexUnreadable


class MappedFiles:
    """Files that are written once and mapped from then on."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._written = {str(path): _file_stamp(path.stat()) for path in paths}

    @property
    def paths(self) -> list[Path]:
        """Where they are or were."""
        return [Path(name) for name in self._written]

    def check(self) -> None:
        """Raise `IndexUnreadable` where one was changed since: reading what was cut off
        would end the process. A look at each; those merged away are passed over."""
        for name, written in self._written.items():
            try:
                found = os.stat(name)  # noqa: PTH116 (twice as fast)
            except OSError:
                continue
            if _file_stamp(found) != written:
                raise IndexUnreadable(f"{name} was changed by others")


def _file_stamp(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns
