"""Makes faults on purpose and prints the table, a row as soon as it is measured."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup()

from benchmarks.child_process import PROJECT_FOLDER, MeasurementFailed  # noqa: E402
from benchmarks.machine import describe_load, describe_machine  # noqa: E402

from .cluster_faults import measure_cluster_faults  # noqa: E402
from .fault_rows import Answers, FaultRow, format_head  # noqa: E402
from .full_disks import DISKS, READ_ONLY  # noqa: E402
from .installation import prepare_template  # noqa: E402
from .kill_faults import measure_kills  # noqa: E402
from .lock_faults import (  # noqa: E402
    measure_held_lock,
    measure_spoiled_indexes,
    measure_wrong_clock,
)
from .postgresql_faults import measure_postgresql_faults  # noqa: E402
from .same_bytes import measure_same_bytes  # noqa: E402


def run_faults(times: int, seconds: float) -> int:
    """Print the table; 1 where a row is not as wanted, 2 where one fails."""
    words = ["--only", "faults", "--times", str(times), "--seconds", f"{seconds:.0f}"]
    for line in describe_machine(words):
        print(f"- {line}", flush=True)
    failures = []
    try:
        with prepare_template() as template:
            print(flush=True)
            for line in format_head():
                print(line, flush=True)
            for row in measure_all(template, times, seconds):
                print(row.format_line(), flush=True)
                failures += [f"{row.fault}: {what}" for what in row.list_failures()]
    except MeasurementFailed as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    print(f"\nAt the end: {describe_load()}")
    for failure in failures:
        print(f"Not as wanted: {failure}")
    return 1 if failures else 0


def measure_all(template: Path, times: int, seconds: float) -> Iterator[FaultRow]:
    """Every row, in the order of the table."""
    yield from measure_kills(template, times)
    yield from measure_same_bytes(template)
    yield from measure_held_lock(template, seconds)
    yield from measure_disks_apart(template)
    yield from measure_spoiled_indexes(template)
    yield from measure_wrong_clock(template)
    yield from measure_postgresql_faults(template, seconds)
    yield from measure_cluster_faults(template, times, seconds)


def measure_disks_apart(template: Path) -> Iterator[FaultRow]:
    """The rows of full disks, from a process with mounts of its own."""
    unshare = shutil.which("unshare")
    apart = ["--mount"] if os.geteuid() == 0 else ["--map-root-user", "--mount"]
    words = [str(unshare), *apart, sys.executable, "-m", "benchmarks.faults.full_disks"]
    ended = unshare and subprocess.run(
        [*words, str(template)],
        cwd=PROJECT_FOLDER,
        capture_output=True,
        text=True,
        check=False,
    )
    if not ended or ended.returncode:
        last = (ended.stderr.strip().splitlines() or [""])[-1] if ended else ""
        for disk in DISKS:
            yield FaultRow(f"full disk: {disk}", skipped=last or "no unshare here")
        yield FaultRow(READ_ONLY, skipped=last or "no unshare here")
        return
    for fields in json.loads(ended.stdout.splitlines()[-1]):
        yield FaultRow(**{**fields, "answers": Answers(**fields["answers"])})


if __name__ == "__main__":
    sys.exit(run_faults(int(sys.argv[1]), float(sys.argv[2])))
