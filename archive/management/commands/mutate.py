"""`manage.py mutate`: small faults made on purpose, and whether a test notices."""

from __future__ import annotations

import random
import signal
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.management.mutation import (
    Fault,
    FaultRun,
    choose_tests,
    describe_survivors,
    find_faults,
    format_shares,
    run_faults,
    share_by_layer,
)
from archive.management.mutation.covering_tests import MOST_SECONDS
from archive.management.mutation.fault_runs import TestsFailError

PACKAGE = "archive"
NOT_MUTATED = ("migrations", "management", "locale", "static")


class Command(BaseCommand):
    help = (
        "Make small faults in a copy of the code, run the tests near each fault, "
        "and report which share the tests notice. Example: manage.py mutate "
        "--layer citations --most 20"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where, how many, and which of all that can be made."""
        parser.add_argument(
            "--layer",
            action="append",
            metavar="NAME",
            help=(
                "a layer or one of its modules, for example citations or "
                "models/visibility.py (default: all)"
            ),
        )
        parser.add_argument(
            "--most",
            type=int,
            default=20,
            help="number of faults in each layer (default: 20)",
        )
        parser.add_argument(
            "--seed",
            type=int,
            default=0,
            help="number that selects other faults (default: 0)",
        )
        parser.add_argument(
            "--seconds",
            type=float,
            default=MOST_SECONDS,
            help="processor time for the tests of one fault (default: 30)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each fault, the survivors, a table; exit code 1 below a floor."""
        root: Path = settings.BASE_DIR
        table = read_mutation_settings(root)
        faults: list[tuple[Path, Fault]] = []
        for layer in options["layer"] or sorted(table.get("floors", {})):
            modules = list_modules(root, layer)
            faults += sample_faults(root, modules, options["most"], options["seed"])
        runs = self._run_each(root, faults, table, options["seconds"])
        self.stdout.write("")
        for line in describe_survivors(runs):
            self.stdout.write(line)
        shares = share_by_layer(runs, table.get("floors", {}))
        self.stdout.write("\n" + "\n".join(format_shares(shares)))
        if any(share.is_below for share in shares):
            sys.exit(1)

    def _run_each(
        self,
        root: Path,
        faults: list[tuple[Path, Fault]],
        table: dict[str, Any],
        seconds: float,
    ) -> list[FaultRun]:
        """Run all, or as many as there is patience for: Ctrl-C and `kill` have it tell
        what is known, and leave no process and no copy."""
        tests_by_layer: dict[str, list[str]] = table.get("tests", {})
        runs: list[FaultRun] = []

        def choose(module: Path) -> list[str]:
            layer = Path(module.parts[1]).stem
            return choose_tests(
                root, module, PACKAGE, tuple(tests_by_layer.get(layer, ()))
            )

        try:
            pytest_options = table.get("options", ())
            with _interrupted_by_signals():
                for run in run_faults(
                    root, faults, choose, pytest_options, seconds, self.stderr.write
                ):
                    runs.append(run)
                    place = f"{run.module}:{run.fault.line}"
                    kind = run.fault.kind
                    self.stdout.write(
                        f"{len(runs)}/{len(faults)} {run.outcome.value}: {place} {kind}"
                    )
                    self.stdout.flush()
        except KeyboardInterrupt:
            self.stderr.write(f"stopped after {len(runs)} of {len(faults)}")
        except TestsFailError as error:
            raise CommandError(str(error)) from error
        return runs


@contextmanager
def _interrupted_by_signals() -> Iterator[None]:
    """Raise `KeyboardInterrupt` for `kill` too, and where Ctrl-C was ignored, as it is
    behind `nohup … &`."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(one, interrupt) for one in signals]
    try:
        yield
    finally:
        for one, handler in zip(signals, before, strict=True):
            signal.signal(one, handler)


def read_mutation_settings(root: Path) -> dict[str, Any]:
    """`[tool.archive.mutate]`: options of pytest; floors in percent, and tests beside
    the nearest, by layer."""
    text = (root / "pyproject.toml").read_text("utf-8")
    settings: dict[str, Any] = tomllib.loads(text).get("tool", {}).get(PACKAGE, {})
    table: dict[str, Any] = settings.get("mutate", {})
    return table


def list_modules(root: Path, layer: str) -> list[Path]:
    """The modules of a layer, or the one that `layer` names, as paths below `root`."""
    folder = root / PACKAGE / layer
    places = [folder, folder.with_suffix(".py")]
    place = next((each for each in places if each.exists()), None)
    if place is None:
        raise CommandError(f"there is no layer or module {PACKAGE}/{layer}")
    paths = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    inside = (path.relative_to(root) for path in paths)
    return [path for path in inside if path.parts[1] not in NOT_MUTATED]


def sample_faults(
    root: Path, modules: list[Path], most: int, seed: int
) -> list[tuple[Path, Fault]]:
    """At most `most` faults of these modules, chosen by `seed`, by module and line."""
    faults = [
        (module, fault)
        for module in modules
        for fault in find_faults((root / module).read_text("utf-8"))
    ]
    chosen = random.Random(seed).sample(faults, min(most, len(faults)))
    return sorted(chosen, key=lambda pair: (pair[0], pair[1].start, pair[1].text))
