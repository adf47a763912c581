"""The server: gunicorn with threads, one index worker, and logs that name no reader."""

from __future__ import annotations

import logging
import socket
import struct
import subprocess
import sys
import threading
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.utils.module_loading import import_string
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from archive import batches
from archive.logs import describe_failure
from archive.models import OutboxRow
from archive.search import drain

BATCH_PAUSE = 2  # seconds between two looks for readers' batches
OUTBOX_INTERVAL = 0.5  # seconds: what other processes save is found within a second
RETRY_DELAY = 10  # seconds without a try: the disk may be full
# Seconds and microseconds that a thread waits for the rest of a request. Each accepted
# connection inherits it from the listener: without it, eight half requests stop the
# site.
RECEIVE_TIMEOUT = struct.pack("ll", 5, 0)
# The same for a reader who takes nothing of the answer: with a large file, one would
# keep a thread for ever.
SEND_TIMEOUT = struct.pack("ll", 30, 0)
SERVER_THREADS = 32  # each reader who waits for a search keeps one (`search_slots`)
FONTS_DELAY = 30  # seconds until fonts are cut even where nobody asked for a page


class ServerLog(Logger):  # type: ignore[misc]
    """The messages of gunicorn without anything of a request.

    In the process that answers, its messages quote addresses and request lines, so
    only their kind is kept; in the parent they are about processes and sockets.
    """

    answering = False

    def access(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: readers leave no trace."""

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """A malformed request, while answering."""
        self._log_without_request(
            super().warning, "a malformed request was refused", msg, *args
        )

    def error(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """A failure without a trace."""
        self._log_without_request(super().error, "a request failed", msg, *args)

    def critical(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """A worker that did not answer in time."""
        self._log_without_request(super().critical, "a request failed", msg, *args)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """A failure: its kind and place, without its message."""
        super().error("failed: %s", describe_failure(sys.exc_info()))

    def _log_without_request(
        self, log: Any, instead: str, msg: str, *args: Any
    ) -> None:
        if self.answering:
            log(instead)
        else:
            log(msg, *args)


class ServerApplication(BaseApplication):  # type: ignore[misc]
    """gunicorn with threads, on the loopback address only."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        """One process, whose threads share the one index worker."""
        for name, value in {
            "bind": f"127.0.0.1:{self.port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": SERVER_THREADS,
            "limit_request_line": 0,
            "sendfile": False,  # it waits for ever for whoever reads nothing
            "forwarder_headers": "",  # or a reader could move every link of a page
            "loglevel": "warning",
            "logger_class": ServerLog,
            "control_socket_disable": True,
            "graceful_timeout": 5,
            "post_worker_init": start_background_work,
            "post_request": note_first_page,
            "worker_exit": stop_background_work,
            "on_exit": print_stopped,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application."""
        return import_string("archive.wsgi.application")


class BackgroundWork:
    """Work behind the pages: the index worker, readers' batches, and the fonts once a
    page was shown."""

    first_page = threading.Event()
    stop = threading.Event()
    fonts: subprocess.Popen[bytes] | None = None

    @classmethod
    def drain(cls) -> None:
        """Write what waits in the outbox into the index until `stop` is set; at once
        where this process saved it."""
        while not cls.stop.is_set():
            OutboxRow.arrived.wait(OUTBOX_INTERVAL)
            OutboxRow.arrived.clear()
            try:
                drain()
            except Exception:  # the next try may succeed: the thread must go on
                logging.getLogger("archive.drain").exception("failed")
                cls.stop.wait(RETRY_DELAY)
            close_old_connections()

    @classmethod
    def run_batches(cls) -> None:
        """Search for readers' batches; rest as long as it took: pages come first."""
        rest: float = BATCH_PAUSE
        while not cls.stop.wait(rest):
            began, done = perf_counter(), 0
            try:
                done = batches.search_next_slice()
            except Exception:  # as above
                logging.getLogger("archive.batches").exception("failed")
            close_old_connections()
            rest = perf_counter() - began if done else BATCH_PAUSE

    @classmethod
    def cut_fonts(cls) -> None:
        """Cut the fonts in a process of their own, after everything else."""
        cls.first_page.wait(FONTS_DELAY)
        if cls.stop.wait(BATCH_PAUSE):
            return
        cls.fonts = subprocess.Popen(
            [sys.executable, "manage.py", "build_fonts", "--if-needed"],
            cwd=settings.BASE_DIR,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def start_background_work(worker: Any) -> None:
    """In the worker: set limits for slow readers, and start the background work."""
    worker.log.answering = True
    for listener in worker.sockets:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, RECEIVE_TIMEOUT)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, SEND_TIMEOUT)
    for work in (
        BackgroundWork.drain,
        BackgroundWork.run_batches,
        BackgroundWork.cut_fonts,
    ):
        threading.Thread(target=work, name=work.__name__, daemon=True).start()


def note_first_page(worker: Any, request: Any, environ: Any, response: Any) -> None:
    """A page was shown."""
    BackgroundWork.first_page.set()


def stop_background_work(server: Any, worker: Any) -> None:
    """Stop what still runs behind the pages."""
    BackgroundWork.stop.set()
    OutboxRow.arrived.set()
    if BackgroundWork.fonts is not None and BackgroundWork.fonts.poll() is None:
        BackgroundWork.fonts.terminate()


def print_stopped(server: Any) -> None:
    """Print that the server has stopped."""
    sys.stdout.write("\nStopped.\n")
    sys.stdout.flush()
