"""The served site with the demonstration, and a browser that counts what it does."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.closing import SQLITE

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
PATIENCE = 300  # seconds for the first page of a new site
STORE = "var/journeys"
HEIGHT = 900  # of a window, in pixels


@dataclass
class Site:
    """A site served as in production, with its own data."""

    address: str
    settings: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a command on its data; what it printed."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.settings,
            capture_output=True,
            text=True,
            check=True,
        ).stdout


@dataclass
class Visit:
    """A page of a fresh browser profile; what it asked for and said."""

    site: Site
    page: object
    foreign: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def go(self, path: str) -> int:
        """Open an address of the site; its status."""
        return self.page.goto(self.site.address + path).status

    def cookies(self) -> list:
        """Every cookie that was set."""
        return self.page.context.cookies()


@pytest.fixture(scope="session")
def program():
    """Where the browser is; without one all journeys are skipped, but not under CI."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        reason = f"no browser is installed ({', '.join(PROGRAMS)})"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def browser(program, request):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        closing = request.config.pluginmanager.get_plugin("closing")
        closing.engine = f"Chromium {browser.version} + {SQLITE}"
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(program):
    """`manage.py serve` on a free port, stopped at the end."""
    folder: Path = settings.BASE_DIR / STORE
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    port = free_port()
    chosen = {
        **{name: v for name, v in os.environ.items() if "ARCHIVE_" not in name},
        "ARCHIVE_DATABASE_URL": f"sqlite:///{STORE}/archive.sqlite3",
        "ARCHIVE_SEARCH_URL": f"whoosh:///{STORE}/index",
        "ARCHIVE_MEDIA_DIR": f"{STORE}/media",
    }
    served = Site(f"http://127.0.0.1:{port}", chosen)
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=settings.BASE_DIR,
            env=chosen,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(served, process, folder / "log")
            yield served
        finally:
            process.terminate()
            process.wait(timeout=30)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def wait_for(site: Site, process: subprocess.Popen, log: Path) -> None:
    """Wait for the first page; fail with what the server said."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urlopen(site.address + "/healthz", timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the site did not start:\n{log.read_text()}")


@pytest.fixture
def visit(browser, site):
    """`visit(javascript=False, scheme="dark")` opens a fresh profile."""
    visits = []

    def begin(javascript=True, scheme="light", width=1280):
        begun = open_profile(browser, site, javascript, scheme, width)
        visits.append(begun)
        return begun

    yield begin
    for begun in visits:
        begun.page.context.close()
    for begun in visits:
        check_visit(begun)


@pytest.fixture(scope="module")
def profiles(browser, site):
    """The two profiles that go from page to page, by whether they run JavaScript: a
    fresh one would take eight times as long to show its first page."""
    opened = {
        javascript: open_profile(browser, site, javascript)
        for javascript in (True, False)
    }
    yield opened
    for begun in opened.values():
        begun.page.context.close()


@pytest.fixture
def next_visit(profiles):
    """`next_visit(javascript=False)` goes on in a profile without its cookies."""
    visits = []

    def go_on(javascript=True):
        begun = profiles[javascript]
        begun.page.context.clear_cookies()
        begun.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        begun.page.set_viewport_size({"width": 1280, "height": HEIGHT})
        begun.foreign.clear()
        begun.said.clear()
        visits.append(begun)
        return begun

    yield go_on
    for begun in visits:
        check_visit(begun)


def open_profile(browser, site, javascript=True, scheme="light", width=1280):
    """A fresh profile with an empty page, watched."""
    context = browser.new_context(
        java_script_enabled=javascript,
        color_scheme=scheme,
        viewport={"width": width, "height": HEIGHT},
        locale="en-GB",
    )
    begun = Visit(site, context.new_page())
    context.on("request", lambda request: note(begun, request.url))
    context.on("console", lambda message: hear(begun, message))
    return begun


OF_A_BUSY_BROWSER = (
    # A test typed before the browser came to set the focus itself.
    "Autofocus processing was blocked",
    "net::ERR_CONNECTION_RESET",
    "net::ERR_CONNECTION_CLOSED",
    "net::ERR_SOCKET_NOT_CONNECTED",
)


def check_visit(visit: Visit) -> None:
    """Fail where a page spoke to others, or its console has messages."""
    assert visit.foreign == [], "a third party was asked"
    assert visit.said == [], "the console has messages"


def hear(visit: Visit, message) -> None:
    """Keep what the console shows; a browser's own advice is of the level below. The
    site may close a line on which nothing moves for ten seconds, as happens where the
    browser itself waits for a busy processor."""
    is_of_busy_browser = any(words in message.text for words in OF_A_BUSY_BROWSER)
    if message.type not in ("debug", "verbose") and not is_of_busy_browser:
        visit.said.append(message.text)


def note(visit: Visit, url: str) -> None:
    """Keep an address that is not of the site."""
    if not url.startswith((visit.site.address + "/", "data:")):
        visit.foreign.append(url)
