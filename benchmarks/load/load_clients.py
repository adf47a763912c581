"""Readers who ask a site of this machine, in a process of their own."""

from __future__ import annotations

import json
import random
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import OK, HTTPConnection, HTTPException
from itertools import count
from time import monotonic, sleep
from urllib.parse import quote

from benchmarks.served_site import HOST

REQUEST_SECONDS = 60  # without a byte of an answer
PAUSE_SECONDS = (1.0, 3.0)  # of a reader between two pages
# No page is held in memory for a request with a cookie.
FIRST_VIEW = {"Cookie": "measured=1"}


@dataclass
class AnswerTimes:
    """Seconds of the answers, and how many were not as they should be."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0

    def summarize(self) -> dict[str, float]:
        """Number, errors, and p50, p95 and longest in seconds."""
        times = sorted(self.seconds) or [0.0]
        return {
            "answers": len(self.seconds),
            "errors": self.errors,
            "p50": times[len(times) // 2],
            "p95": times[int(len(times) * 0.95)],
            "longest": times[-1],
        }


class LoadReader:
    """One reader, whom a trusted proxy names; keeps a connection as browsers do."""

    def __init__(self, port: int, number: int, times: AnswerTimes) -> None:
        self._port = port
        self._address = f"198.51.100.{number % 250 + 1}"
        self._times = times
        self._line: HTTPConnection | None = None

    def request(self, path: str, headers: dict[str, str]) -> None:
        """Ask for a page and note how long it took; errors are counted."""
        began = monotonic()
        try:
            status = self._read_page(path, headers)
        except (OSError, HTTPException):
            status = 0
            self.close()
        if status == OK:
            self._times.seconds.append(monotonic() - began)
        else:
            self._times.errors += 1

    def _read_page(self, path: str, headers: dict[str, str]) -> int:
        if self._line is None:
            self._line = HTTPConnection(HOST, self._port, timeout=REQUEST_SECONDS)
        mine = {"X-Forwarded-For": self._address, "Accept-Encoding": "gzip"}
        self._line.request("GET", quote(path, "/?=&+%"), headers={**mine, **headers})
        answer = self._line.getresponse()
        answer.read()
        return answer.status

    def close(self) -> None:
        """End the connection."""
        if self._line is not None:
            self._line.close()
        self._line = None


def ask_steadily(
    port: int, readers: int, seconds: float, is_first: bool, paths: Sequence[str]
) -> dict[str, float]:
    """Readers who ask for one page after the other, without a pause."""

    def read(reader: LoadReader, number: int, end: float) -> None:
        for turn in count(number):
            if monotonic() > end:
                return
            reader.request(paths[turn % len(paths)], FIRST_VIEW if is_first else {})

    return _read_together(port, readers, seconds, read)


def browse(
    port: int, readers: int, seconds: float, paths: Sequence[str]
) -> dict[str, float]:
    """Readers who choose among the pages, and stay one to three seconds on each."""

    def read(reader: LoadReader, number: int, end: float) -> None:
        choice = random.Random(number)
        sleep(choice.uniform(0, PAUSE_SECONDS[1]))
        while monotonic() < end:
            reader.request(choice.choice(paths), {})
            sleep(choice.uniform(*PAUSE_SECONDS))

    return _read_together(port, readers, seconds, read)


def _read_together(
    port: int,
    readers: int,
    seconds: float,
    read: Callable[[LoadReader, int, float], None],
) -> dict[str, float]:
    times = AnswerTimes()
    end = monotonic() + seconds
    all_readers = [LoadReader(port, number, times) for number in range(readers)]
    threads = [
        threading.Thread(target=read, args=(reader, number, end))
        for number, reader in enumerate(all_readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for reader in all_readers:
        reader.close()
    return times.summarize()


def run_clients(task: str) -> int:
    """Do what a task in JSON says, and print the summary as JSON."""
    asked = json.loads(task)
    how = asked.pop("how")
    found = browse(**asked) if how == "browse" else ask_steadily(**asked)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(run_clients(sys.argv[1]))
