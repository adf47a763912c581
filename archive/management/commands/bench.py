"""python3 manage.py bench"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

BENCHMARK_PARTS = (
    "relevance",
    "search",
    "bounds",
    "exports",
    "citations",
    "files",
    "places",
    "attacks",
    "faults",
    "load",
)
APART = ("places", "attacks", "faults", "load")  # parts with a module of their own

ATTACK_SECONDS = 20  # each
QUICK_ATTACK_SECONDS = 5
LOAD_SECONDS = 15  # of each kind of page
LOAD_MINUTES = 5  # of fifty readers


class Command(BaseCommand):
    """Hands over to `benchmarks`, which is not part of what runs."""

    help = (
        "Measure how fast and how relevant search is, beside other software in the "
        "same run, how long exports and pages of several sizes take, and what a "
        "reader waits while a site of its own on this machine is attacked. This "
        "takes minutes and does not change your archive. Example: manage.py bench "
        "--documents 10000 100000 --only search bounds. With --only faults: kill "
        "processes, fill disks and stop databases of an archive made for it, and "
        "count what is lost; exit code 1: a row is not as wanted."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """How much, and of what."""
        parser.add_argument("--documents", type=int, nargs="+", default=[10_000])
        parser.add_argument(
            "--questions", type=int, default=40, help="questions of each class"
        )
        parser.add_argument("--only", choices=BENCHMARK_PARTS, nargs="+", default=[])
        parser.add_argument(
            "--entries",
            default="10000,100000,1000000",
            help="numbers of entries for the pages, separated by commas",
        )
        parser.add_argument(
            "--rounds", type=int, default=12, help="requests for each page"
        )
        parser.add_argument(
            "--times", type=int, default=10, help="kills of each process and command"
        )
        parser.add_argument(
            "--seconds",
            type=float,
            default=10,
            help="how long to lock a database and to stop PostgreSQL",
        )
        parser.add_argument(
            "--quick",
            action="store_true",
            help="a short run with 300 documents and 5 questions",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it in a process of its own, so that this one's settings stay ours."""
        parts = options["only"] or BENCHMARK_PARTS
        is_quick = options["quick"]
        if any(part not in APART for part in parts):
            self._run_tables(options)
        self._run_apart(parts, options, is_quick)

    def _run_apart(
        self, parts: Sequence[str], options: dict[str, Any], is_quick: bool
    ) -> None:
        if "places" in parts:
            entries = "300" if is_quick else options["entries"]
            self._run("benchmarks.pages_by_size", entries, str(options["rounds"]))
        if "attacks" in parts:
            seconds = QUICK_ATTACK_SECONDS if is_quick else ATTACK_SECONDS
            self._run("benchmarks.attacks.attack_table", str(seconds))
        # Nobody wants those who asks for all the rest.
        if "load" in options["only"]:
            self._measure_load(options["documents"], is_quick)
        if "faults" in options["only"]:
            times = 2 if is_quick else options["times"]
            self._run("benchmarks.faults", str(times), str(options["seconds"]))

    def _measure_load(self, documents: list[int], is_quick: bool) -> None:
        for number in [300] if is_quick else documents:
            seconds, minutes = (1, 0.1) if is_quick else (LOAD_SECONDS, LOAD_MINUTES)
            words = map(str, (number, seconds, minutes))
            self._run("benchmarks.load.load_table", *words)

    def _run_tables(self, options: dict[str, Any]) -> None:
        is_quick = options["quick"]
        documents = [300] if is_quick else options["documents"]
        arguments = [
            ",".join(map(str, documents)),
            str(5 if is_quick else options["questions"]),
            ",".join(part for part in options["only"] if part not in APART),
            str(is_quick),
        ]
        self._run("benchmarks.run", *arguments)

    def _run(self, module: str, *arguments: str) -> None:
        try:
            ended = subprocess.run(
                [sys.executable, "-m", module, *arguments],
                cwd=settings.BASE_DIR,
                check=False,
            )
        except KeyboardInterrupt:
            raise CommandError(
                "You stopped the benchmarks. No files were left behind."
            ) from None
        if ended.returncode:
            raise CommandError("The benchmarks failed: see the messages above.")
