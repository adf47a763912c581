"""Kills of commands in the midst of their work, at a moment that chance chooses."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from pathlib import Path
from time import monotonic, sleep

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from archive import editorial
from archive.backups import BackupError, check_bag
from archive.models import (
    Article,
    Capture,
    Entry,
    Event,
    ImportRun,
    Passage,
    Redaction,
    Revision,
    User,
)
from archive.search import (
    find_index_differences,
    needs_rebuild,
    process_outbox,
    reindex,
)

from .intake_kills import kill_drafts, kill_intakes, kill_parts, kill_sources
from .kill_case import KillCase

PAGE = """Ein Titel mit der Nummer {n}
20.2.2019
Es ist ein Satz über die Stadt Nummer {n}, und er ist der erste von zweien.
Und noch ein Satz.
"""
WORD = "Zwitscherkanari"


def kill_command(name: str, times: str) -> object:
    """Kill a command so often, each time with other data, and finish it each time."""
    case = KILL_CASES[name]()
    chance = random.Random(16)
    found = {"saved": 0, "lost": 0, "half": [], "recovered": 0.0}
    whole = _measure_whole_run(case)
    for number in range(1, int(times) + 1):
        work = case.begin(number)
        is_acknowledged = _run_and_kill(work, chance.uniform(0, whole * 1.1))
        found["half"] += case.list_half(number)
        found["saved"] += is_acknowledged
        found["lost"] += is_acknowledged and not case.is_done(number)
        began = monotonic()
        case.finish(number)
        found["recovered"] = max(found["recovered"], monotonic() - began)
        if not case.is_done(number):
            found["half"].append(f"{name} {number} could not be finished")
        found["half"] += case.list_half(number)
    return {**found, "notes": case.notes, "whole": whole}


def _measure_whole_run(case: KillCase) -> float:
    work = case.begin(0)
    began = monotonic()
    if not _run_and_kill(work, 600):
        raise RuntimeError("the command fails without a kill")
    return monotonic() - began


def _run_and_kill(work: Callable[[], None], seconds: float) -> bool:
    """Fork, do the work there and kill it after so many seconds; whether it had ended
    well before."""
    connections.close_all()
    process = os.fork()
    if not process:
        _do_work_and_exit(work)
    end = monotonic() + seconds
    while monotonic() < end:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) == 0
        sleep(0.001)
    os.kill(process, signal.SIGKILL)
    _ended, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status) == 0


def _do_work_and_exit(work: Callable[[], None]) -> None:
    code = 1
    try:
        with Path(os.devnull).open("w") as nothing, redirect_stdout(nothing):
            work()
        code = 0
    except BaseException as error:
        print(repr(error), file=sys.stderr)
    finally:
        sys.stderr.flush()
        os._exit(code)


def _list_without_history(entries: list[int]) -> list[str]:
    known = set(
        Revision.objects.filter(entry__in=entries).values_list("entry", flat=True)
    )
    return [f"entry {pk} has no history" for pk in entries if pk not in known]


def _kill_imports() -> KillCase:
    folder = Path(tempfile.mkdtemp(dir=settings.VAR))

    def begin(number: int) -> Callable[[], None]:
        paths = [folder / f"{number}-{n}.txt" for n in range(3)]
        for n, path in enumerate(paths):
            path.write_text(PAGE.format(n=f"{number}x{n}"), "utf-8")
        return lambda: call_command("import_text", *map(str, paths))

    def select(number: int) -> list[int]:
        made = Article.objects.filter(
            title__startswith=f"Ein Titel mit der Nummer {number}x"
        )
        return list(made.values_list("pk", flat=True))

    def list_half(number: int) -> list[str]:
        made = select(number)
        found = _list_without_history(made)
        if len(made) not in (0, 3):
            found.append(f"import {number} has {len(made)} of 3 articles")
        if ImportRun.objects.filter(entries=None).exists():
            found.append("a run without articles")
        return found

    def finish(number: int) -> None:
        if not select(number):
            begin(number)()

    return KillCase(begin, finish, lambda number: len(select(number)) == 3, list_half)


def _kill_captures() -> KillCase:
    entry = Entry.objects.public().order_by("pk").first()
    assert entry is not None
    path = Path(tempfile.mkdtemp(dir=settings.VAR)) / "page.html"

    def begin(number: int) -> Callable[[], None]:
        path.write_text(f"<!doctype html><title>{number}</title><p>Seite {number}</p>")
        url = f"https://paper.example/{number}"
        return lambda: call_command("capture", entry.id_code, str(path), url=url)

    def is_done(number: int) -> bool:
        return Capture.objects.filter(url=f"https://paper.example/{number}").exists()

    def finish(number: int) -> None:
        if not is_done(number):
            begin(number)()

    def list_half(_number: int) -> list[str]:
        return [str(one) for one in editorial.INTEGRITY_CHECKS["captures"]()]

    return KillCase(begin, finish, is_done, list_half)


def _kill_rebuilds() -> KillCase:
    def is_done(_number: int) -> bool:
        return not needs_rebuild() and not find_index_differences()

    def finish(_number: int) -> None:
        reindex()
        left = list((Path(settings.VAR) / "index").glob("*.progress"))
        if left:
            raise RuntimeError(f"notes are left: {left}")

    def list_half(_number: int) -> list[str]:
        process_outbox()
        return [str(one) for one in find_index_differences()]

    return KillCase(lambda _number: _rebuild, finish, is_done, list_half)


def _rebuild() -> None:
    reindex()


def _kill_erasures() -> KillCase:
    dora = User.objects.get(username="dora")

    def begin(number: int) -> Callable[[], None]:
        words = f"{WORD}{number}x"
        event = Event.objects.create(title=f"{words} was seen", language="en")
        editorial.record_creation(event, None)
        article = Article.objects.create(title=f"{words} was read", language="en")
        Passage.objects.create(
            article=article, anchor="p1", position=1, verbatim=f"{words} said so."
        )
        editorial.record_creation(article, None)
        for entry in (event, article):
            editorial.submit(entry, None)
            editorial.publish(entry, None)
            redaction = editorial.redact_words(entry, dora, words, "Asked for.")
            editorial.ask_erasure(redaction, dora)
        process_outbox()
        return lambda: erase()

    def list_open() -> list[Redaction]:
        return list(Redaction.objects.filter(erased_at=None).order_by("pk"))

    def erase() -> None:
        for redaction in list_open():
            call_command("erase", redaction.pk, by="emil")
        call_command("erase")

    def is_done(number: int) -> bool:
        return not list_open() and not _find_in_files(f"{WORD}{number}x")

    def list_half(_number: int) -> list[str]:
        return [str(one) for one in editorial.INTEGRITY_CHECKS["revisions"]()]

    return KillCase(begin, lambda _number: erase(), is_done, list_half)


def _find_in_files(word: str) -> list[str]:
    """Files of the data folder that hold a word."""
    connections.close_all()  # the write-ahead log goes with the last one
    return [
        str(path)
        for path in Path(settings.VAR).rglob("*")
        if path.is_file() and word.encode() in path.read_bytes()
    ]


def _kill_backups() -> KillCase:
    folder = Path(tempfile.mkdtemp(dir=settings.VAR))

    def begin(number: int) -> Callable[[], None]:
        return lambda: call_command("backup", str(folder / str(number)))

    def is_done(number: int) -> bool:
        with suppress(BackupError):
            check_bag(folder / str(number))
            return True
        return False

    def finish(number: int) -> None:
        if not is_done(number):
            begin(number)()
        shutil.rmtree(folder / str(number - 1), ignore_errors=True)

    def list_half(number: int) -> list[str]:
        there = (folder / str(number)).exists()
        return (
            [f"{number} looks like a backup"] if there and not is_done(number) else []
        )

    return KillCase(begin, finish, is_done, list_half)


def _kill_restores() -> KillCase:
    folder = Path(tempfile.mkdtemp(dir=settings.VAR)) / "backup"
    call_command("backup", str(folder))
    number_of_entries = Entry.objects.count()

    def begin(_number: int) -> Callable[[], None]:
        Event.objects.create(title="After the backup")
        return lambda: call_command("restore", str(folder), replace=True)

    def is_done(_number: int) -> bool:
        return Entry.objects.count() == number_of_entries and not needs_rebuild()

    def finish(number: int) -> None:
        if not is_done(number):
            call_command("restore", str(folder), replace=True, stdout=sys.stderr)

    def list_half(_number: int) -> list[str]:
        extra = Event.objects.filter(title="After the backup").count()
        entries = Entry.objects.count()
        whole = extra + number_of_entries
        found = [] if entries == whole else [f"{entries} entries of {whole}"]
        names = [n for n in editorial.INTEGRITY_CHECKS if n == "files"]
        return found + [str(f) for n in names for f in editorial.INTEGRITY_CHECKS[n]()]

    return KillCase(begin, finish, is_done, list_half)


KILL_CASES: dict[str, Callable[[], KillCase]] = {
    "import": _kill_imports,
    "intake": kill_intakes,
    "draft of an intake": kill_drafts,
    "sources of an intake": kill_sources,
    "parts of an intake": kill_parts,
    "capture": _kill_captures,
    "reindex": _kill_rebuilds,
    "erase": _kill_erasures,
    "backup": _kill_backups,
    "restore": _kill_restores,
}
