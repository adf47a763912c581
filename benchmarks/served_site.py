"""The real site in a folder of its own, until it is stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import OK, HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep

from benchmarks.child_process import PROJECT_FOLDER, MeasurementFailed

HOST = "127.0.0.1"  # the only address that is ever asked
START_SECONDS = 300  # for a machine that does much else
STOP_SECONDS = 20


@dataclass(frozen=True)
class ServedSite:
    """Its port, and the numbers of its processes: the parent, those that answer pages,
    and the one for the work behind them."""

    port: int
    parent: int
    pages: tuple[int, ...]
    background: int


def read_cpu_seconds(process: int) -> float:
    """How long a process has worked."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def run_site(folder: str) -> Iterator[ServedSite]:
    """Serve the archive of a folder until the block ends; the demonstration where the
    folder is empty.

    It believes `X-Forwarded-For` of this machine, so that one machine can play several
    readers. Raises `MeasurementFailed`.
    """
    port = find_free_port()
    settings = {
        name: value for name, value in os.environ.items() if name[:8] != "ARCHIVE_"
    }
    settings |= {"ARCHIVE_VAR": folder, "ARCHIVE_TRUSTED_PROXIES": HOST}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=PROJECT_FOLDER,
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_page(process, port, "/healthz")
        parent = process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
        *pages, behind = sorted(map(int, children.split()))
        yield ServedSite(port, parent, tuple(pages), behind)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def find_free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        return int(trial.getsockname()[1])


def wait_for_page(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    """Return when a page is answered well. Raises `MeasurementFailed`."""
    end = monotonic() + START_SECONDS
    while monotonic() < end and process.poll() is None:
        line = HTTPConnection(HOST, port, timeout=5)
        with suppress(OSError, HTTPException):
            line.request("GET", path)
            if line.getresponse().status == OK:
                return
        sleep(0.2)
    raise MeasurementFailed("the site did not start")
