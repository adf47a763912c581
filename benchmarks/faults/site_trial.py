"""One fault of a running site: readers and an editor meanwhile, and what is left."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic, sleep

from benchmarks.child_process import MeasurementFailed

from .fault_rows import Answers, FaultRow
from .installation import Installation

SAVE_PAUSE = 0.3


class SiteTrial:
    """A site with readers and an editor, and the row of its fault."""

    def __init__(self, installation: Installation, fault: str) -> None:
        self.installation = installation
        self.answers = Answers()
        self.row = FaultRow(fault, answers=self.answers)
        self._number = 0

    def save(self) -> bool:
        """Save one event at the desk; False without an answer or an acknowledgement."""
        self._number += 1
        title = f"{self.row.fault} number {self._number}"
        with suppress(OSError):
            return self.installation.save(title, self.answers)
        return False

    @contextmanager
    def save_meanwhile(self) -> Iterator[None]:
        """An editor who saves one event after another."""
        stop = threading.Event()

        def save_all() -> None:
            while not stop.wait(SAVE_PAUSE):
                self.save()

        thread = threading.Thread(target=save_all)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def wait_until(self, is_well: Callable[[], bool], since: float) -> None:
        """Note how long it took until something was as it should be."""
        while not is_well():
            if monotonic() - since > 100:
                raise MeasurementFailed(f"{self.row.fault}: it does not recover")
            sleep(0.05)
        self.note_recovery(monotonic() - since)

    def note_recovery(self, seconds: float) -> None:
        """Remember the slowest recovery."""
        self.row.recovered = max(self.row.recovered or 0.0, seconds)

    def is_home_page_good(self) -> bool:
        """Whether readers get the first page, which asks the database."""
        with suppress(OSError):
            return self.installation.ask("/", seconds=20)[0] == 200
        return False


@contextmanager
def run_trial(installation: Installation, fault: str) -> Iterator[SiteTrial]:
    """A site with an editor who is logged in; afterwards what was lost is counted."""
    trial = SiteTrial(installation, fault)
    installation.start()
    installation.log_in()
    if not trial.save():
        raise MeasurementFailed("the editor cannot save before the fault")
    try:
        yield trial
    finally:
        installation.stop()
    sleep(2)  # children of a killed parent look for it once a second
    row = trial.row
    row.processes = len(installation.list_processes())
    installation.end_processes()
    found = installation.work_inside("check_saved", json.dumps(installation.saved))
    row.saved += len(installation.saved)
    row.lost += len(found["lost"])
    row.half += len(found["half"])
    row.files += len(found["files"])
    row.notes += found["half"][:3]
    if wrong := installation.work_inside("check_index"):
        row.notes.append(f"index: {wrong[0]}")
