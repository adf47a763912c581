"""Whose folder an index is."""

from __future__ import annotations

import stat
from pathlib import Path

from .protocol import IndexUnreadable


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
