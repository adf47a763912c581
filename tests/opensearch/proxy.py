"""A proxy before a node of the cluster, which does to requests what proxies do."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Change = Callable[[str, Any], Any]  # of an address and its answer, into another answer


class Handler(BaseHTTPRequestHandler):
    """Passes on what the proxy lets through."""

    server: Proxy
    protocol_version = "HTTP/1.1"

    def pass_on(self) -> None:
        """Ask the node, and answer as it does but for `change`."""
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.sizes.append(len(sent))
        if len(sent) > self.server.limit:
            return self.say(413, b"<html>Request Entity Too Large</html>", "text/html")
        if self.server.refusal:
            return self.say(self.server.refusal, b"{}")
        url = f"http://{self.server.node}{self.path}"
        headers = {"Content-Type": self.headers.get("Content-Type", "application/json")}
        request = urllib.request.Request(
            url, sent or None, headers, method=self.command
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                status, body = answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            status, body = error.code, json.load(error)
        return self.say(
            status, json.dumps(self.server.change(self.path, body)).encode()
        )

    do_GET = do_POST = do_PUT = do_DELETE = pass_on

    def say(self, status: int, body: bytes, kind: str = "application/json") -> None:
        """Answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nothing."""


class Proxy(ThreadingHTTPServer):
    """`limit` in bytes, a status that `refusal` gives to all, and what it changes."""

    daemon_threads = True

    def __init__(self, node: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.node, self.limit, self.refusal = node, 10**9, 0
        self.sizes: list[int] = []
        self.change: Change = lambda _path, answer: answer

    @property
    def host(self) -> str:
        """As ARCHIVE_SEARCH_URL names it."""
        return f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def proxy_before(node: str) -> Iterator[Proxy]:
    """A proxy that listens for a while."""
    proxy = Proxy(node)
    threading.Thread(target=proxy.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        proxy.server_close()
