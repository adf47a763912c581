"""`manage.py serve`: prepares everything, then serves the site."""

from __future__ import annotations

import argparse
import ipaddress
import os
import socket
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from archive import env
from archive.management.preparation import (
    Preparation,
    check_port,
    check_preparation,
)
from archive.management.serving.background import BackgroundWork
from archive.management.serving.connections import load_application, serve_pages
from archive.management.serving.heap_limit import limit_heaps
from archive.management.serving.processes import ProcessGroup

HIGHEST_PORT = 65535
WAITING_CONNECTIONS = 1024  # that the system keeps until we take them


def parse_port(text: str) -> int:
    """A number of a port."""
    if not (text.isdecimal() and 0 < int(text) <= HIGHEST_PORT):
        raise argparse.ArgumentTypeError(f"write a number from 1 to {HIGHEST_PORT}")
    return int(text)


def parse_host(text: str) -> str:
    """An address of this machine to listen at."""
    try:
        return str(ipaddress.ip_address("127.0.0.1" if text == "localhost" else text))
    except ValueError:
        raise argparse.ArgumentTypeError(
            "write an address of this machine, for "
            "example 127.0.0.1, ::1 or 0.0.0.0 (all)"
        ) from None


class Command(BaseCommand):
    help = "Prepare and serve the archive. Example: manage.py serve --port 8001"
    requires_system_checks: list[str] = []  # run by the tests and by lint

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and what to leave to other processes."""
        parser.add_argument("--port", type=parse_port, default=8000)
        parser.add_argument(
            "--host",
            type=parse_host,
            default="127.0.0.1",
            help="address to listen at (default: this machine only)",
        )
        part = parser.add_mutually_exclusive_group()
        part.add_argument(
            "--prepare-only",
            action="store_true",
            help="prepare everything and exit; for a service manager",
        )
        part.add_argument(
            "--pages-only",
            action="store_true",
            help="only serve pages; `index_worker` prepares and indexes",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each step with its time, then the address."""
        os.umask(0o077)  # what it writes is its owner's
        limit_heaps()
        host, port = options["host"], options["port"]
        if options["prepare_only"]:
            Preparation(self.stdout).run()
            return
        check_port(host, port)
        if options["pages_only"]:
            check_preparation()
        else:
            Preparation(self.stdout).run()
        address = f"http://{format_host(host)}:{port}"
        if not env.read_text(
            "ARCHIVE_BASE_URL"
        ):  # references lead to where it is served
            settings.BASE_URL = address
        self.stdout.write(f"\nThe archive: {address}/")
        if settings.HAS_DESK:
            self.stdout.write(
                f"The desk:    {address}/desk/\n"
                "An editor:   python3 manage.py create_editor NAME\n"
                "             (prints a one-time password; there is no default one)"
            )
        self.stdout.write("Stop with Ctrl-C.")
        self.stdout.flush()
        run_site(host, port, pages_only=options["pages_only"])
        self.stdout.write("\nStopped.")


def format_host(host: str) -> str:
    """A host as addresses write it; one that listens everywhere is also here."""
    address = ipaddress.ip_address(host)
    if address.is_unspecified:
        return "127.0.0.1" if address.version == 4 else "[::1]"
    return host if address.version == 4 else f"[{host}]"


def run_site(host: str, port: int, *, pages_only: bool = False) -> None:
    """Serve until SIGTERM or Ctrl-C: pages in `PROCESSES` processes that share a
    socket, the index worker and what else goes on behind them in another, or elsewhere
    (`pages_only`)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server(
        (host, port), family=family, backlog=WAITING_CONNECTIONS
    ) as listener:
        serve = partial(serve_pages, load_application(), listener)
        works: dict[str, Callable[[], None]] = {
            f"pages-{number}": serve for number in range(1, settings.PROCESSES + 1)
        }
        if not pages_only:
            works["background"] = BackgroundWork().run
        ProcessGroup(works).run()
