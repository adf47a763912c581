"""Whatever happens to the index's files, readers get an answer and nothing is lost."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path
from time import process_time

import pytest
from django.core.management import call_command
from haystack import connections

from archive.filters import SearchFilters
from archive.models import OutboxRow, Passage
from archive.search import (
    IndexUnwritable,
    find_index_differences,
    process_outbox,
    reindex,
    search,
)
from archive.search.index.generations import get_live_generation
from archive.search.index.live_index import get_engine
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db
TITLES = [f"Kamera {n}" for n in range(6)]


def fresh():
    """Forget what this process has read, as another process would know nothing."""
    get_engine().close()


def say(files, harm):
    """Harm these files."""
    for path in files:
        if harm == "missing":
            path.unlink()
        elif harm == "empty":
            os.truncate(path, 0)
        elif harm == "half":
            os.truncate(path, path.stat().st_size // 2)
        elif harm == "of another version":
            path.write_bytes(b"another version of this software wrote this file" * 9)
        elif harm == "a folder":
            path.unlink()
            path.mkdir()


def kinds():
    """The live index's files by kind: segments, tables of contents, notes."""
    found = {}
    for path in sorted(get_live_generation().rglob("*")):
        if path.is_file() and path.stat().st_size:
            found.setdefault(path.suffix or path.name, []).append(path)
    return found


@pytest.fixture
def indexed():
    made = [published(make_article(title=title)) for title in TITLES]
    reindex()
    return made


def found():
    results = search(SearchFilters(q="Kamera"))
    return sorted(hit.entry.title for hit in results.hits), results.notices


@pytest.mark.parametrize("is_open", [True, False], ids=["while served", "at a start"])
@pytest.mark.parametrize(
    "harm", ["missing", "empty", "half", "of another version", "a folder"]
)
def test_every_file_may_be_harmed_and_readers_get_all_entries(indexed, harm, is_open):
    harmed = 0
    for kind in list(kinds()):
        assert found()[0] == TITLES
        if not is_open:
            fresh()
        say(kinds()[kind], harm)
        if is_open:
            titles, _notices = found()
            assert titles == TITLES, kind  # from what is open, or from the database
        fresh()
        titles, notices = found()
        assert titles == TITLES, kind
        call_command("reindex", *([] if not notices else ["--if-needed"]))
        assert found() == (TITLES, ()), kind
        assert find_index_differences() == [], kind
        harmed += 1
    assert harmed


@pytest.mark.parametrize("name", ["current", "the folder of generations"])
def test_a_folder_that_went_is_made_anew(indexed, name):
    folder = get_live_generation().parent
    if name == "current":
        (folder / "current").unlink()
    else:
        subprocess.run(["rm", "-rf", str(folder)], check=True)
    fresh()
    assert found()[0] == TITLES
    call_command("reindex", "--if-needed")
    assert found() == (TITLES, ())


@contextmanager
def small_disk(folder: Path, megabytes: int):
    """A file system of its own, so small that it is soon full; needs root."""
    folder.mkdir(parents=True, exist_ok=True)
    size = f"size={megabytes}m"
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"{size},mode=0700", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield
    finally:
        fresh()
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_loses_nothing_and_is_gone_on_with(tmp_path):
    options = connections["default"].options
    path, options["PATH"] = options["PATH"], str(tmp_path / "disk" / "index")
    try:
        with small_disk(tmp_path / "disk", 64):
            made = [published(make_article(title=title)) for title in TITLES]
            reindex()
            ballast = tmp_path / "disk" / "ballast"
            room = os.statvfs(tmp_path / "disk")
            ballast.write_bytes(b"x" * (room.f_bavail * room.f_frsize - 8192))
            text = " ".join(f"Wort{n}" for n in range(20_000))
            new = published(make_article(title="Kamera 9"))
            Passage.objects.create(article=new, anchor="p1", position=1, verbatim=text)
            OutboxRow.objects.add([new.pk])
            with pytest.raises(IndexUnwritable, match="cannot be written"):
                process_outbox()
            assert found()[0] == TITLES
            assert OutboxRow.objects.filter(entry_id=new.pk).exists()
            ballast.unlink()
            process_outbox()
            assert found()[0] == [*TITLES, "Kamera 9"]
            assert search(SearchFilters(q="Wort19999")).total == 1
            assert len(made) == len(TITLES)
    finally:
        options["PATH"] = path


def test_a_text_of_five_megabytes_is_found_to_its_end():
    words = " ".join(f"wort{n % 5000}" for n in range(620_000))
    big = published(make_article(title="Gross"))
    Passage.objects.create(
        article=big, anchor="p1", position=1, verbatim=f"anfang {words} schlusswort"
    )
    assert len(words) > 5_000_000
    reindex()
    assert search(SearchFilters(q="schlusswort")).total == 1
    assert search(SearchFilters(q='"anfang wort0 wort1"')).total == 1
    began = process_time()
    search(SearchFilters(q="schlusswort wort4999"))
    assert process_time() - began < 2  # bounded by the marks of a page, not the text


def test_a_word_of_one_megabyte_is_found_by_its_beginning():
    long = published(make_article(title="Lang"))
    word = "x" * 1_000_000
    Passage.objects.create(
        article=long, anchor="p1", position=1, verbatim=f"a {word} b"
    )
    reindex()
    assert search(SearchFilters(q="x" * 64)).total == 1
    assert search(SearchFilters(q="xxxx*")).total == 1
    assert search(SearchFilters(q="xxxx")).total == 0
    assert search(SearchFilters(q=f'"{"x" * 64} b"')).total == 1


def test_the_number_of_segments_stays_small_over_many_saves():
    for number in range(120):
        made = published(make_article(title=f"Kamera {number}"))
        OutboxRow.objects.add([made.pk])
        process_outbox()
    assert search(SearchFilters(q="Kamera")).total == 120
    parts = {
        path.stem
        for path in get_live_generation().glob("*")
        if path.suffix in (".seg", ".store")
    }
    assert 0 < len(parts) <= 16
