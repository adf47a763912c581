"""The real site with the demonstration, in a folder of its own, until it is stopped."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote, urlencode

from benchmarks.child_process import PROJECT_FOLDER, MeasurementFailed

HOST = "127.0.0.1"  # the only address that is ever attacked
START_SECONDS = 300  # for a machine that does much else
STOP_SECONDS = 20
REQUEST_SECONDS = 30  # without a byte of an answer
FORM_TYPE = "application/x-www-form-urlencoded"
_STAMP = re.compile(r'name="stamp" value="([^"]+)"')
_ENTRY = re.compile(r'href="/articles/([0-9a-z]{8})/')


@dataclass(frozen=True)
class Answer:
    """An answer; `status` is 0 where the connection broke.

    `cpu_seconds` is what that of the site's processes for pages which worked most did
    until it was there: about the time that it takes on a machine that does nothing
    else.
    """

    status: int
    seconds: float
    cpu_seconds: float
    body: str = ""
    location: str = ""


@dataclass(frozen=True)
class ReaderClient:
    """A reader with an address of their own, as a trusted proxy names it; or without
    one, like readers who come through Tor."""

    port: int
    address: str = ""
    pages_processes: tuple[int, ...] = ()

    def request(
        self, path: str, form: Mapping[str, object] | None = None, method: str = ""
    ) -> Answer:
        """One request on a connection of its own, answered whole."""
        body = None if form is None else urlencode(form, doseq=True)
        headers = {"Accept-Language": "en", "Connection": "close"}
        if self.address:
            headers["X-Forwarded-For"] = self.address
        if body is not None:
            headers["Content-Type"] = FORM_TYPE
        began, worked = monotonic(), list(map(read_cpu_seconds, self.pages_processes))
        line = http.client.HTTPConnection(HOST, self.port, timeout=REQUEST_SECONDS)
        try:
            verb = method or ("GET" if body is None else "POST")
            line.request(verb, quote(path, "/?=&+"), body, headers)
            response = line.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return Answer(0, monotonic() - began, 0.0)
        finally:
            line.close()
        done = map(read_cpu_seconds, self.pages_processes)
        cpu = max([now - then for now, then in zip(done, worked, strict=True)] or [0])
        location = response.headers.get("Location", "")
        return Answer(response.status, monotonic() - began, cpu, text, location)

    def find_entries(self) -> list[str]:
        """Ids of articles that the site lists."""
        return list(dict.fromkeys(_ENTRY.findall(self.request("/articles/").body)))

    def find_stamp(self, id_code: str) -> str:
        """The stamp of a form for reports, which is too fresh for three seconds."""
        found = _STAMP.search(self.request(f"/entries/{id_code}/report/").body)
        return found[1] if found else ""


def read_cpu_seconds(process: int) -> float:
    """How long a process has worked."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def run_site(folder: str) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Serve the demonstration until the block ends; gives the port, and the processes
    that answer pages.

    `folder` holds all its data. It believes `X-Forwarded-For` of this machine, so that
    one machine can play several readers. Raises `MeasurementFailed`.
    """
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        port = int(trial.getsockname()[1])
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
        _wait_for_pages(process, port)
        parent = process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
        # The last is for the work behind the pages.
        yield port, tuple(sorted(map(int, children.split()))[:-1])
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for_pages(process: subprocess.Popen[bytes], port: int) -> None:
    end = monotonic() + START_SECONDS
    while monotonic() < end and process.poll() is None:
        if ReaderClient(port).request("/healthz").status == http.client.OK:
            return
        sleep(0.2)
    raise MeasurementFailed("the site did not start")
