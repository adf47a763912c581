"""The benchmarks run on any texts, print their tables and leave nothing behind."""

import gzip
import io
import json
import os
import re
import subprocess
import sys
import threading
import time
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from django.conf import settings

from benchmarks.archives import blank_archive
from benchmarks.attacks import attackers, honest_reader
from benchmarks.attacks.attack_table import format_attack_row
from benchmarks.attacks.attacked_site import ReaderClient
from benchmarks.attacks.attackers import ATTACKS, Attacker
from benchmarks.attacks.honest_reader import read_pages, send_forms
from benchmarks.child_process import DATABASE_FILE, run_in_child
from benchmarks.faults.fault_rows import Answers, FaultRow, format_head
from benchmarks.load.load_clients import ask_steadily
from benchmarks.load.load_table import format_load_row
from benchmarks.pages_by_size import make_page_table
from benchmarks.run import run_benchmarks
from benchmarks.served_site import find_free_port
from tests.webserver import serving

WORDS = ("Kamera", "Stadt", "Gesicht", "Daten", "Firma", "Polizei", "Bericht", "Netz")
CHINESE = "监控城市人脸数据公司警察报告网络"
NUMBER = 24  # texts of a corpus
PATIENCE = 30  # seconds, where a busy machine may be slow
PARTS = ("relevance", "search", "bounds", "exports", "files")


def text(language, number):
    if language == "zh":
        return "".join(CHINESE[(number + n) % 16] for n in range(0, 12, 2)) + "。"
    said = (WORDS[(number >> bit) % 8] for bit in range(3))
    return f"{' '.join(said).capitalize()} sagt Nummer{number} viel mehr hier. Ende da."


@pytest.fixture(scope="module")
def corpora(tmp_path_factory):
    """A folder with small corpora of ours."""
    folder = tmp_path_factory.mktemp("corpora")
    for name in ("gnad", "xquad-de", "xquad-en", "xquad-zh"):
        language = name[-2:] if "-" in name else "de"
        docs = [
            {
                "id": f"{name}-{n}",
                "title": "",
                "text": text(language, n),
                "lang": language,
            }
            for n in range(NUMBER)
        ]
        parts = {
            "docs": docs,
            "queries": [{"id": row["id"], "text": row["text"]} for row in docs],
            "qrels": [{"query": r["id"], "doc": r["id"], "rel": 1} for r in docs],
        }
        for part, rows in parts.items():
            with gzip.open(folder / f"{name}.{part}.jsonl.gz", "wt") as file:
                file.writelines(json.dumps(row) + "\n" for row in rows)
    return folder


def run(corpora, *arguments):
    """What a run prints; it leaves nothing in the project's folder."""
    before = set(settings.BASE_DIR.iterdir())
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.run", *arguments],
        env={**os.environ, "ARCHIVE_CORPORA": str(corpora)},
        capture_output=True,
        text=True,
        check=False,
        cwd=settings.BASE_DIR,
    )
    assert ended.returncode == 0, ended.stderr
    assert set(settings.BASE_DIR.iterdir()) == before
    return ended.stdout


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


def tables(printed):
    """The rows of each table, by their first cell."""
    found = re.findall(r"(?:^\|.*\n)+", printed, re.MULTILINE)
    return [
        {cells(line)[0]: cells(line) for line in table.splitlines()} for table in found
    ]


@pytest.fixture(scope="module")
def printed(corpora, copy_migrated):
    """All tables that need texts, of one run: each process of it takes seconds. The
    blank archive finds its tables made, which would take four seconds more."""
    said = io.StringIO()

    def make_blank(folder, what, first):
        copy_migrated(Path(folder) / DATABASE_FILE)
        return run_in_child(folder, what, first)

    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.setenv("ARCHIVE_CORPORA", str(corpora))
        patch.setattr(blank_archive, "run_in_child", make_blank)
        code = run_benchmarks("60", "1", ",".join(PARTS), "False")
    assert code == 0
    return tables(said.getvalue())


