"""Files are read in a process that has limits and no secrets."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from archive.importers import extraction_process
from archive.importers.articles.page_files import EXTRACTED_TYPES
from archive.importers.extraction import child
from archive.importers.extraction.extracted_page import ExtractionError
from archive.importers.extraction.packed import PACKED_TYPES

PAGE = b"<html><body><h1>A headline of four words</h1><p>One sentence of text.</p>"


def run_limited(code: str) -> subprocess.CompletedProcess[bytes]:
    """Run code in a process that has set the limits of the reader on itself."""
    program = (
        "from archive.importers.extraction import child\n"
        "child.SECONDS_LIMIT = 1\nchild.set_limits()\n" + code
    )
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        cwd=settings.BASE_DIR,
        check=False,
        timeout=60,
    )


def test_a_page_is_read_in_another_process():
    page = extraction_process.extract_in_child("text/html", PAGE)
    assert page.title == "A headline of four words"
    assert [block.role for block in page.blocks] == ["title", "paragraph"]


def test_each_type_has_a_reader_that_is_there():
    assert set(child.PAGE_READERS) == set(EXTRACTED_TYPES)
    assert set(child.TYPES_WITH_PARTS) == PACKED_TYPES
    assert all(callable(child.load_reader(one)) for one in child.PAGE_READERS.values())


def test_a_file_is_read_without_what_reads_other_types():
    program = (
        "import sys; from archive.importers.extraction import child\n"
        "child.read_file('application/x-bibtex', b'@book{a, title = {A title}}')\n"
        "print(sorted({'lxml', 'numpy', 'trafilatura'} & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        cwd=settings.BASE_DIR,
        check=True,
    )
    assert ended.stdout.strip() == b"[]"


def test_a_file_without_text_is_told_by_its_code():
    with pytest.raises(ExtractionError, match="no-text"):
        extraction_process.extract_in_child("text/html", b"<html></html>")


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        ("x = bytearray(3_000_000_000)", b"MemoryError"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", b"Permission"),
        ("import socket; socket.getaddrinfo('a.example', 80)", b"Permission"),
        ("import socket; socket.gethostbyname('a.example')", b"Permission"),
        ("import socket; socket.socket(type=2).sendto(b'', ('127.0.0.1', 9))", b"Perm"),
        ("import os; os.execv('/bin/true', ['true'])", b"Permission"),
        ("import os; os.posix_spawn('/bin/true', ['true'], {})", b"Permission"),
        ("import os; os.fork() or os._exit(0)", b"Permission"),
        ("import os; os.system('true')", b"Permission"),
        ("import subprocess; subprocess.run(['true'])", b"Permission"),
    ],
)
def test_the_reader_cannot_take_much_memory_or_leave_its_process(code, sign):
    assert sign in run_limited(code).stderr


def test_the_reader_lets_the_site_go_first():
    ended = run_limited("import os; print(os.nice(0))")
    assert int(ended.stdout) >= os.nice(0) + child.NICENESS


def test_more_text_than_an_article_has_is_not_given_to_the_site(monkeypatch):
    monkeypatch.setattr(child, "MOST_ANSWER_CHARACTERS", 200)
    short, long = {"page": {"title": "a"}}, {"page": {"title": "a" * 200}}
    assert json.loads(child.write_answer(short)) == short
    assert json.loads(child.write_answer(long)) == {"problem": "too-large"}


def test_the_reader_is_stopped_when_its_time_is_up():
    assert run_limited("while True: pass").returncode == -24  # SIGXCPU


@pytest.mark.parametrize(
    ("program", "problem"),
    [
        ("import time; time.sleep(60)", "too-slow"),
        ("import os; os.kill(os.getpid(), 24)", "too-slow"),
        ("import os; os.kill(os.getpid(), 9)", "too-large"),
        ("raise MemoryError", "too-large"),
        ("raise ValueError", "broken"),
        ("print('no json')", "broken"),
    ],
)
def test_a_reader_that_fails_is_told_by_a_code(monkeypatch, program, problem):
    monkeypatch.setattr(extraction_process, "WALL_SECONDS", 3)
    monkeypatch.setattr(
        extraction_process, "READER_COMMAND", [sys.executable, "-c", program]
    )
    with pytest.raises(ExtractionError, match=problem):
        extraction_process.extract_in_child("text/html", PAGE)


def test_the_reader_gets_no_secret_of_the_site(monkeypatch):
    monkeypatch.setenv("ARCHIVE_SECRET_KEY", "the key of this site")
    program = "import os, sys; sys.exit('ARCHIVE_SECRET_KEY' in os.environ)"
    ended = []
    run = subprocess.run

    def remember(*args, **options):
        ended.append(run(*args, **options))
        return ended[-1]

    monkeypatch.setattr(subprocess, "run", remember)
    monkeypatch.setattr(
        extraction_process, "READER_COMMAND", [sys.executable, "-c", program]
    )
    with pytest.raises(ExtractionError):
        extraction_process.extract_in_child("text/html", PAGE)
    assert ended[0].returncode == 0
