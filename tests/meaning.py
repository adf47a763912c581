"""A process that encodes queries, as a thread of the test; vectors up to date."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from archive.search import VectorUpdates, answer_queries, process_outbox
from archive.search.meaning import encoder_socket
from archive.search.meaning.encoder_socket import get_socket_path
from tests.indexes import index_at


@contextmanager
def run_encoder() -> Iterator[None]:
    """Keep the index at a short path for a while, for a socket has no long one, and
    encode queries there."""
    folder = Path(tempfile.mkdtemp(prefix="m-"))
    stop = Event()
    with index_at(folder / "index"), pytest.MonkeyPatch.context() as patch:
        for name in ("REPLY_SECONDS", "SEND_SECONDS", "PATIENCE_SECONDS"):
            patch.setattr(encoder_socket, name, 60)  # other tests run beside
        (folder / "index").mkdir(mode=0o700)
        thread = Thread(target=answer_queries, args=(stop,))
        thread.start()
        try:
            while not get_socket_path().exists():
                assert thread.is_alive()
            yield
        finally:
            stop.set()
            thread.join()
            shutil.rmtree(folder)


def bring_up_to_date() -> None:
    """The word index, then the vectors, as the background does it."""
    process_outbox()
    updates = VectorUpdates()
    while updates.update():
        pass
