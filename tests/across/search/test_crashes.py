"""Processes that are killed lose nothing, and many at once get no wrong answer.

`ARCHIVE_TEST_CRASHES=100` in the environment asks for as many kills, and for as many
seconds of all at once; `-s` shows the counts.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

RUN = (
    "import django; django.setup(); "
    "from tests.across.search.crashing import main; main()"
)


@pytest.mark.parametrize(("what", "amount"), [("kill", "5"), ("together", "4")])
def test_nothing_is_lost_or_wrong(what, amount, tmp_path, copy_migrated):
    copy_migrated(tmp_path / "archive.sqlite3")
    own = {
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "ARCHIVE_DATABASE_URL": f"sqlite:///{tmp_path}/archive.sqlite3",
        "ARCHIVE_SEARCH_URL": f"whoosh:///{tmp_path}/crashing",
    }
    amount = os.environ.get("ARCHIVE_TEST_CRASHES", amount)
    done = subprocess.run(
        [sys.executable, "-c", RUN, what, amount],
        cwd=settings.BASE_DIR,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    print(done.stdout)
