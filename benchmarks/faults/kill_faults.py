"""kill -9 of the site's processes, and of commands in the midst of their work."""

from __future__ import annotations

import json
import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

from .fault_rows import FaultRow
from .installation import Installation, copy_installation
from .site_trial import SiteTrial, run_trial

COMMANDS = (
    "import",
    "intake",
    "draft of an intake",
    "sources of an intake",
    "parts of an intake",
    "capture",
    "reindex",
    "erase",
    "backup",
    "restore",
)
CHANCE = random.Random(16)


def measure_kills(template: Path, times: int) -> Iterator[FaultRow]:
    """A row for each process and each command."""
    for fault, kill in (
        ("kill -9: pages", _kill_pages),
        ("kill -9: parent", _kill_parent),
        ("kill -9: index worker", _kill_index_worker),
    ):
        with copy_installation(template) as installation:
            with run_trial(installation, fault) as trial:
                trial.row.times = times
                with installation.read_meanwhile(trial.answers):
                    kill(installation, trial, times)
            yield trial.row
    for name in COMMANDS:
        with copy_installation(template) as installation:
            yield _kill_command(installation, name, times)


def _kill_pages(installation: Installation, trial: SiteTrial, times: int) -> None:
    background = installation.list_children()[-1]
    with trial.save_meanwhile():
        for _n in range(times):
            sleep(CHANCE.uniform(0.2, 0.8))
            pages = set(installation.list_children()) - {background}
            os.kill(CHANCE.choice(sorted(pages)), signal.SIGKILL)
            began = monotonic()
            trial.wait_until(trial.is_home_page_good, began)


def _kill_parent(installation: Installation, trial: SiteTrial, times: int) -> None:
    with trial.save_meanwhile():
        for _n in range(times):
            sleep(CHANCE.uniform(0.2, 0.8))
            assert installation.process is not None
            installation.process.kill()
            installation.process.wait()
            began = monotonic()
            while installation.list_processes():  # they end by themselves
                sleep(0.1)
            trial.note_recovery(monotonic() - began)
            installation.start()  # as a service manager does


def _kill_index_worker(
    installation: Installation, trial: SiteTrial, times: int
) -> None:
    pages = set(installation.list_children()[:-1])
    published: list[str] = []
    for n in range(times):
        publisher = installation.begin_inside("publish_events", 10 * n, 3)
        sleep(CHANCE.uniform(0, 0.6))
        others = set(installation.list_children()) - pages
        for process in others:
            os.kill(process, signal.SIGKILL)
        began = monotonic()
        assert publisher.stdout is not None
        titles = json.loads(publisher.stdout.read().splitlines()[-1])
        publisher.wait()
        last = titles[-1]
        trial.wait_until(lambda last=last: _is_found(installation, last), began)
        published += titles
    trial.row.saved += len(published)
    missing = installation.work_inside("find_published", json.dumps(published))
    trial.row.lost += len(missing)


def _is_found(installation: Installation, title: str) -> bool:
    _status, _headers, page = installation.ask(f"/search/?q={title.split()[0]}")
    return title in page.replace("<mark>", "").replace("</mark>", "")


def _kill_command(installation: Installation, name: str, times: int) -> FaultRow:
    found = installation.work_inside("kill_command", name, times)
    row = FaultRow(f"kill -9: {name}", times, recovered=found["recovered"])
    row.saved, row.lost = found["saved"], found["lost"]
    row.half = len(found["half"])
    row.notes += found["half"][:3]
    left = installation.work_inside("check_saved", "[]")
    row.files = len(left["files"])
    row.notes += left["half"][:3]
    row.processes = len(installation.list_processes())
    return row
