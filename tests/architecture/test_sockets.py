"""Tests speak to this machine only."""

from __future__ import annotations

import re
import socket

import pytest

from tests.sockets import Blocked, is_here

from .tree import code, name


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        (None, True),
        ("192.0.2.1", False),
        ("2001:db8::1", False),
        ("example.org", False),
        ("127.0.0.1.example.org", False),
        ("0.0.0.0", False),
    ],
)
def test_this_machine_is_told_from_others(host, here):
    assert is_here(host) == here


@pytest.mark.parametrize(
    ("method", "arguments"),
    [("connect", ()), ("connect_ex", ()), ("sendto", (b"x",)), ("sendto", (b"x", 0))],
)
def test_a_connection_to_another_machine_is_refused(method, arguments):
    with socket.socket(type=socket.SOCK_DGRAM) as line, pytest.raises(Blocked):
        getattr(line, method)(*arguments, ("192.0.2.1", 80))


def test_what_connects_by_a_name_is_refused():
    with pytest.raises(Blocked):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_name_of_another_machine_is_not_looked_up():
    with pytest.raises(Blocked):
        socket.getaddrinfo("example.org", 443)


def test_a_connection_to_this_machine_is_allowed():
    with socket.socket() as server, socket.socket() as line:
        server.bind(("127.0.0.1", 0))
        server.listen()
        line.connect(server.getsockname())


def test_nothing_but_the_one_client_asks_the_world():
    clients = r"urllib\.request|http\.client|requests|httpx|urllib3|aiohttp"
    imports = rf"^\s*(import|from) .*({clients})"
    found = [
        name(path)
        for path in code("archive")
        if re.search(imports, path.read_text("utf-8"), re.MULTILINE)
    ]
    assert found == ["archive/fetching.py"]
