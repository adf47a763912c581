"""One process encodes for all, at a socket that only its owner reaches."""

from __future__ import annotations

import socket
import stat
from threading import Event, Thread

import numpy as np
import pytest

from archive.search.meaning import encoder_socket
from archive.search.meaning.encoder_socket import ask_query_vector, get_socket_path
from archive.search.meaning.encoding import encode_texts
from tests.meaning import run_encoder


def receive_vector(query):
    with ask_query_vector(query) as asked:
        return asked.receive()


@pytest.fixture
def encoder():
    """A process that encodes queries."""
    with run_encoder():
        yield


@pytest.mark.parametrize(
    "query",
    ["facial recognition", "Überwachung", "人脸识别", "", "?", "\ud800", "x" * 9_000],
)
def test_a_query_has_the_vector_that_the_model_gives_it(encoder, query):
    sent = query.encode("utf-8", "ignore")[: encoder_socket.MOST_QUERY_BYTES]
    (wanted,) = encode_texts([sent.decode()])
    assert np.array_equal(receive_vector(query), wanted)
    assert np.isclose(np.linalg.norm(wanted), 1, atol=0.01)


def test_who_finds_the_socket_can_connect_and_a_restart_replaces_it(monkeypatch):
    found: list[bool] = []
    listen = socket.socket.listen

    def listen_and_look(listener: socket.socket, waiting: int) -> None:
        found.append(get_socket_path().exists())
        listen(listener, waiting)

    monkeypatch.setattr(socket.socket, "listen", listen_and_look)
    with run_encoder():
        assert found == [False]
        before = get_socket_path().stat().st_ino
        stop = Event()
        thread = Thread(target=encoder_socket.answer_queries, args=(stop,))
        thread.start()
        while get_socket_path().stat().st_ino == before:
            assert thread.is_alive()
        assert receive_vector("facial recognition") is not None
        stop.set()
        thread.join()
        assert not list(get_socket_path().parent.glob("*.next"))


def test_only_its_owner_reaches_the_socket(encoder):
    path = get_socket_path()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_who_hangs_up_or_says_nothing_keeps_nobody_waiting_for_long(
    encoder, monkeypatch
):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as one:
        one.connect(str(get_socket_path()))
    assert receive_vector("facial recognition") is not None
    monkeypatch.setattr(encoder_socket, "REPLY_SECONDS", 0.2)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as silent:
        silent.connect(str(get_socket_path()))
        while receive_vector("facial recognition") is None:
            pass


def test_without_such_a_process_there_is_no_vector():
    assert receive_vector("facial recognition") is None


def test_a_query_is_in_no_log(encoder, caplog):
    caplog.set_level("DEBUG")
    receive_vector("a question that nobody should read")
    assert "question" not in caplog.text
