"""Two imports of the same bytes at once, of which one fails late."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .fault_rows import FaultRow
from .installation import copy_installation


def measure_same_bytes(template: Path) -> Iterator[FaultRow]:
    """The one that succeeds keeps its original."""
    with copy_installation(template) as installation:
        found = installation.work_inside("import_same_bytes")
        row = FaultRow("two imports of the same bytes, one fails", saved=found["saved"])
        row.lost = found["lost"]
        left = installation.work_inside("check_saved", "[]")
        row.half, row.files = len(left["half"]), len(left["files"])
        row.notes += left["half"][:3]
        yield row
