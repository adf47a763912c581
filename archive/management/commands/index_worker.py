"""`manage.py index_worker`: the work behind the pages, without pages."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand

from archive.management.preparation import check_preparation
from archive.management.serving.background import BackgroundWork
from archive.management.serving.processes import ProcessGroup


class Command(BaseCommand):
    help = (
        "Index changed entries, run readers' batch searches and build the fonts "
        "until you stop the command; for use with `serve --pages-only`. Example: "
        "manage.py index_worker"
    )
    requires_system_checks: list[str] = []  # run by the tests and by lint

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or Ctrl-C."""
        os.umask(0o077)  # what it writes is its owner's
        check_preparation()
        self.stdout.write("The index worker is running. Stop it with Ctrl-C.")
        self.stdout.flush()
        ProcessGroup({"background": BackgroundWork().run}).run()
        self.stdout.write("\nStopped.")
