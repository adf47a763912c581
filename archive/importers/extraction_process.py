"""Reads files in a child process, so that no file can harm the site."""

from __future__ import annotations

import json
import subprocess
import sys

from django.conf import settings

from .extraction.extracted_page import ExtractedPage, ExtractionError

READER_COMMAND = [sys.executable, "-m", "archive.importers.extraction.child"]
WALL_SECONDS = 55  # 40 s of work on a busy machine; web servers wait for 60
READER_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}  # each thread reserves memory


def extract_in_child(media_type: str, content: bytes) -> ExtractedPage:
    """What a file says, read in a process with limits of memory and time.

    Raises `ExtractionError` with a code: `too-slow`, `too-large`, `broken`, or what
    the reader of this type says. The child gets none of the site's secrets.
    """
    try:
        ended = subprocess.run(
            [*READER_COMMAND, media_type],
            input=content,
            capture_output=True,
            timeout=WALL_SECONDS,
            cwd=settings.BASE_DIR,
            env=READER_ENVIRONMENT,
            check=False,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired as error:
        raise ExtractionError("too-slow") from error
    if ended.returncode < 0:  # a signal: its processor time was used up, or memory
        raise ExtractionError("too-slow" if ended.returncode == -24 else "too-large")
    try:
        answer = json.loads(ended.stdout)
    except ValueError as error:
        is_memory = b"MemoryError" in ended.stderr
        raise ExtractionError("too-large" if is_memory else "broken") from error
    if "problem" in answer:
        raise ExtractionError(answer["problem"])
    return ExtractedPage.from_json(answer["page"])
