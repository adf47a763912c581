"""No test speaks to the world: sockets to anything but this machine are refused."""

from __future__ import annotations

import _socket
import ipaddress
import socket
from collections.abc import Callable
from functools import wraps
from typing import Any

LOOPBACK = {"localhost", "", None}
CONNECTING = ("connect", "connect_ex", "sendto")


class Blocked(RuntimeError):
    """A test wanted to speak to somebody."""


def is_here(host: object) -> bool:
    """Whether a host is this machine; names of others are not even looked up."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_elsewhere(target: object) -> None:
    """Raise `Blocked` for the address of another machine."""
    if isinstance(target, tuple) and len(target) > 1:  # else a socket of files
        refuse_host(target[0])


def refuse_host(host: object) -> None:
    """Raise `Blocked` for another machine."""
    if not is_here(host):
        raise Blocked(f"no test may speak to {host!r}")


def guard_connections() -> None:
    """Look at each address before a socket speaks to it. An audit hook would see the
    same, but Python asks it of every `id()` too: a fiftieth of the time."""
    for name in CONNECTING:
        setattr(socket.socket, name, guard_method(getattr(socket.socket, name)))
    _socket.getaddrinfo = guard_look_up(_socket.getaddrinfo)


def guard_method(speak: Callable[..., Any]) -> Callable[..., Any]:
    """A method of sockets whose last argument is the address."""

    @wraps(speak)
    def guarded(line: socket.socket, *arguments: Any) -> Any:
        refuse_elsewhere(arguments[-1])
        return speak(line, *arguments)

    return guarded


def guard_look_up(look_up: Callable[..., Any]) -> Callable[..., Any]:
    """A function that looks up the name of a host."""

    @wraps(look_up)
    def guarded(host: object, *arguments: Any, **options: Any) -> Any:
        refuse_host(host)
        return look_up(host, *arguments, **options)

    return guarded


guard_connections()
