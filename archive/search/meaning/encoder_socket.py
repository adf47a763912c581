"""One process holds the model and encodes the queries of all, at a socket.

The socket is a file in the folder of the index, which only its owner may enter. A query
is the only thing that is sent, and nothing of it is kept or logged.
"""

from __future__ import annotations

import logging
import socket
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event

import numpy as np
from numpy.typing import NDArray

from archive.search.index.generations import get_index_root

from .encoding import DIMENSIONS, encode_texts
from .passage_vectors import open_vectors

MOST_QUERY_BYTES = 4096
WAITING_QUERIES = 64
REPLY_SECONDS = 1.0  # that the process waits for a query that was begun
SEND_SECONDS = 0.1  # that a page waits for a place among the waiting queries
PATIENCE_SECONDS = (
    0.3  # that a page waits for the answer once its own results are there
)
LOOK_SECONDS = 0.5  # between two looks whether to stop
_ANSWER_BYTES = DIMENSIONS * 4


def get_socket_path() -> Path:
    """Where the process that encodes listens."""
    return get_index_root() / "encoder.sock"


def answer_queries(stop: Event) -> None:
    """Encode what others ask until `stop` is set. Returns at once, and says so in the
    log, where the system has no such sockets or the path is too long for one."""
    if open_vectors():  # or the first reader would wait in vain for the model
        encode_texts([""])
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        try:
            _listen_at(get_socket_path(), listener)
        except OSError as error:
            logging.getLogger("archive.meaning").error("no socket: %s", error)
            return
        listener.settimeout(LOOK_SECONDS)
        while not stop.is_set():
            try:
                connection, _address = listener.accept()
            except TimeoutError:
                continue
            with connection:
                _answer_query(connection)


class AskedQuery(AbstractContextManager["AskedQuery"]):
    """A query on its way to the process that encodes, and back; hung up at the end of
    the context. Without a connection it has no answer."""

    def __init__(self, connection: socket.socket | None = None) -> None:
        self._connection = connection

    def __exit__(self, *_raised: object) -> None:
        if self._connection:
            self._connection.close()

    def receive(self) -> NDArray[np.float32] | None:
        """The vector of the query; None where it is not there after 0.3 seconds."""
        if self._connection is None:
            return None
        self._connection.settimeout(PATIENCE_SECONDS)
        try:
            answer = _receive_all(self._connection, _ANSWER_BYTES)
        except OSError:
            return None
        if len(answer) != _ANSWER_BYTES:
            return None
        return np.frombuffer(answer, np.float32)


def ask_query_vector(query: str) -> AskedQuery:
    """Send a query without waiting for the answer. Where no process encodes, or all
    places to wait are taken, there will be none."""
    sent = query.encode("utf-8", "ignore")[:MOST_QUERY_BYTES]
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(SEND_SECONDS)
        connection.connect(str(get_socket_path()))
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        connection.close()
        return AskedQuery()
    return AskedQuery(connection)


def _listen_at(path: Path, listener: socket.socket) -> None:
    """The file appears at its path only once it listens, in one step and in place of an
    older one: who finds it can connect."""
    made = path.with_suffix(".next")
    made.unlink(missing_ok=True)
    listener.bind(str(made))
    made.chmod(0o600)
    listener.listen(WAITING_QUERIES)
    made.replace(path)


def _answer_query(connection: socket.socket) -> None:
    """Nothing is said of an error: what the model cannot read has no answer."""
    connection.settimeout(REPLY_SECONDS)
    try:
        query = _receive_all(connection, MOST_QUERY_BYTES).decode("utf-8", "ignore")
        connection.sendall(encode_texts([query])[0].astype(np.float32).tobytes())
    except OSError:
        return


def _receive_all(connection: socket.socket, most: int) -> bytes:
    received = bytearray()
    while len(received) < most and (part := connection.recv(most - len(received))):
        received += part
    return bytes(received)
