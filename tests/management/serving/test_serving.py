"""The running site: what its log says, what stops it, and what does not."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings

from archive.management.serving import connections

SECRET = "zwitscherkanari"
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MALFORMED = [
    f"{SECRET}\r\n\r\n",
    f"GET /?q={SECRET} HTTP/1.1\r\nBad {SECRET}\r\n\r\n",
    f"GET /?q={SECRET} HTTP/9.9\r\nUser-Agent: {SECRET}\r\n\r\n",
    f"GET /?q={SECRET} HTTP/1.1\r\nHost: {SECRET}.example\r\n\r\n",
    f"GET /healthz?q={SECRET} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    f"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: {SECRET}\r\n\r\n",
]
WHOLE = "GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
HEAD = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BODY = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000\r\n\r\n"
PATIENCE = 60  # seconds, where a busy machine may be slow


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def ask(port: int, request: str) -> bytes:
    """The head of the answer to these very bytes, and maybe more."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        line.sendall(request.encode())
        answer = b""
        while part := line.recv(4096):
            answer += part
            if b"\r\n\r\n" in answer:
                break
        return answer


def start_site(port: int, **constants: int) -> subprocess.Popen:
    """The real site with two processes for pages, without work behind them."""
    code = (
        "import django\n"
        "from django.conf import settings\n"
        f"settings.STORAGES['staticfiles'] = {PLAIN!r}\n"
        "settings.PROCESSES = 2\n"
        "django.setup()\n"
        "from archive.management.commands import serve\n"
        "from archive.management.serving import background, connections\n"
        f"vars(connections).update({constants!r})\n"
        "background.BackgroundWork.run = lambda self: self.stop.wait()\n"
        f"serve.run_site('127.0.0.1', {port})\n"
        "print('Stopped.')"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "archive.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for(port: int) -> None:
    """Until the port takes connections and an answer comes."""
    for _attempt in range(PATIENCE * 10):
        with contextlib.suppress(ConnectionError):
            if ask(port, WHOLE):
                return
        time.sleep(0.1)
    pytest.fail("the server did not come up")


@contextlib.contextmanager
def run_own_site():
    """The real site in processes of its own; its port and its parent."""
    port = free_port()
    process = start_site(port, PERIOD_SECONDS=2, IDLE_SECONDS=2, MOST_CONNECTIONS=20)
    try:
        wait_for(port)
        yield port, process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.fixture(scope="module")
def port():
    """The port of a site that every test of this module may use, and none may stop."""
    with run_own_site() as (port, _process):
        yield port


@pytest.fixture
def site():
    """A site that the test may stop; its port and its parent."""
    with run_own_site() as found:
        yield found


def wait_for_children(process: int) -> list[int]:
    """The three processes that this one starts, in that order: two for pages, and the
    work behind them."""
    path = Path(f"/proc/{process}/task/{process}/children")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        children = sorted(map(int, path.read_text().split()))
        if len(children) == 3:
            return children
        time.sleep(0.1)
    pytest.fail("not all processes were started")


@contextlib.contextmanager
def hold_connections(port: int, count: int, first: str, then: str):
    """Connections that send `first`, then `then` twice a second; all closed at the end.

    Closed ones are opened again, as an attacker would.
    """
    stop, lines = threading.Event(), [None] * count

    def drip():
        while not stop.is_set():
            for number, line in enumerate(lines):
                try:
                    if line is None:
                        line = socket.create_connection(("127.0.0.1", port), 5)
                        lines[number] = line
                        line.sendall(first.encode())
                    elif then:
                        line.sendall(then.encode())
                except OSError:
                    lines[number] = None
            stop.wait(0.5)

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        time.sleep(1)
        yield lines
    finally:
        stop.set()
        thread.join()
        for line in lines:
            if line is not None:
                line.close()


@pytest.mark.starts_on_the_database
def test_the_log_holds_nothing_of_any_request(site):
    port, process = site
    for request in MALFORMED:
        assert ask(port, request).startswith(b"HTTP/1."), request
    assert b"414" in ask(
        port, f"GET /{'a' * 70_000} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    )
    process.send_signal(signal.SIGINT)
    log, _nothing = process.communicate(timeout=PATIENCE)
    assert SECRET not in log and "127.0.0.1" not in log and "Traceback" not in log
    assert log.rstrip().endswith("Stopped.")
    assert process.returncode == 0


@pytest.mark.starts_on_the_database
def test_no_header_of_a_reader_s_moves_the_archive(port):
    for name in ("SCRIPT_NAME", "Script_Name", "PATH_INFO"):
        request = f"GET /desk HTTP/1.1\r\nHost: 127.0.0.1\r\n{name}: /desk\r\n\r\n"
        assert b"\r\nLocation: /desk/\r\n" in ask(port, request), name


@pytest.mark.starts_on_the_database
@pytest.mark.parametrize(
    ("first", "then"),
    [(HEAD, "X-A: b\r\n"), (BODY, "x"), (HEAD, ""), ("", ""), (WHOLE[:-2], "")],
    ids=["dripping heads", "dripping bodies", "half heads", "nothing", "almost whole"],
)
def test_slow_connections_do_not_stop_the_others(port, first, then):
    with hold_connections(port, 64, first, then):  # more than it takes at once
        for _number in range(5):
            began = time.monotonic()
            assert b"200 OK" in ask(port, WHOLE)
            assert time.monotonic() - began < 5
            time.sleep(0.2)


@pytest.mark.starts_on_the_database
@pytest.mark.parametrize("first", [HEAD, BODY, ""])
def test_a_request_that_never_ends_is_closed(port, first):
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        line.sendall(first.encode())
        end = time.monotonic() + PATIENCE
        with contextlib.suppress(ConnectionError):
            while time.monotonic() < end:
                if first:
                    line.sendall(b"a")
                line.settimeout(0.3)
                with contextlib.suppress(TimeoutError):
                    if not line.recv(1):
                        break
        assert time.monotonic() < end


@contextlib.contextmanager
def run_small_site(answer):
    """A site of one function, in this process; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = connections.ReaderServer(answer, listener)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield listener.getsockname()
        finally:
            server.task_dispatcher.shutdown()
            server.close()
            thread.join(PATIENCE)


@pytest.mark.parametrize(
    "head",
    [
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: +5",
        "Content-Length: 5,6",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        "X: a\r\n Content-Length: 5",
    ],
)
def test_a_request_whose_end_is_unclear_is_no_two_requests(head):
    """What one program takes for a body, another would take for a second request."""
    asked, received = send_two_requests(head)
    assert "/second" not in asked
    assert received.startswith(b"HTTP/1.") and received.count(b"HTTP/1.1 200") <= 1


def test_a_length_beside_chunks_is_ignored():
    asked, _received = send_two_requests(
        "Content-Length: 40\r\nTransfer-Encoding: chunked"
    )
    assert asked == ["/first", "/second"]


def send_two_requests(head):
    """A POST with this head and an empty chunk as its body, and a second request; what
    was asked of the site, and what it sent."""
    asked = []

    def answer(environ, start_response):
        asked.append(environ["PATH_INFO"])
        start_response("200 OK", [("Content-Length", "0")])
        return [b""]

    second = "GET /second HTTP/1.1\r\nHost: a\r\n\r\n"
    request = f"POST /first HTTP/1.1\r\nHost: a\r\n{head}\r\n\r\n0\r\n\r\n{second}"
    received = b""
    with (
        run_small_site(answer) as address,
        socket.create_connection(address, timeout=5) as line,
        contextlib.suppress(ConnectionError, TimeoutError),
    ):
        line.sendall(request.encode())
        line.shutdown(socket.SHUT_WR)
        while part := line.recv(4096):
            received += part
    return asked, received


def test_who_takes_nothing_of_an_answer_is_closed(monkeypatch):
    """A large file to somebody who reads nothing would keep a thread for ever."""
    monkeypatch.setattr(connections, "PERIOD_SECONDS", 0.5)
    ended = threading.Event()

    def answer(environ, start_response):
        start_response("200 OK", [("Content-Length", "100000000")])
        try:
            for _part in range(100):
                yield bytes(1_000_000)
        finally:
            ended.set()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = connections.ReaderServer(answer, listener)
        thread = threading.Thread(target=server.run)
        thread.start()
        with socket.create_connection(listener.getsockname()) as line:
            line.sendall(WHOLE.encode())
            assert ended.wait(PATIENCE)
        server.task_dispatcher.shutdown()
        server.close()
        thread.join(PATIENCE)
    assert not thread.is_alive() and not server.active_channels


@pytest.mark.starts_on_the_database
def test_a_body_too_large_for_readers_is_refused_unread(port):
    size = 50_000_000
    head = (
        f"POST /report/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {size}\r\n\r\n"
    )
    assert b"413" in ask(port, head)


@pytest.mark.starts_on_the_database
def test_a_head_longer_than_any_address_is_refused(port):
    long = f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {'a' * 100_000}\r\n\r\n"
    assert b"431" in ask(port, long)
    address = f"GET /robots.txt?q={'a' * 64_000} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    assert b"200 OK" in ask(port, f"{address}Cookie: a={'b' * 8_000}\r\n\r\n")


@pytest.mark.only_on_sqlite("processes")
@pytest.mark.starts_on_the_database
def test_a_killed_process_is_started_again(site):
    port, process = site
    for _time in range(2):
        for child in wait_for_children(process.pid):
            os.kill(child, signal.SIGKILL)
        wait_for(port)
    wait_for_children(process.pid)


@pytest.mark.only_on_sqlite("processes")
@pytest.mark.starts_on_the_database
def test_either_process_answers_while_the_other_is_stopped(site):
    port, process = site
    for child in wait_for_children(process.pid)[:2]:
        os.kill(child, signal.SIGSTOP)
        try:
            assert all(b"200 OK" in ask(port, WHOLE) for _n in range(3))
        finally:
            os.kill(child, signal.SIGCONT)


@pytest.mark.only_on_sqlite("processes")
@pytest.mark.starts_on_the_database
def test_a_killed_parent_leaves_no_process(site):
    _port, process = site
    children = wait_for_children(process.pid)
    process.kill()
    process.wait()
    end = time.monotonic() + PATIENCE
    alive = children
    while alive and time.monotonic() < end:
        alive = [one for one in children if is_running(one)]
        time.sleep(0.1)
    assert not alive


def is_running(process: int) -> bool:
    """Whether it runs; one that ended and waits for its parent does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2]
        return state.split()[0] != "Z"
    except OSError:
        return False
