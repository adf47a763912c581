"""An archive of the benchmark's own: its folder, its site, and what one asks of it."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlencode

from lxml import html

from benchmarks.child_process import PROJECT_FOLDER, MeasurementFailed

from .fault_rows import Answers
from .shifted_clock import SHIFT_NAME

START_SECONDS = 120.0  # for a site on a busy machine
ANSWER_TIMEOUT = 90.0  # after which we call it no answer
READERS_PATHS = ("/", "/events/", "/search/?q=camera", "/timeline/", "/about/")
READERS_PAUSE = 0.1
ADD_PATH = "/desk/events/new/"
Answer = tuple[int, dict[str, str], str]  # status, headers and text


class Installation:
    """A copy of a prepared archive, in a folder that nobody else has."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.folder = folder
        self.database_url = database_url or f"sqlite:///{folder}/archive.sqlite3"
        self.port = find_free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.saved: list[str] = []
        self.clock_shift = 0  # seconds by which the clock of its processes is wrong
        self.more_environment: dict[str, str] = {}
        self._cookies: dict[str, str] = {}
        self._form: dict[str, Any] = {}

    @property
    def environment(self) -> dict[str, str]:
        """The settings of all its processes; by its folder we know them again."""
        given = {n: v for n, v in os.environ.items() if not n.startswith("ARCHIVE_")}
        return {
            **given,
            "ARCHIVE_VAR": str(self.folder),
            "ARCHIVE_DATABASE_URL": self.database_url,
            "ARCHIVE_SEARCH_URL": f"whoosh:///{self.folder}/index",
            "ARCHIVE_MEDIA_DIR": str(self.folder / "media"),
            "DJANGO_SETTINGS_MODULE": "archive.settings",
            **({SHIFT_NAME: str(self.clock_shift)} if self.clock_shift else {}),
            **self.more_environment,
        }

    def manage(self, *words: str) -> str:
        """Run a command. Raises `MeasurementFailed`."""
        return self._run([sys.executable, "manage.py", *words])

    def work_inside(self, what: str, *arguments: object) -> Any:
        """The result of a function of `inside`, in a process with our settings."""
        words = [sys.executable, "-m", "benchmarks.faults.inside", what]
        printed = self._run([*words, *map(str, arguments)])
        return json.loads(printed.splitlines()[-1])

    def begin_inside(self, what: str, *arguments: object) -> subprocess.Popen[str]:
        """The same, while it runs; it prints a line when it has begun."""
        words = [sys.executable, "-m", "benchmarks.faults.inside", what]
        process = subprocess.Popen(
            [*words, *map(str, arguments)],
            env=self.environment,
            cwd=PROJECT_FOLDER,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        process.stdout.readline()
        return process

    def _run(self, words: list[str]) -> str:
        ended = subprocess.run(
            words,
            env=self.environment,
            cwd=PROJECT_FOLDER,
            capture_output=True,
            text=True,
            check=False,
        )
        if ended.returncode:
            lines = (ended.stderr or ended.stdout).strip().splitlines()
            raise MeasurementFailed(lines[-1] if lines else "no message")
        return ended.stdout

    # The site

    def start(self) -> None:
        """Start the site and wait for its first answer."""
        with (self.folder / "site.log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "benchmarks.faults.shifted_clock",
                    "serve",
                    "--port",
                    str(self.port),
                ],
                env=self.environment,
                cwd=PROJECT_FOLDER,
                stdout=log,
                stderr=log,
            )
        self.wait_for_answer()

    def stop(self) -> None:
        """Stop the site; what does not end by itself is counted by `list_processes`."""
        if self.process is not None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(30)
            self.process = None

    def list_children(self) -> list[int]:
        """The processes of the site, in the order in which they were started."""
        assert self.process is not None
        parent = self.process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
        return sorted(int(one) for one in children.split())

    def list_processes(self) -> list[int]:
        """All processes of this archive."""
        mark = f"ARCHIVE_VAR={self.folder}".encode()
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            with suppress(OSError):
                if mark in path.read_bytes().split(b"\0"):
                    found.append(int(path.parent.name))
        return found

    def end_processes(self) -> None:
        """End what is left of this archive."""
        for process in self.list_processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    # What one asks of it

    def ask(
        self,
        path: str,
        form: dict[str, Any] | None = None,
        seconds: float = ANSWER_TIMEOUT,
    ) -> Answer:
        """Status, headers and text of an answer. Raises `OSError` without one."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            headers = {"Origin": f"http://127.0.0.1:{self.port}"}
            if self._cookies:
                headers["Cookie"] = "; ".join(
                    f"{n}={v}" for n, v in self._cookies.items()
                )
            body = None
            if form is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                body = urlencode(form, doseq=True)
            line.request("GET" if form is None else "POST", path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode("utf-8", "replace")
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    cookie, _sign, rest = value.partition("=")
                    self._cookies[cookie] = rest.partition(";")[0]
            return answer.status, {n.lower(): v for n, v in answer.getheaders()}, text
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            line.close()

    def wait_for_answer(self, path: str = "/healthz") -> float:
        """Seconds until this address answers well. Raises `MeasurementFailed`."""
        began = monotonic()
        while monotonic() - began < START_SECONDS:
            with suppress(OSError):
                if self.ask(path, seconds=5)[0] == 200:
                    return monotonic() - began
            sleep(0.05)
        raise MeasurementFailed("the site does not answer")

    def log_in(self) -> None:
        """An editor's session, and the form to add an event."""
        self._cookies = self.work_inside("log_in")
        status, _headers, page = self.ask(ADD_PATH)
        if status != 200:
            raise MeasurementFailed(f"the desk answers {status}")
        self._form = read_form(page)

    def save(self, title: str, answers: Answers) -> bool:
        """Add an event at the desk; whether it was acknowledged. A form that is given
        back must have the title in it. Raises `OSError` without an answer."""
        began = monotonic()
        status, headers, page = self.ask(ADD_PATH, {**self._form, "title": title})
        has_retry = "retry-after" in headers and title in page
        answers.add(status, has_retry, monotonic() - began, f"POST {ADD_PATH}")
        if status == 302:
            self.saved.append(title)
        return status == 302

    def send_long_form(self, text: str) -> Answer:
        """The answer to an event with a long description. Raises `OSError`."""
        return self.ask(
            ADD_PATH, {**self._form, "title": "A long text", "description": text}
        )

    @contextmanager
    def read_meanwhile(self, answers: Answers, readers: int = 2) -> Iterator[None]:
        """Readers who ask for pages all the time, and whose answers are counted.

        A connection that breaks is asked again, as browsers do.
        """
        stop = threading.Event()

        def read(first: int) -> None:
            number = first
            while not stop.wait(READERS_PAUSE):
                path = READERS_PATHS[number % len(READERS_PATHS)]
                began = monotonic()
                with suppress(OSError):
                    status, headers, _page = self.ask(path)
                    seconds = monotonic() - began
                    answers.add(status, "retry-after" in headers, seconds, path)
                number += 1

        threads = [
            threading.Thread(target=read, args=(number,)) for number in range(readers)
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()


def read_form(page: str) -> dict[str, Any]:
    """What a browser would send from the longest form of a page."""
    forms = html.document_fromstring(page).forms
    form = max(forms, key=lambda one: len(one.fields))
    fields: dict[str, Any] = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return {**fields, "_save": "1"}


def find_free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def prepare_template() -> Iterator[Path]:
    """The folder of an archive with its vocabularies, demonstration and accounts."""
    with tempfile.TemporaryDirectory(prefix="archive-faults-") as name:
        template = Installation(Path(name) / "template")
        template.folder.mkdir()
        template.manage("serve", "--prepare-only")
        template.work_inside("add_accounts")
        yield template.folder


@contextmanager
def copy_installation(template: Path) -> Iterator[Installation]:
    """A copy of the template; whatever runs in it is ended with the context."""
    place = Path(tempfile.mkdtemp(prefix="copy-", dir=template.parent))
    shutil.copytree(template, place, dirs_exist_ok=True)
    installation = Installation(place)
    try:
        yield installation
    finally:
        installation.stop()
        installation.end_processes()
        shutil.rmtree(place, ignore_errors=True)
