"""Attacks on a site of this machine; each ends by itself after a time."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

from archive.text.idcodes import new_id_code
from benchmarks.served_site import HOST

from .attacked_site import ReaderClient

PARALLEL_SEARCHES = 50
SLOW_CONNECTIONS = 64
DRIP_SECONDS = 3.0  # between two lines or bytes of a slow request
BASKET_BYTES = 1_900_000
STAMP_SECONDS = 4  # until a form for reports may be sent
COMMON_WORDS = ("surveillance", "police", "China", "data", "camera", "Xinjiang")
SLOW_HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
SLOW_BODY = b"POST /basket/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n\r\n"


@dataclass
class Attacker:
    """Somebody with one address who sends what they like until `stop` is set."""

    client: ReaderClient
    stop: threading.Event = field(default_factory=threading.Event)
    statuses: Counter[int] = field(default_factory=Counter)

    def send(self, path: str, form: dict[str, object] | None = None) -> None:
        """One request; its status is counted."""
        self.statuses[self.client.request(path, form).status] += 1

    def run_parallel(self, threads: int, request: Callable[[int], None]) -> None:
        """Send request after request in so many threads, numbered from 0."""
        numbers = count()

        def repeat() -> None:
            while not self.stop.is_set():
                request(next(numbers))

        running = [threading.Thread(target=repeat) for _n in range(threads)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()


def send_searches(attacker: Attacker) -> None:
    """50 searches at any moment, none of them twice."""
    words = COMMON_WORDS

    def request(number: int) -> None:
        other = words[number // len(words) % len(words)]
        attacker.send(f"/search/?q={words[number % len(words)]}+{other}+or+{number}")

    attacker.run_parallel(PARALLEL_SEARCHES, request)


def send_long_baskets(attacker: Attacker) -> None:
    """1.9 MB of ids, eight times at once."""
    ids = " ".join([*_make_id_codes(1_000)] * (BASKET_BYTES // 9_000))
    attacker.run_parallel(8, lambda _n: attacker.send("/basket/", {"ids": ids}))


def send_full_baskets(attacker: Attacker) -> None:
    """As many ids as a basket takes, another one each time, eight times at once."""
    ids = list(_make_id_codes(4_999))

    def request(number: int) -> None:
        attacker.send("/basket/", {"ids": " ".join([*ids, f"x{number}"])})

    attacker.run_parallel(8, request)


def send_reports(attacker: Attacker) -> None:
    """30 reports in less than half a second, and again and again."""
    entry = attacker.client.find_entries()[0]
    stamps = [attacker.client.find_stamp(entry) for _n in range(30)]
    if attacker.stop.wait(STAMP_SECONDS):
        return

    def request(number: int) -> None:
        text = f"This is report {number} of somebody who floods the form."
        stamp = stamps[number % len(stamps)]
        attacker.send(f"/entries/{entry}/report/", {"text": text, "stamp": stamp})

    attacker.run_parallel(30, request)


def send_batches(attacker: Attacker) -> None:
    """20 batches of a thousand searches each, and again and again."""
    queries = "\n".join(
        f"{COMMON_WORDS[n % len(COMMON_WORDS)]} {n}" for n in range(1_000)
    )
    attacker.run_parallel(
        20, lambda _n: attacker.send("/search/batch/", {"queries": queries})
    )


def send_slow_heads(attacker: Attacker) -> None:
    """64 connections, each with one header line every three seconds."""
    _drip(attacker, SLOW_HEAD, b"X-A: b\r\n")


def send_slow_bodies(attacker: Attacker) -> None:
    """64 connections, each with one byte of a body every three seconds."""
    _drip(attacker, SLOW_BODY, b"x")


def _drip(attacker: Attacker, first: bytes, then: bytes) -> None:
    """Keep the connections open; those that the site closes are opened again."""
    lines: list[socket.socket | None] = [None] * SLOW_CONNECTIONS
    try:
        while not attacker.stop.wait(DRIP_SECONDS):
            for number, line in enumerate(lines):
                try:
                    if line is None:
                        line = socket.create_connection((HOST, attacker.client.port), 5)
                        lines[number] = line
                        line.sendall(first)
                    line.sendall(then)
                except OSError:
                    lines[number] = None
                    attacker.statuses[0] += 1
    finally:
        for line in lines:
            with suppress(OSError):
                if line is not None:
                    line.close()


def _make_id_codes(number: int) -> Iterator[str]:
    return (new_id_code() for _n in range(number))


def send_nothing(attacker: Attacker) -> None:
    """No attack, for comparison."""
    attacker.stop.wait()


ATTACKS: dict[str, Callable[[Attacker], None]] = {
    "no attack": send_nothing,
    "50 parallel searches": send_searches,
    "1.9 MB of ids in baskets": send_long_baskets,
    "full baskets": send_full_baskets,
    "30 reports at once": send_reports,
    "20 batches at once": send_batches,
    "64 slow heads": send_slow_heads,
    "64 slow bodies": send_slow_bodies,
}


def run_attack(port: str, address: str, attack: str, most_seconds: str) -> None:
    """Attack until standard input ends, or for so many seconds; then print how many
    answers had each status, as JSON."""
    os.nice(10)  # real attackers compute elsewhere
    attacker = Attacker(ReaderClient(int(port), address))
    end = threading.Timer(float(most_seconds), attacker.stop.set)
    end.daemon = True
    end.start()

    def wait_for_parent() -> None:
        sys.stdin.read()
        attacker.stop.set()

    threading.Thread(target=wait_for_parent, daemon=True).start()
    ATTACKS[attack](attacker)
    print(json.dumps(attacker.statuses))


if __name__ == "__main__":
    run_attack(*sys.argv[1:])
