"""A server on this machine that says what it is told to say."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from archive import fetching

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by path; what is not known is 404."""

    server: Server

    def do_GET(self) -> None:
        """Ask the test."""
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.answers.get(self.path.partition("?")[0])
        if answer is None:
            self.say(404, b"nothing here")
        else:
            answer(self)

    do_POST = do_GET

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Answer with a status, headers (`_` for `-`) and a body."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def sent(self) -> bytes:
        """What came with a POST."""
        return self.rfile.read(int(self.headers["Content-Length"]))

    def log_message(self, *_args: object) -> None:
        """Nothing."""


class Server(ThreadingHTTPServer):
    """Holds the answers and what was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def handle_error(self, *_args: object) -> None:
        """A client that went away is no matter."""


@dataclass
class Web:
    """The server as a test sees it."""

    server: Server
    port: int
    answers: dict[str, Answer] = field(default_factory=dict)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, body: bytes, media_type: str = "text/html") -> str:
        """Serve a page; its address."""
        self.answers[path] = lambda asked: asked.say(200, body, Content_Type=media_type)
        return self.url(path)


@contextmanager
def serving() -> Iterator[Web]:
    """A server while the context lasts."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield Web(server, server.server_address[1], server.answers)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def web(monkeypatch):
    """A server that `fetching` may ask: this one alone, and only in this test."""
    with serving() as found:
        here = ("127.0.0.1", found.port)
        monkeypatch.setattr(
            fetching, "_is_allowed", lambda ip, port: (ip, port) == here
        )
        yield found


def write_certificate(folder: Path, host: str) -> Path:
    """A certificate of a host and its key in one file, signed by itself, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    day, now = datetime.timedelta(days=1), datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / f"{host}.pem"
    file.write_bytes(signed.public_bytes(pem) + secret)
    return file
