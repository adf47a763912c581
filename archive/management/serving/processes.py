"""Processes that a parent starts, watches, and starts again when one dies."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from time import monotonic, sleep
from types import FrameType
from typing import NoReturn

from django.db import connections

STOP_SECONDS = 10.0  # for requests that are being answered
RESTART_DELAY = 1.0  # seconds: a process that dies at once must not keep us busy
PARENT_INTERVAL = 1.0  # seconds between two looks whether the parent lives


class ProcessGroup:
    """One process for each work; `run` returns when the parent is told to stop.

    SIGTERM and Ctrl-C stop all. A killed child is started again within two seconds. The
    children of a killed parent end by themselves.
    """

    def __init__(self, works: Mapping[str, Callable[[], None]]) -> None:
        self._works = works
        self._names: dict[int, str] = {}  # by process id

    def run(self) -> None:
        """Start all, then start again whichever ends."""
        # Also where the shell that started it in the background has it ignore Ctrl-C.
        for signal_number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signal_number, signal.default_int_handler)
        try:
            for name in self._works:
                self._start(name)
            while True:
                process, _status = os.wait()
                if name := self._names.pop(process, ""):
                    logging.getLogger(f"archive.processes.{name}").error("ended")
                    sleep(RESTART_DELAY)
                    self._start(name)
        except KeyboardInterrupt:
            pass
        finally:
            self._stop()

    def _start(self, name: str) -> None:
        connections.close_all()  # or two processes would share one
        parent = os.getpid()
        process = os.fork()
        if process:
            self._names[process] = name
        else:
            _run_child(self._works[name], parent)

    def _stop(self) -> None:
        for process in self._names:
            os.kill(process, signal.SIGTERM)
        end = monotonic() + STOP_SECONDS
        while self._names:
            process, _status = os.waitpid(-1, os.WNOHANG)
            self._names.pop(process, None)
            if not process and monotonic() > end:
                for late in self._names:
                    os.kill(late, signal.SIGKILL)
                end = monotonic() + STOP_SECONDS
            elif not process:
                sleep(0.02)


def _run_child(work: Callable[[], None], parent: int) -> NoReturn:
    """Do the work and end the process: nothing of the parent's own runs on in it."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when
        signal.signal(signal.SIGTERM, _exit_quietly)
        end_with_parent(parent)
        work()
        code = 0
    except SystemExit:
        code = 0
    except BaseException:  # said here: nobody above would
        logging.getLogger("archive.processes").exception("failed")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _exit_quietly(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit


def end_with_parent(parent: int) -> None:
    """Let this process end when its parent has: a killed parent cannot stop it.

    `parent` is what the parent says its number is, since it may have ended already.
    """

    def watch() -> None:
        while os.getppid() == parent:
            sleep(PARENT_INTERVAL)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
