"""Calls are traced where the plugin is asked for, and nowhere else."""

import subprocess
import sys

from django.conf import settings

IMPORTED = (
    "import sys; import archive.management.mutation.called_functions; "
    "print(sys.gettrace())"
)


def test_an_import_alone_traces_nothing():
    """It would make every test of the process take twice as long."""
    ended = subprocess.run(
        [sys.executable, "-c", IMPORTED],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.strip() == "None", ended.stderr