def test_every_table_has_a_row_for_each_class(printed):
    _relevance, beside, pages, dearest, exported, _files = printed
    for name in (
        "common word",
        "phrase",
        "prefix",
        "region + dates",
        "three facets",
        "sort by date",
        "highlight 10",
        "saved to found",
    ):
        assert len(beside[name]) == 7, name
        measured = [cell for cell in beside[name][1:] if cell != "–"]
        assert len(measured) >= 5, name  # PostgreSQL may be absent
        assert all(float(cell.split()[0]) >= 0 for cell in measured), name
    assert float(beside["saved to found"][3].split()[0]) > 0  # Haystack's is slow
    assert all(float(cell) > 0 for cell in beside["memory, MB"][1:4])
    assert all(float(cell.split()[0]) > 0 for cell in pages["question"][1:])
    assert int(dearest["3 common words, any"][1]) > 0
    assert int(dearest["26 beginnings"][2]) > 0  # the reader is told of the cut
    assert set(exported) >= {"csv", "jsonl", "ris", "ics"}


def test_relevance_is_whole_where_questions_are_the_texts(printed):
    for language in ("de", "en"):
        for cell in printed[0][f"{language}-questions"][2:4]:  # our engines
            assert float(cell.split()[0]) > 0.9


def test_the_files_table_has_a_row_for_each_format(printed):
    for suffix in ("ris", "bib", "csl.json", "mods.xml", "csv"):
        assert all(float(cell) >= 0 for cell in printed[-1][suffix][1:])


def test_without_the_texts_it_says_where_they_were_sought(tmp_path):
    assert "Skipped: no corpus" in run(tmp_path / "none", "60", "2", "", "False")


