"""A write lock that is held, an index that is spoiled, and a clock that is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from .fault_rows import FaultRow
from .installation import Installation, copy_installation
from .site_trial import SiteTrial, run_trial

DAY_SECONDS = 86_400


def measure_held_lock(template: Path, seconds: float) -> Iterator[FaultRow]:
    """SQLite's write lock, held by another process while readers read and one saves."""
    fault = f"write lock held {seconds:.0f} s"
    with copy_installation(template) as installation:
        with run_trial(installation, fault) as trial:
            holder = installation.begin_inside("hold_write_lock", seconds)
            with installation.read_meanwhile(trial.answers), trial.save_meanwhile():
                holder.wait()
            trial.wait_until(trial.save, monotonic())
        yield trial.row


def measure_spoiled_indexes(template: Path) -> Iterator[FaultRow]:
    """The index gone, cut, of another program, and not to be written."""
    for fault, spoil in (
        ("index gone", _remove_index),
        ("index cut", _cut_index),
        ("index foreign", _replace_index),
    ):
        with copy_installation(template) as installation:
            with (
                run_trial(installation, fault) as trial,
                installation.read_meanwhile(trial.answers),
            ):
                spoil(installation.folder / "index")
                installation.begin_inside("publish_events", 0, 3).communicate()
                wait_until_found(installation, trial, "Faultword2")
            yield trial.row


def measure_wrong_clock(template: Path) -> Iterator[FaultRow]:
    """A day forward, then back: what was published tomorrow is found today."""
    with copy_installation(template) as installation:
        with run_trial(installation, "clock a day forward and back") as trial:
            for begin, shift in ((0, DAY_SECONDS), (10, 0)):
                installation.stop()
                installation.clock_shift = shift
                installation.start()
                installation.log_in()
                trial.save()
                with installation.read_meanwhile(trial.answers):
                    installation.begin_inside("publish_events", begin, 3).communicate()
                    wait_until_found(installation, trial, f"Faultword{begin + 2}")
                installation.stop()
                # This one is not indexed before the clock goes back.
                installation.begin_inside("publish_events", begin + 5, 1).communicate()
            installation.start()
            for word in ("Faultword5", "Faultword2", "Faultword15"):
                wait_until_found(installation, trial, word)
        yield trial.row


def wait_until_found(installation: Installation, trial: SiteTrial, word: str) -> None:
    """Note how long it takes until a published event is found."""

    def is_found() -> bool:
        status, _headers, page = installation.ask(f"/search/?q={word}")
        return status == 200 and "was published" in page

    trial.wait_until(is_found, monotonic())


def _remove_index(index: Path) -> None:
    shutil.rmtree(index)


def _list_live_files(index: Path) -> list[Path]:
    live = index / (index / "current").read_text().split()[-1]
    return [path for path in live.rglob("*") if path.is_file()]


def _cut_index(index: Path) -> None:
    for path in _list_live_files(index):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _replace_index(index: Path) -> None:
    for path in _list_live_files(index):
        path.write_bytes(b"%PDF-1.7\n" + b"not an index " * 40)
