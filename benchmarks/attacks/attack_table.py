"""The table of attacks, printed as it is measured."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any

from benchmarks.child_process import PROJECT_FOLDER, MeasurementFailed
from benchmarks.machine import describe_load, describe_machine
from benchmarks.served_site import ServedSite, run_site

from .attackers import ATTACKS

HEAD_START_SECONDS = 5  # of the attacker, who needs some for the forms' stamps
END_SECONDS = 120  # after which whoever still runs is killed
MOST_P95_SECONDS = 1.0  # wanted
WANTED = (
    "wanted where readers are told apart: p95 ≤ 1 s, nothing failed or refused. CPU is "
    "what the process for pages worked from a request to its answer: the wait on a "
    "machine that does nothing else"
)
# What tells the reader from the attacker; their addresses in the attack of a number.
READERS = {
    "an address of their own": ("192.0.2.{}", "198.51.100.{}"),
    "a circuit of Tor of their own": (
        "fc00:dead:beef:4dad::1:{}",
        "fc00:dead:beef:4dad::2:{}",
    ),
    "the attacker's address": ("", ""),
}
Found = dict[str, Any]


def measure_attacks(seconds: str) -> int:
    """Attack for so many seconds each, and print the tables; 1 where it failed."""
    try:
        for line in describe_machine(["--only", "attacks"]):
            print(f"- {line}", flush=True)
        for reader in READERS:
            print(flush=True)
            for line in _measure_all(reader, float(seconds)):
                print(line, flush=True)
        print(f"\n{WANTED}. At the end: {describe_load()}")
    except MeasurementFailed as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _measure_all(said: str, seconds: float) -> Iterator[str]:
    """A row for each attack; each on readers of other addresses, so that a budget which
    one attack used up is not missing in the next."""
    heads = (
        "requests | p50 of CPU, s | p95 of CPU, s | p50, s | p95, s | longest, s | "
        "failed | forms refused"
    )
    yield f"| the reader has {said} | attacker's answers | {heads} |"
    yield "|---|---|" + "---:|" * 7 + "---|"
    with TemporaryDirectory() as folder, run_site(folder) as site:
        for number, attack in enumerate(ATTACKS, start=1):
            attacker, reader = (address.format(number) for address in READERS[said])
            statuses, found = _measure_attack(site, attack, attacker, reader, seconds)
            yield format_attack_row(attack, statuses, found)


def _measure_attack(
    site: ServedSite,
    attack: str,
    attacker: str,
    reader: str,
    seconds: float,
) -> tuple[dict[str, int], Found]:
    """How many answers of each status the attacker got, and what the reader met."""
    most = HEAD_START_SECONDS + seconds + END_SECONDS
    attacking = _start("attackers", site.port, attacker, attack, most)
    try:
        sleep(HEAD_START_SECONDS)
        reading = _start("honest_reader", site.port, reader, seconds, *site.pages)
        found = _read_result(reading, seconds + END_SECONDS)
        statuses = _read_result(attacking, END_SECONDS)
    finally:
        attacking.kill()
    return statuses, found


def _start(module: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.attacks.{module}", *map(str, arguments)],
        cwd=PROJECT_FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _read_result(process: subprocess.Popen[str], seconds: float) -> dict[str, Any]:
    """What a process prints at last; its standard input ends, which stops attacks."""
    try:
        printed, _nothing = process.communicate("", timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        raise MeasurementFailed("an attack or its reader did not end") from None
    if process.returncode:
        raise MeasurementFailed("an attack or its reader failed: see above")
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found


def format_attack_row(attack: str, statuses: dict[str, int], found: Found) -> str:
    """A row of the table; a time above the wanted one is bold."""
    p95 = f"{found['cpu_p95']:.2f}"
    cells = [
        attack,
        ", ".join(f"{n:,} × {name}" for name, n in sorted(statuses.items())) or "–",
        str(found["requests"]),
        f"{found['cpu_p50']:.2f}",
        f"**{p95}**" if found["cpu_p95"] > MOST_P95_SECONDS else p95,
        f"{found['p50']:.2f}",
        f"{found['p95']:.2f}",
        f"{found['longest']:.2f}",
        str(found["failed"]),
        ", ".join(found["refused"]) or "none",
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(measure_attacks(*sys.argv[1:]))
