"""A database of each landed release becomes one of today, and nothing is lost.

`releases/` has them as text, made by that release's own commands: an imported article,
entries that were published, corrected, withdrawn, and are under embargo, a story trail.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(__file__).parent / "releases"
RELEASES = sorted(path.stem for path in FOLDER.glob("*.sql"))
OLD_INDEX = ("index/MAIN_abc.seg", "index/_MAIN_1.toc", "index/schema-version")
KEPT = {
    "archive_entry": "id, id_code, title, status, version, date, embargo_until",
    "archive_passage": "article_id, anchor, verbatim",
    "archive_entryregion": "entry_id, region_id, role",
    "archive_tagging": "entry_id, tag_id",
    "archive_revision": "id, entry_id, number, verb, by_id, state, sha256",
    "archive_user": "id, username, password",
}
SCRIPT = """
import json, os
import django
from django.conf import settings
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES["staticfiles"] = {"BACKEND": plain}
django.setup()
from django.core.management import call_command
from django.test import Client
from archive.management.preparation import load_migrations
from archive.models import Entry, LogLeaf, Narrative, Revision
load_migrations()
call_command("migrate", verbosity=0)
call_command("enter_versions")
call_command("reindex")
call_command("clean")
call_command("verify")
client = Client(headers={"host": "127.0.0.1"})
found = {}
for entry in Entry.objects.public():
    for path in (f"/entries/{entry.id_code}.json", f"/entries/{entry.id_code}/v1/"):
        answer = client.get(path, follow=True)
        found[path] = [answer.status_code, answer.content.decode()]
forms = sorted(set(Revision.objects.values_list("form", flat=True)))
print(json.dumps({"pages": found, "leaves": LogLeaf.objects.count(), "forms": forms}))
"""


def read_rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What must be the same before and after, by table."""
    with closing(sqlite3.connect(path)) as database:
        return {
            table: database.execute(f"SELECT {columns} FROM {table}").fetchall()
            for table, columns in KEPT.items()
        }


@pytest.fixture(scope="module", params=RELEASES)
def upgraded(request, tmp_path_factory):
    """An upgraded archive: its folder, its release, its rows before, what was found."""
    folder = tmp_path_factory.mktemp("upgraded")
    path = folder / "archive.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        # A constraint asks it; Django gives it to each connection.
        database.create_function("REGEXP", 2, lambda p, text: bool(re.search(p, text)))
        database.executescript((FOLDER / f"{request.param}.sql").read_text("utf-8"))
    before = read_rows(path)
    original = (FOLDER / "original.txt").read_bytes()
    stored = folder / "media" / "originals" / sha256(original).hexdigest()
    stored.parent.mkdir(parents=True)
    stored.write_bytes(original)
    stored.chmod(0o600)
    for name in OLD_INDEX:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("words of the old index")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "archive.settings",
            "ARCHIVE_VAR": str(folder),
            "ARCHIVE_DATABASE_URL": f"sqlite:///{path}",
            "ARCHIVE_SEARCH_URL": f"whoosh:///{folder}/index",
            "ARCHIVE_MEDIA_DIR": str(folder / "media"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    found = json.loads(done.stdout.splitlines()[-1])
    return folder, request.param, before, {**found, "printed": done.stdout}


def test_no_row_and_no_revision_is_lost_or_changed(upgraded):
    folder, _release, before, _found = upgraded
    assert read_rows(folder / "archive.sqlite3") == before
    (copy,) = (folder / "before-upgrades").glob("*.sqlite3")
    assert read_rows(copy) == before


def test_verify_finds_nothing(upgraded):
    """It ended well, or there were no archive here; and it looked at everything."""
    printed = upgraded[3]["printed"]
    assert "differ" not in printed and "states: right" in printed
    assert "revisions: right" in printed and "log: right" in printed
    assert "accounts: right" in printed


def test_the_staff_log_has_each_account_as_the_upgrade_found_it(upgraded):
    folder, _release, before, _found = upgraded
    accounts = {key for key, _name, _password in before["archive_user"]}
    with closing(sqlite3.connect(folder / "archive.sqlite3")) as database:
        lines = database.execute(
            "SELECT account_id, note FROM archive_staffevent WHERE kind = ?",
            ("account_found",),
        ).fetchall()
    assert {key for key, _note in lines} == accounts
    assert any(note.startswith("open, as the upgrade") for _key, note in lines)


def test_every_public_version_is_readable_and_in_the_log(upgraded):
    _folder, _release, before, found = upgraded
    rows = before["archive_entry"]
    versions = sum(1 for row in rows if row[3] == "published" and not row[6])
    assert found["leaves"] >= versions >= 3
    assert {status for status, _page in found["pages"].values()} == {200}
    pages = [page for path, (_status, page) in found["pages"].items() if "/v1/" in path]
    assert any("Wer dort arbeitet, wird beim Betreten gefilmt." in p for p in pages)
    assert not any("Unter Sperrfrist" in page for page in pages)


def test_revisions_carry_the_form_of_their_state(upgraded):
    _folder, release, _before, found = upgraded
    assert found["forms"] == ([1] if release == "5108907" else [2])


def test_nothing_of_the_old_index_is_left(upgraded):
    folder = upgraded[0]
    assert not [name for name in OLD_INDEX if (folder / name).exists()]
