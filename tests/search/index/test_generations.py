"""One folder is live, another takes its place at one stroke, one process writes."""

import os
import stat
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from archive.search.engines.document_fields import (
    COUNTABLE_SCHEMAS,
    INDEX_COLUMNS,
    SCHEMA_VERSION,
)
from archive.search.engines.protocol import IndexUnreadable, IndexUnwritable
from archive.search.index import generations as generations


def published():
    folder = generations.create_generation()
    with generations.hold_write_lock():
        generations.publish_generation(folder)
    return folder


def test_there_is_no_live_generation_before_the_first_is_published():
    assert generations.needs_rebuild()
    generations.create_generation()
    with pytest.raises(IndexUnreadable):
        generations.get_live_generation()


def test_the_published_generation_is_live():
    folder = published()
    assert generations.get_live_generation() == folder
    assert not generations.needs_rebuild()


def test_the_generation_before_stays_until_the_next_is_published():
    first, second = published(), published()
    assert first.is_dir()
    third = published()
    assert not first.exists()
    assert second.is_dir()
    assert generations.get_live_generation() == third


def test_a_generation_is_deleted_with_its_notes_and_no_other():
    first, second = generations.create_generation(), generations.create_generation()
    (first / "a").write_text("a")
    notes = [folder.parent / f"{folder.name}.made" for folder in (first, second)]
    for path in notes:
        path.write_text("a")
    generations.delete_generation(first)
    generations.delete_generation(first)  # it is gone already
    assert not first.exists() and second.is_dir()
    assert [path.exists() for path in notes] == [False, True]


def test_a_file_that_cannot_be_deleted_stops_nothing(monkeypatch):
    """Another process may hold it: the next deletion takes it along."""

    def refuse(*_arguments, **_options):
        raise OSError("busy")

    folder = generations.create_generation()
    (folder / "a").write_text("a")
    with monkeypatch.context() as patched:
        for name in ("unlink", "rmdir"):
            patched.setattr(os, name, refuse)
        generations.delete_generation(folder)
    assert (folder / "a").exists()
    generations.delete_generation(folder)
    assert not folder.exists()


@pytest.mark.parametrize(
    "pointer",
    ["", "0 whoosh generation-1", "5 other generation-1", "5 whoosh ../x", "\0", "ß"],
)
def test_a_pointer_to_anything_else_asks_for_a_rebuild(pointer):
    published()
    (generations.get_index_root() / "current").write_bytes(pointer.encode("latin-1"))
    assert generations.needs_rebuild()


def test_a_harmed_generation_loses_the_pointer_and_its_successor_does_not():
    first, second = published(), published()
    generations.mark_generation_damaged(first)
    assert generations.get_live_generation() == second
    generations.mark_generation_damaged(second)
    assert generations.needs_rebuild()


def test_the_index_is_its_owners_only():
    folder = published()
    for place in (generations.get_index_root(), folder):
        assert stat.S_IMODE(place.stat().st_mode) == 0o700


TRY = """
import fcntl, sys
try:
    fcntl.flock(open(sys.argv[1], "a"), fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print("taken")
else:
    print("free")
"""


def held():
    name = str(generations.get_index_root() / "lock")
    told = subprocess.run([sys.executable, "-c", TRY, name], capture_output=True)
    return told.stdout.decode().strip()


def test_another_process_waits_for_the_lock():
    with generations.hold_write_lock():
        assert held() == "taken"
    assert held() == "free"


def test_a_second_rebuild_is_refused_at_once():
    again = generations.hold_rebuild_lock()
    with generations.hold_rebuild_lock(), pytest.raises(BlockingIOError), again:
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_root_that_cannot_be_written_is_named():
    generations.get_index_root().mkdir(mode=0o500)
    with (
        pytest.raises(IndexUnwritable, match="cannot be written"),
        generations.hold_write_lock(),
    ):
        pass


def test_a_root_that_cannot_be_made_is_named():
    generations.get_index_root().parent.mkdir(exist_ok=True)
    generations.get_index_root().write_text("a file")
    with (
        pytest.raises(IndexUnwritable, match="cannot be made"),
        generations.hold_write_lock(),
    ):
        pass


def test_the_pointer_is_durable_before_it_is_named(monkeypatch):
    done = []
    fsync = os.fsync

    def synced(number):
        done.append(("fsync", Path(f"/proc/self/fd/{number}").readlink().name))
        fsync(number)

    monkeypatch.setattr(os, "fsync", synced)
    real = Path.replace

    def replaced(self, target):
        done.append(("replace", self.name))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replaced)
    folder = published()
    root = generations.get_index_root().name
    assert done == [
        ("fsync", root),
        ("fsync", folder.name),
        ("fsync", "current.new"),
        ("replace", "current.new"),
        ("fsync", root),
    ]


@pytest.mark.parametrize(
    ("schema", "is_live", "is_countable"),
    [
        (SCHEMA_VERSION, True, True),
        *((schema, False, True) for schema in COUNTABLE_SCHEMAS[:-1]),
        ("20", False, False),
        ("", False, False),
    ],
)
def test_an_index_of_a_schema_with_the_same_columns_can_count(
    schema, is_live, is_countable
):
    folder = published()
    pointer = folder.parent / generations.POINTER
    _schema, *rest = pointer.read_text().split()
    pointer.write_text(" ".join([schema, *rest]))
    assert generations.needs_rebuild() is not is_live
    if is_countable:
        assert generations.get_countable_generation() == folder
    else:
        with pytest.raises(IndexUnreadable):
            generations.get_countable_generation()
    published()
    assert folder.is_dir() is is_countable  # for those who are just counting with it


def test_schemas_that_can_count_have_the_same_columns():
    """Whoever changes a column lets no earlier schema count: writes this digest, and
    the newest schema alone."""
    columns = repr([(column.name, column.holds) for column in INDEX_COLUMNS])
    digest = sha256(columns.encode()).hexdigest()[:12]
    assert (digest, COUNTABLE_SCHEMAS[0]) == ("2a2df67e5607", "21")
