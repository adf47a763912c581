"""No test speaks to the world: sockets to anything but this machine are refused."""

from __future__ import annotations

import ipaddress
import sys

LOOPBACK = {"localhost", "", None}
CONNECTING = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0}


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


def watch(event: str, arguments: tuple) -> None:
    """An audit hook: Python asks it before each connection."""
    if event not in CONNECTING:
        return
    target = arguments[CONNECTING[event]]
    if event == "socket.getaddrinfo":
        host = target
    elif isinstance(target, tuple) and len(target) > 1:
        host = target[0]
    else:
        return  # a socket of files
    if not is_here(host):
        raise Blocked(f"no test may speak to {host!r}")


sys.addaudithook(watch)