@pytest.mark.parametrize(
    "module",
    (
        "benchmarks.pages_by_size",
        "benchmarks.attacks.attack_table",
        "benchmarks.load.load_table",
        "benchmarks.faults.__main__",
    ),
)
def test_each_part_with_a_process_of_its_own_can_begin(module):
    ended = subprocess.run(
        [sys.executable, "-c", f"import {module}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=settings.BASE_DIR,
    )
    assert ended.returncode == 0, ended.stderr


def test_the_table_of_places_has_a_row_for_each_kind_of_page():
    pages = {"home": {"p50": 10.0, "p95": 20.0, "cpu": 8.0, "again": 0.5, "queries": 5}}
    larger = {
        "home": {"p50": 30.0, "p95": 50.0, "cpu": 16.0, "again": 0.6, "queries": 7}
    }
    lines = list(make_page_table("An engine", {10: pages, 1_000: larger}))
    assert cells(lines[2]) == [
        "home",
        "10 / 20 (8; 0.5)",
        "30 / 50 (16; 0.6)",
        "7",
        "2.0 ×",
    ]


def test_a_page_that_was_not_measured_at_a_size_has_no_figures_there():
    times = {"p50": 10.0, "p95": 20.0, "cpu": 8.0, "again": 0.5, "queries": 5}
    lines = list(make_page_table("An engine", {10: {"search": times}, 1_000: {}}))
    assert cells(lines[2]) == ["search", "10 / 20 (8; 0.5)", "–", "5", ""]


PAGES = {
    "/articles/": b'<a href="/articles/4f7k9q2t/a/">A</a>',
    "/entries/4f7k9q2t/report/": b'<input name="stamp" value="s">',
}
OTHER_PAGES = ("/", "/search/", "/basket/", "/search/batch/", "/timeline/")


@pytest.fixture
def small_site():
    """A server that answers the addresses that the attacks ask for."""

    def answer(page):
        def say(asked):
            if asked.command == "POST":
                asked.sent()
            asked.say(303 if asked.command == "POST" else 200, page)

        return say

    with serving() as web:
        for path in OTHER_PAGES:
            web.answers[path] = answer(b"")
        web.answers["/entries/4f7k9q2t/cite/"] = answer(b"")
        web.answers.update({path: answer(page) for path, page in PAGES.items()})
        yield web


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_ends_when_it_is_told_to(attack, small_site, monkeypatch):
    monkeypatch.setattr(attackers, "STAMP_SECONDS", 0)
    monkeypatch.setattr(attackers, "DRIP_SECONDS", 0.05)
    attacker = Attacker(ReaderClient(small_site.port, "192.0.2.1"))
    thread = threading.Thread(target=ATTACKS[attack], args=(attacker,))
    thread.start()
    is_quiet = attack == "no attack" or attack.startswith("64 ")  # counts broken ones
    end = time.monotonic() + PATIENCE
    assert not attacker.stop.wait(0.3) and thread.is_alive()
    while not is_quiet and not attacker.statuses and time.monotonic() < end:
        time.sleep(0.1)
    attacker.stop.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert bool(attacker.statuses) != is_quiet


def test_the_honest_reader_reads_and_sends_forms(small_site, monkeypatch):
    monkeypatch.setattr(honest_reader, "STAMP_SECONDS", 0)
    client = ReaderClient(small_site.port)
    entries = client.find_entries()
    assert entries == ["4f7k9q2t"]
    assert {page.status for page in read_pages(client, entries, 0.1)} == {200}
    forms = send_forms(client, entries[0])
    assert {name: one.status for name, one in forms.items()} == dict.fromkeys(
        ("report", "batch", "basket"), 303
    )
    assert all(
        headers.get("X-Forwarded-For") is None
        for _path, headers in small_site.server.asked
    )


def test_the_table_of_attacks_shows_what_is_too_slow():
    found = {"requests": 20, "p50": 0.1, "p95": 0.9, "longest": 2.0}
    slow = {"cpu_p50": 0.05, "cpu_p95": 1.21, "failed": 2, "refused": ["report"]}
    row = format_attack_row("searches", {"503": 1200, "200": 7}, found | slow)
    said = ["searches", "7 × 200, 1,200 × 503", "20", "0.05", "**1.21**"]
    assert cells(row) == [*said, "0.10", "0.90", "2.00", "2", "report"]
    quiet = found | slow | {"cpu_p95": 0.99, "failed": 0, "refused": []}
    assert cells(format_attack_row("none", {}, quiet))[4] == "0.99"
    assert cells(format_attack_row("none", {}, quiet))[-2:] == ["0", "none"]


def test_a_fault_row_says_whether_it_is_as_wanted():
    answers = Answers()
    for status, has_retry, seconds in ((200, False, 0.5), (503, True, 4.9)):
        answers.add(status, has_retry, seconds, "/")
    row = FaultRow("a fault", saved=3, answers=answers, recovered=1.0)
    seen = ["a fault", "1", "3", "0", "0", "1", "1", "0", "4.9", "1.0", "0", "0"]
    assert cells(row.format_line()) == [*seen, "yes"]
    assert len(seen) + 1 == len(cells(next(format_head())))


@pytest.mark.parametrize(
    "change",
    [
        {"lost": 1},
        {"half": 1},
        {"files": 1},
        {"processes": 1},
        {"recovered": 10.1},
        {"notes": ["something else"]},
        {"answers": (500, False, 0.1)},
        {"answers": (503, False, 0.1)},
        {"answers": (200, False, 7.0)},
    ],
)
def test_whatever_is_lost_half_or_late_is_not_as_wanted(change):
    answer = change.pop("answers", (200, False, 0.1))
    row = FaultRow("a fault", answers=Answers(), **change)
    row.answers.add(*answer, "/")
    assert len(row.list_failures()) == 1 and "**no**" in row.format_line()


def test_a_fault_that_could_not_be_tried_says_why():
    row = FaultRow("a fault", skipped="no server here")
    assert cells(row.format_line())[-1] == "not tried: no server here"


def test_a_row_of_load_marks_a_number_below_the_wanted_one():
    found = {"answers": 300, "errors": 1, "p50": 0.012, "p95": 0.25}
    row = format_load_row("list, made anew", found, 10, 4.5, 40)
    assert row == "| list, made anew | **30** | 15.0 | 12 | 250 | 1 | 40 |"
    assert "| 30 |" in format_load_row("list", found, 10, 4.5, 30)


def test_readers_count_answers_and_errors_and_end_in_time(small_site):
    port = small_site.port
    found = ask_steadily(port, 3, 2, True, ["/articles/", "/nothing-here/"])
    assert found["answers"] > 0
    assert found["errors"] > 0
    assert 0 < found["p50"] <= found["p95"] <= found["longest"]
    assert ask_steadily(find_free_port(), 2, 0.2, True, ["/"])["answers"] == 0
