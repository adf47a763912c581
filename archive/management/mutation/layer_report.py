"""What the tests noticed, by layer, and what they did not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .fault_making import iter_lines_changed
from .fault_runs import FaultRun


@dataclass(frozen=True)
class LayerShare:
    """How many faults of a layer were noticed, and the least share in percent."""

    layer: str
    faults: int
    noticed: int
    floor: int

    @property
    def share(self) -> int:
        """Noticed faults in percent, rounded down."""
        return 100 * self.noticed // self.faults if self.faults else 100

    @property
    def is_below(self) -> bool:
        """Whether fewer were noticed than the floor says."""
        return self.share < self.floor


def get_layer(module: Path) -> str:
    """The layer of a module: the folder, or the file, below the package."""
    return Path(module.parts[1]).stem


def share_by_layer(
    runs: Iterable[FaultRun], floors: Mapping[str, int]
) -> list[LayerShare]:
    """The shares of all layers that faults were made in, by name."""
    by_layer: dict[str, list[bool]] = {}
    for run in runs:
        by_layer.setdefault(get_layer(run.module), []).append(run.is_noticed)
    return [
        LayerShare(layer, len(noticed), sum(noticed), floors.get(layer, 0))
        for layer, noticed in sorted(by_layer.items())
    ]


def format_shares(shares: Iterable[LayerShare]) -> Iterator[str]:
    """The table, a line each."""
    yield f"{'layer':<16}{'faults':>8}{'noticed':>9}{'share':>8}{'floor':>8}"
    for one in shares:
        below = "  below its floor" if one.is_below else ""
        yield (
            f"{one.layer:<16}{one.faults:>8}{one.noticed:>9}{one.share:>7}%"
            f"{one.floor:>7}%{below}"
        )


def describe_survivors(runs: Iterable[FaultRun]) -> Iterator[str]:
    """Each fault that no test noticed: file, line, kind, and the lines it changes."""
    for run in runs:
        if not run.is_noticed:
            yield f"{run.module}:{run.fault.line} {run.fault.kind}"
            yield from (f"    {line}" for line in _changed_lines(run))


def _changed_lines(run: FaultRun) -> Iterator[str]:
    return iter_lines_changed(run.source, run.fault)
