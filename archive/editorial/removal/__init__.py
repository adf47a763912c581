"""Removing many entries at once, and what people did to them since."""

from ._import_undo import UndoneRun, undo_import_run
from ._later_work import add_used_entries, find_later_work, find_later_work_on_trails

__all__ = [
    "UndoneRun",
    "add_used_entries",
    "find_later_work",
    "find_later_work_on_trails",
    "undo_import_run",
]
