"""`manage.py serve`: everything it takes, then the site."""

from __future__ import annotations

import hashlib
import threading
import traceback
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from gunicorn.app.base import BaseApplication

from archive.search import drain

PAUSE = 2  # seconds between looks into the outbox


class Site(BaseApplication):  # type: ignore[misc]
    """gunicorn with threads, on the loopback address only."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        """One process; its threads share the one drain."""
        for name, value in {
            "bind": f"127.0.0.1:{self.port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": 8,
            "limit_request_line": 0,
            "loglevel": "warning",
            "post_worker_init": start_drain,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application."""
        return get_wsgi_application()


def start_drain(worker: object) -> None:
    """Start the one thread that writes the index, inside the worker."""
    stop = threading.Event()

    def run() -> None:
        while not stop.wait(PAUSE):
            try:
                drain()
            except Exception:  # the next look may go well: the thread must live on
                traceback.print_exc()
            close_old_connections()

    threading.Thread(target=run, name="drain", daemon=True).start()


class Command(BaseCommand):
    help = "Prepare and serve the archive. Example: manage.py serve --port 8001"

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step with its time, then the address."""
        self.step("database", "migrate", verbosity=0)
        self.once("vocabularies", "load_vocabulary", ("*.json",))
        self.once("demonstration entries", "load_demonstration", ("demonstration/*",))
        self.step("index", "reindex", "--if-needed")
        self.step("static files", "collectstatic", interactive=False, verbosity=0)
        port = options["port"]
        self.stdout.write(f"\nThe archive: http://127.0.0.1:{port}/")
        self.stdout.write(f"The desk:    http://127.0.0.1:{port}/desk/")
        self.stdout.write("An editor:   python3 manage.py create_editor NAME")
        self.stdout.write("Stop with Ctrl-C.")
        self.stdout.flush()
        Site(port).run()

    def step(self, what: str, *command: str, **options: Any) -> None:
        """Run a command and say how long it took."""
        began = perf_counter()
        call_command(*command, stdout=self.stdout, **options)
        self.stdout.write(f"· {what}: {perf_counter() - began:.1f} s")

    def once(self, what: str, command: str, patterns: tuple[str, ...]) -> None:
        """Run a loader only when its files are not those of last time.

        Removing the demonstration leaves the stamp, so that it stays removed.
        """
        folder: Path = settings.BASE_DIR / "fixtures"
        files = sorted(path for pattern in patterns for path in folder.glob(pattern))
        text = b"".join(path.read_bytes() for path in files)
        database = str(settings.DATABASES["default"]["NAME"])
        wanted = hashlib.sha256(text + database.encode()).hexdigest()
        stamp: Path = settings.VAR / f"loaded-{command}"
        fresh = not Path(database).exists() if "/" in database else False
        if stamp.exists() and stamp.read_text() == wanted and not fresh:
            return
        self.step(what, command)
        stamp.write_text(wanted)
