"""Invented archives go into databases of their own, and are what they say."""

import shutil
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from archive.text import dates, idcodes
from benchmarks.archives.invented_entries import invent_entries


def made(folder, number):
    return subprocess.run(
        [
            sys.executable,
            "manage.py",
            "make_demo_archive",
            "--entries",
            str(number),
            "--folder",
            str(folder),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=settings.BASE_DIR,
    )


@pytest.fixture(scope="module")
def sixty(tmp_path_factory, copy_migrated):
    """A folder with an archive of sixty entries, to be looked at and copied."""
    folder = tmp_path_factory.mktemp("sixty") / "one"
    copy_migrated(folder / "archive.sqlite3")
    first = made(folder, 60)
    assert first.returncode == 0, first.stderr
    return folder


def test_entries_are_the_same_for_the_same_seed_and_plainly_invented():
    again, other = (
        list(invent_entries(0, 300, 1, [1, 2], [1])),
        list(invent_entries(0, 300, 2, [1], [1])),
    )
    found = list(invent_entries(0, 300, 1, [1, 2], [1]))
    assert found == again != other
    assert all(e.title.startswith(("Invented", "Erfunden", "虚构")) for e in found)
    assert {e.kind for e in found} == {"article", "photo", "event", "source"}


def test_dates_have_the_forms_that_sources_have():
    found = [e.date for e in invent_entries(0, 5_000, 1, [1], [1])]
    read = [dates.parse_edtf(date) for date in found if date]
    precisions = {edtf.precision for edtf in read}
    assert precisions >= {"day", "month", "year", "season", "decade", "interval"}
    assert "" in found and any(edtf.open_start for edtf in read)
    assert any(edtf.open_end for edtf in read) and any(edtf.uncertain for edtf in read)


def test_a_database_of_its_own_is_filled_and_left_as_it_is(sixty):
    base = sqlite3.connect(sixty / "archive.sqlite3")
    ids = [row[0] for row in base.execute("SELECT id_code FROM archive_entry")]
    assert len(set(ids)) == 60 and all(
        idcodes.parse_id_code(code) == code for code in ids
    )
    children = (
        f"SELECT count(*) FROM archive_{kind}"
        for kind in ("article", "photo", "event", "source")
    )
    assert sum(base.execute(sql).fetchone()[0] for sql in children) == 60
    base.close()
    again = made(sixty, 60)
    assert again.returncode == 0, again.stderr
    further = made(sixty, 70)
    assert further.returncode == 1 and "remove it, or name another" in further.stderr


@pytest.mark.parametrize("number", ["0", "-5"])
def test_nothing_is_no_archive(number):
    with pytest.raises(CommandError, match="at least 1"):
        call_command("make_demo_archive", "--entries", number, "--folder", "nowhere")


def test_the_archives_own_database_is_refused(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/archive.sqlite3"
    monkeypatch.setenv("ARCHIVE_DATABASE_URL", url)
    refused = made(tmp_path / "x" / "..", 5)
    assert refused.returncode == 1 and "own database" in refused.stderr
    assert not (tmp_path / "archive.sqlite3").exists()


def test_a_database_with_other_entries_is_refused(sixty, tmp_path):
    shutil.copy(sixty / "archive.sqlite3", tmp_path)
    base = sqlite3.connect(tmp_path / "archive.sqlite3")
    base.execute("UPDATE archive_entry SET import_key = 'by hand'")
    base.commit()
    base.close()
    refused = made(tmp_path, 60)
    assert refused.returncode == 1 and "were not invented" in refused.stderr
