"""A line to the site on which pages come in parts, as they do from far away."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.request import Request, urlopen

PARTS, PAUSE = 12, 0.12  # of a page; seconds between them
PASSED_ON = ("Content-Type", "Content-Security-Policy", "Cache-Control")


class SlowLine(BaseHTTPRequestHandler):
    """Passes on what the site answers; a page in parts."""

    site = ""

    def do_GET(self) -> None:
        """Ask the site, uncompressed."""
        try:
            answer = urlopen(Request(self.site + self.path), timeout=30)
        except HTTPError as error:
            answer = error
        body = answer.read()
        self.send_response(answer.status)
        for name in PASSED_ON:
            if answer.headers[name]:
                self.send_header(name, answer.headers[name])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        is_page = answer.headers["Content-Type"].startswith("text/html")
        step = len(body) // (PARTS if is_page else 1) + 1
        for start in range(0, len(body), step):
            self.wfile.write(body[start : start + step])
            self.wfile.flush()
            time.sleep(PAUSE if is_page else 0)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def slow_line_to(site: str) -> Iterator[str]:
    """The address of a slow line to the site, while it is needed."""
    handler = type("SlowLineTo", (SlowLine,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
