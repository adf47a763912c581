"""PostgreSQL that is stopped, has no connection left, or is started again."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from tests.postgresql import Server, Unavailable

from .fault_rows import FaultRow
from .installation import Installation
from .site_trial import SiteTrial, run_trial

READERS = 48
FAULTS = (
    "PostgreSQL stopped",
    "PostgreSQL without connections",
    "PostgreSQL restarted",
)


def measure_postgresql_faults(template: Path, seconds: float) -> Iterator[FaultRow]:
    """A row for each fault, on a server of the benchmark's own."""
    try:
        server = Server(is_durable=True)  # what it acknowledged must stay
    except (Unavailable, OSError, RuntimeError) as reason:
        for fault in FAULTS:
            yield FaultRow(fault, skipped=str(reason))
        return
    try:
        with TemporaryDirectory(prefix="archive-faults-", dir=template.parent) as name:
            installation = Installation(Path(name), server.url("postgres"))
            installation.manage("serve", "--prepare-only")
            installation.work_inside("add_accounts")
            for fault in (_stop_server, _use_up_connections, _restart_server):
                yield from fault(installation, server, seconds)
                installation.saved.clear()
            installation.end_processes()
    finally:
        server.stop()


def _list_server_processes(server: Server) -> list[int]:
    pid_file = server.folder / "data" / "postmaster.pid"
    parent = int(pid_file.read_text().split()[0])
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [parent, *map(int, children.split())]


def _stop_server(
    installation: Installation, server: Server, seconds: float
) -> Iterator[FaultRow]:
    fault = f"PostgreSQL stopped {seconds:.0f} s, {READERS} readers"
    with (
        run_trial(installation, fault) as trial,
        installation.read_meanwhile(trial.answers, READERS),
        trial.save_meanwhile(),
    ):
        sleep(2)
        processes = _list_server_processes(server)
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            sleep(seconds)
        finally:
            for process in processes:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGCONT)
        _wait_for_recovery(trial)
    yield trial.row


def _use_up_connections(
    installation: Installation, _server: Server, seconds: float
) -> Iterator[FaultRow]:
    fault = f"PostgreSQL without connections {seconds:.0f} s"
    with run_trial(installation, fault) as trial:
        holder = installation.begin_inside("use_up_connections", seconds)
        with installation.read_meanwhile(trial.answers, 8), trial.save_meanwhile():
            holder.wait()
            _wait_for_recovery(trial)
    yield trial.row


def _restart_server(
    installation: Installation, server: Server, _seconds: float
) -> Iterator[FaultRow]:
    with (
        run_trial(installation, "PostgreSQL restarted") as trial,
        installation.read_meanwhile(trial.answers, 8),
        trial.save_meanwhile(),
    ):
        sleep(1)
        began = monotonic()
        thread = threading.Thread(target=_restart, args=(server,))
        thread.start()
        thread.join()
        trial.wait_until(trial.is_home_page_good, began)
        trial.wait_until(trial.save, began)
    yield trial.row


def _restart(server: Server) -> None:
    data = server.folder / "data"
    server.run("pg_ctl", "-w", "-D", data, "-m", "immediate", "stop")
    sleep(1)
    log = server.folder / "log"
    options = f"-h '' -k {server.folder}"
    server.run("pg_ctl", "-w", "-D", data, "-l", log, "-o", options, "start")


def _wait_for_recovery(trial: SiteTrial) -> None:
    began = monotonic()
    trial.wait_until(trial.is_home_page_good, began)
    trial.wait_until(trial.save, began)
