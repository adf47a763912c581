"""`manage.py serve`: prepares everything, then serves the site."""

from __future__ import annotations

import argparse
import os
import socket
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from archive import env
from archive.management.preparation import Preparation, check_port
from archive.management.serving.background import BackgroundWork
from archive.management.serving.connections import serve_pages
from archive.management.serving.processes import ProcessGroup

HIGHEST_PORT = 65535
WAITING_CONNECTIONS = 1024  # that the system keeps until we take them


def parse_port(text: str) -> int:
    """A number of a port."""
    if not (text.isdecimal() and 0 < int(text) <= HIGHEST_PORT):
        raise argparse.ArgumentTypeError(f"write a number from 1 to {HIGHEST_PORT}")
    return int(text)


class Command(BaseCommand):
    help = "Prepare and serve the archive. Example: manage.py serve --port 8001"
    requires_system_checks: list[str] = []  # run by the tests and by lint

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen."""
        parser.add_argument("--port", type=parse_port, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each step with its time, then the address."""
        os.umask(0o077)  # what it writes is its owner's
        port = options["port"]
        check_port(port)
        Preparation(self.stdout).run()
        if not env.read_text(
            "ARCHIVE_BASE_URL"
        ):  # references lead to where it is served
            settings.BASE_URL = f"http://127.0.0.1:{port}"
        self.stdout.write(
            f"\nThe archive: http://127.0.0.1:{port}/\n"
            f"The desk:    http://127.0.0.1:{port}/desk/\n"
            "An editor:   python3 manage.py create_editor NAME\n"
            "             (prints a one-time password; there is no default one)\n"
            "Stop with Ctrl-C."
        )
        self.stdout.flush()
        run_site(port)
        self.stdout.write("\nStopped.")


def run_site(port: int) -> None:
    """Serve until SIGTERM or Ctrl-C: pages in one process, the index worker and what
    else goes on behind them in another."""
    with socket.create_server(
        ("127.0.0.1", port), backlog=WAITING_CONNECTIONS
    ) as listener:
        ProcessGroup(
            {
                "pages": partial(serve_pages, listener),
                "background": BackgroundWork().run,
            }
        ).run()
