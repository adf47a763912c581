"""A database server that does not answer is found by one probe."""

from __future__ import annotations

from socket import socket
from threading import Event
from time import monotonic, sleep

import psycopg
import pytest
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

from archive.management.serving import silent_server
from archive.management.serving.silent_server import ServerWatch, watch_connections


class Server:
    """Answers a probe when it is told to."""

    def __init__(self, *failures):
        self.may_answer = Event()
        self.failures = list(failures)
        self.tries = 0

    def connect(self):
        self.tries += 1
        if self.failures:
            raise self.failures.pop(0)
        assert self.may_answer.wait(30)
        return self

    def close(self):
        pass


@pytest.fixture(autouse=True)
def short_probe(monkeypatch):
    monkeypatch.setattr(silent_server, "PROBE_SECONDS", 0.1)


def wait_until(is_true):
    until = monotonic() + 20
    while not is_true():
        assert monotonic() < until
        sleep(0.01)


def test_a_server_that_nobody_asked_is_not_silent():
    assert not ServerWatch().is_silent


def test_a_server_is_silent_until_it_answers_the_probe():
    watch, server = ServerWatch(), Server()
    watch.begin_probe(server.connect)
    wait_until(lambda: watch.is_silent)
    server.may_answer.set()
    wait_until(lambda: not watch.is_silent)


def test_one_probe_asks_for_all():
    watch, server = ServerWatch(), Server()
    for _reader in range(5):
        watch.begin_probe(server.connect)
    wait_until(lambda: watch.is_silent)
    assert server.tries == 1
    server.may_answer.set()


def test_a_probe_without_an_answer_is_made_again_and_the_server_stays_silent():
    timeout = psycopg.errors.ConnectionTimeout("no answer")
    watch, server = ServerWatch(), Server(timeout, timeout)
    watch.begin_probe(server.connect)
    wait_until(lambda: watch.is_silent)
    assert server.tries == 3
    server.may_answer.set()


def test_a_refusal_is_an_answer():
    watch = ServerWatch()
    server = Server(psycopg.OperationalError("too many connections"))
    watch.begin_probe(server.connect)
    wait_until(lambda: server.tries == 1)
    sleep(0.3)
    assert not watch.is_silent


@pytest.fixture
def silent_address():
    """A server that accepts connections and says nothing, as one that is stopped."""
    with socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(50)
        yield listener.getsockname()


def test_connecting_to_a_silent_server_waits_once_for_all(monkeypatch, silent_address):
    monkeypatch.setattr(silent_server, "SERVER_WATCH", ServerWatch())
    monkeypatch.setattr(
        DatabaseWrapper, "get_new_connection", silent_server.DJANGO_CONNECTS
    )
    watch_connections(lambda _driver, _parameters: None)
    host, port = silent_address
    settings = {
        **connections.configure_settings(
            {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "any"}}
        )["default"],
        "HOST": host,
        "PORT": port,
        "OPTIONS": {"connect_timeout": 2},
    }
    with pytest.raises(psycopg.OperationalError):  # this one finds it out
        DatabaseWrapper(settings).connect()
    wait_until(lambda: silent_server.SERVER_WATCH.is_silent)
    began = monotonic()
    for _reader in range(20):
        with pytest.raises(psycopg.OperationalError, match="silent a moment ago"):
            DatabaseWrapper(settings).connect()
    assert monotonic() - began < 2  # one alone that waits takes as long
