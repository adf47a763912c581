"""`manage.py` with a clock that is wrong by so many seconds.

Only what the archive asks is shifted: `django.utils.timezone.now`. The system's clock
stays as it is.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta

from django.core.management import execute_from_command_line
from django.utils import timezone

SHIFT_NAME = "ARCHIVE_BENCHMARK_CLOCK_SHIFT"


def shift_clock() -> None:
    """Let `timezone.now` be wrong as the environment says; nothing without it."""
    shift = timedelta(seconds=float(os.environ.get(SHIFT_NAME, "0")))
    right = timezone.now
    if shift:
        timezone.now = lambda: right() + shift


if __name__ == "__main__":
    shift_clock()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    execute_from_command_line(sys.argv)
