"""The server: gunicorn with threads, one drain, and logs that name no reader."""

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

BATCH_PAUSE = 2  # seconds between looks for work behind the pages
# And into the outbox: what other processes save is found within a second
OUTBOX_INTERVAL = 0.5
RETRY_DELAY = 10  # seconds without a try: the disk may be full
# Seconds and microseconds that a thread waits for the rest of a request: each line
# taken has it from the listener. Without it eight half requests stop the site.
RECEIVE_TIMEOUT = struct.pack("ll", 5, 0)
# And until whoever asked takes anything of the answer: one who reads nothing of a large
# file would keep a thread for good.
SEND_TIMEOUT = struct.pack("ll", 30, 0)
# Those who wait for a turn to search keep one each (`web.search_slots`)
SERVER_THREADS = 32
FONTS_DELAY = 30  # seconds until fonts are cut even where nobody asked for a page


class ServerLog(Logger):  # type: ignore[misc]
    """What gunicorn tells, without what requests hold.

    In the process that answers, its messages quote addresses and request lines, so
    only their kind is kept; in the parent they are about processes and sockets.
    """

    answering = False

    def access(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: readers leave no trace."""

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """A malformed request, while answering."""
        self._tell(super().warning, "a malformed request was refused", msg, *args)

    def error(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """A failure without a trace."""
        self._tell(super().error, "a request failed", msg, *args)

    def critical(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """A worker that did not answer in time."""
        self._tell(super().critical, "a request failed", msg, *args)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """A failure: its kind and place, without its message."""
        super().error("failed: %s", describe_failure(sys.exc_info()))

    def _tell(self, how: Any, instead: str, msg: str, *args: Any) -> None:
        if self.answering:
            how(instead)
        else:
            how(msg, *args)


class ServerApplication(BaseApplication):  # type: ignore[misc]
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
    """What goes on behind the pages: the drain, readers' batches, and the fonts once a
    page was shown."""

    first_page = threading.Event()
    stop = threading.Event()
    fonts: subprocess.Popen[bytes] | None = None

    @classmethod
    def drain(cls) -> None:
        """Write what waits for the index, at once where this process saved it, until
        told to stop."""
        while not cls.stop.is_set():
            OutboxRow.arrived.wait(OUTBOX_INTERVAL)
            OutboxRow.arrived.clear()
            try:
                drain()
            except Exception:  # the next look may go well: the thread must live on
                logging.getLogger("archive.drain").exception("failed")
                cls.stop.wait(RETRY_DELAY)
            close_old_connections()

    @classmethod
    def run_batches(cls) -> None:
        """Search for readers' batches; rest as long as it worked: pages come first."""
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
    """Inside the worker: end half requests, and start what works behind the pages."""
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
    """Take along what still runs behind the pages."""
    BackgroundWork.stop.set()
    OutboxRow.arrived.set()
    if BackgroundWork.fonts is not None and BackgroundWork.fonts.poll() is None:
        BackgroundWork.fonts.terminate()


def print_stopped(server: Any) -> None:
    """The last line."""
    sys.stdout.write("\nStopped.\n")
    sys.stdout.flush()
