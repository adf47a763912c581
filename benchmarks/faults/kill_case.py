"""What a kill of a command is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class KillCase:
    """What one kill is about: how it is prepared, what runs, and what must be so."""

    # Number → what the child does; `finish` does it again, to the end.
    begin: Callable[[int], Callable[[], None]]
    finish: Callable[[int], None]
    is_done: Callable[[int], bool]  # whether an acknowledged run is there
    list_half: Callable[[int], list[str]]
    notes: list[str] = field(default_factory=list)
