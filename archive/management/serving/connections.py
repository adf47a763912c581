"""The HTTP server: waitress, with an end to every slow connection.

Waitress reads a whole request before it gives it a thread, so whoever sends one byte
every few seconds holds a connection and nothing else. Connections are limited too:
those that take too long are closed, and the slowest make room for new ones.
"""

from __future__ import annotations

import copy
from socket import socket
from time import time
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import import_string
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer

from archive.web.middleware.request_size_limit import (
    MOST_DESK_BYTES,
    MOST_READER_BYTES,
)

from .deadlines import set_deadlines
from .fair_queue import FairDispatcher

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

SERVER_THREADS = 32  # each reader who waits for a search keeps one (`search_slots`)
MOST_CONNECTIONS = 600  # file descriptors; a process has 1,024 at least
IDLE_SECONDS = 10  # between two requests of one connection
PERIOD_SECONDS = 10  # in which a request comes whole, or enough of it
LEAST_BYTES_A_SECOND = 1024  # of longer ones; Tor is slow, but not as slow
SECONDS_BETWEEN_CHECKS = 1
MOST_HEAD_BYTES = 98_304  # an address of 64 KB, and what browsers send beside it
DESK_PATH = "/desk/"


class SizedParser(HTTPRequestParser):
    """Reads a request; refuses a body larger than any form at its address takes.

    Waitress keeps a body on the disk until it is whole. The middleware says the same
    in a page of ours where the length is known and not far above.
    """

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head, then choose the limit of the body by its path."""
        super().parse_header(header_plus)
        if not self.path.startswith(DESK_PATH):
            self.adj: Adjustments = copy.copy(self.adj)
            self.adj.max_request_body_size = 2 * MOST_READER_BYTES


class TimedChannel(HTTPChannel):
    """A connection that knows since when the reader keeps it waiting.

    While a request comes or an answer goes, so many bytes have to move in each period.
    """

    parser_class = SizedParser
    waits_since: float | None = None  # for the reader, to send or to take
    period_began = 0.0
    period_bytes = 0

    def received(self, data: bytes) -> Any:
        """Take what came; a whole request ends the waiting."""
        self._count(len(data))
        result = super().received(data)
        if self.request is None:
            self.waits_since = None
        return result

    def send(self, data: bytes, do_close: bool = True) -> Any:
        """Send what the reader takes; the last byte ends the waiting."""
        sent = super().send(data, do_close)
        self._count(sent)
        if sent == self.total_outbufs_len:
            self.waits_since = None
        return sent

    def _count(self, moved: int) -> None:
        if self.waits_since is None:
            self.waits_since = self.period_began = time()
            self.period_bytes = 0
        self.period_bytes += moved

    def is_overdue(self, now: float) -> bool:
        """Whether the reader had time enough; begins the next period."""
        if self.waits_since is None:
            return not self.requests and now - self.last_activity > IDLE_SECONDS
        period = now - self.period_began
        if period <= PERIOD_SECONDS:
            return False
        is_slow = self.period_bytes < period * LEAST_BYTES_A_SECOND
        self.period_began, self.period_bytes = now, 0
        return is_slow


class ReaderServer(TcpWSGIServer):
    """Waitress on a socket that listens already, which processes may share."""

    channel_class = TimedChannel

    def __init__(self, application: WSGIApplication, listener: socket) -> None:
        host, port = listener.getsockname()[:2]
        super().__init__(
            application,
            map={},
            _sock=listener,
            dispatcher=FairDispatcher(SERVER_THREADS),
            adj=Adjustments(
                listen=f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                threads=SERVER_THREADS,
                connection_limit=MOST_CONNECTIONS,
                cleanup_interval=SECONDS_BETWEEN_CHECKS,
                max_request_header_size=MOST_HEAD_BYTES,
                max_request_body_size=2 * MOST_DESK_BYTES,
                ident=None,
                asyncore_use_poll=True,
                log_socket_errors=False,
                # Django decides whether `X-Forwarded-Proto` counts (settings).
                clear_untrusted_proxy_headers=False,
            ),
            sockinfo=(
                listener.family,
                listener.type,
                listener.proto,
                listener.getsockname(),
            ),
            bind_socket=False,
        )

    def maintenance(self, now: float) -> None:
        """Close what is overdue. Called by waitress's loop, in its thread."""
        for channel in list(self.active_channels.values()):
            if channel.is_overdue(now):
                channel.handle_close()

    def handle_accept(self) -> None:
        """Take a new connection; where there are too many, the slowest makes room.

        Waitress alone would take none until others end by themselves.
        """
        if len(self._map) >= self.adj.connection_limit - 1:
            self._close_slowest()
        super().handle_accept()

    def _close_slowest(self) -> None:
        waiting = [
            channel
            for channel in self.active_channels.values()
            if channel.waits_since is not None or not channel.requests
        ]
        if waiting:
            min(
                waiting, key=lambda one: one.waits_since or one.last_activity
            ).handle_close()


def load_application() -> WSGIApplication:
    """The site, with all its views: once, for all processes that are forked then."""
    application: WSGIApplication = import_string("archive.wsgi.application")
    return application


def serve_pages(application: WSGIApplication, listener: socket) -> None:
    """Answer requests until SystemExit is raised; those that run may end first. Several
    processes may listen at one socket: whichever is free takes a connection."""
    set_deadlines()
    ReaderServer(application, listener).run()
