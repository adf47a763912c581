"""Work behind the pages: the index worker, readers' batches, and the fonts."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from time import perf_counter

from django.conf import settings
from django.db import close_old_connections, connection

from archive import batches
from archive.models import OutboxRow
from archive.models.write_ahead_log import truncate_write_ahead_log
from archive.search import (
    VectorUpdates,
    answer_queries,
    is_meaning_searched,
    process_outbox,
    remove_hidden_words,
)
from archive.transparency import enter_lapsed_embargoes

BATCH_PAUSE = 2  # seconds between two looks for readers' batches
OUTBOX_INTERVAL = 0.5  # seconds: what other processes save is found within a second
HIDDEN_WORDS_PAUSE = 1.0  # seconds between two looks whether the index has them
RETRY_DELAY = 5  # seconds without a try: the disk may be full
VECTOR_PAUSE = 1.0  # seconds between two looks whether the index has changed
FONTS_DELAY = 10  # seconds: pages and the index come first
LOG_INTERVAL = 600  # seconds that what was deleted may stay in SQLite's log
LOG_RETRY_DELAY = 5  # seconds, where somebody was reading


class BackgroundWork:
    """What one process does behind the pages of all; `stop` ends it."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self._fonts: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """All of it, a thread each, until `stop` is set or SystemExit is raised."""
        works = (
            self.write_index,
            self.remove_hidden_words,
            self.run_batches,
            self.empty_write_ahead_log,
            self.cut_fonts,
            *(
                (self.write_vectors, self.answer_queries)
                if is_meaning_searched()
                else ()
            ),
        )
        threads = [
            threading.Thread(target=work, name=work.__name__, daemon=True)
            for work in works
        ]
        for thread in threads:
            thread.start()
        try:
            self.stop.wait()
        finally:
            self.stop.set()
            OutboxRow.arrived.set()
            if self._fonts is not None and self._fonts.poll() is None:
                self._fonts.terminate()

    def write_index(self) -> None:
        """Write what waits in the outbox into the index."""
        while not self.stop.is_set():
            OutboxRow.arrived.wait(OUTBOX_INTERVAL)
            OutboxRow.arrived.clear()
            try:
                enter_lapsed_embargoes()
                process_outbox()
            except Exception:  # the next try may succeed: the thread must go on
                logging.getLogger("archive.drain").exception("failed")
                self.stop.wait(RETRY_DELAY)
            close_old_connections()

    def remove_hidden_words(self) -> None:
        """Build the index anew once readers no longer see words that are in it; rest
        as long as it took."""
        rest = HIDDEN_WORDS_PAUSE
        while not self.stop.wait(rest):
            began = perf_counter()
            try:
                remove_hidden_words()
            except Exception:  # as above
                logging.getLogger("archive.drain").exception("failed")
                self.stop.wait(RETRY_DELAY)
            close_old_connections()
            rest = max(HIDDEN_WORDS_PAUSE, perf_counter() - began)

    def run_batches(self) -> None:
        """Search for readers' batches; rest as long as it took: pages come first."""
        rest: float = BATCH_PAUSE
        while not self.stop.wait(rest):
            began, done = perf_counter(), 0
            try:
                done = batches.search_next_slice()
            except Exception:  # as above
                logging.getLogger("archive.batches").exception("failed")
            close_old_connections()
            rest = perf_counter() - began if done else BATCH_PAUSE

    def empty_write_ahead_log(self) -> None:
        """Cut SQLite's log, so that readers' batches and words that were erased do not
        outlive their deletion in it."""
        rest: float = LOG_INTERVAL
        while not self.stop.wait(rest):
            is_done = False
            try:
                is_done = truncate_write_ahead_log(connection)
            except Exception:  # as above
                logging.getLogger("archive.log").exception("failed")
            close_old_connections()
            rest = LOG_INTERVAL if is_done else LOG_RETRY_DELAY

    def write_vectors(self) -> None:
        """Encode what came into the index by meaning, and take out what left it; rest
        longer than it took: pages and the index come first."""
        updates, rest = VectorUpdates(), VECTOR_PAUSE
        while not self.stop.wait(rest):
            began = perf_counter()
            try:
                updates.update()
            except Exception:  # as above
                logging.getLogger("archive.meaning").exception("failed")
                self.stop.wait(RETRY_DELAY)
            close_old_connections()
            rest = max(VECTOR_PAUSE, perf_counter() - began)

    def answer_queries(self) -> None:
        """Encode readers' queries for the processes that answer pages."""
        answer_queries(self.stop)

    def cut_fonts(self) -> None:
        """Cut the fonts in a process of their own, after everything else."""
        if self.stop.wait(FONTS_DELAY):
            return
        self._fonts = subprocess.Popen(
            [
                sys.executable,
                "manage.py",
                "build_fonts",
                "--if-needed",
                f"--with-parent={os.getpid()}",
            ],
            cwd=settings.BASE_DIR,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
