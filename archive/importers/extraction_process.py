"""Reads files in a child process, so that no file can harm the site."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from typing import Any

from django.conf import settings

from .extraction.bibliographies.listed_work import ListedWork
from .extraction.extracted_page import ExtractedPage, ExtractionError
from .extraction.file_marks import FileMark
from .extraction.file_marks.kinds import UNKNOWN
from .extraction.packed import PackedPart

READER_COMMAND = [sys.executable, "-m", "archive.importers.extraction.child"]
WALL_SECONDS = 55  # 40 s of work on a busy machine; web servers wait for 60
READER_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}  # each thread reserves memory


def extract_in_child(media_type: str, content: bytes) -> ExtractedPage:
    """What a file says, read in a process with limits of memory and time.

    Raises `ExtractionError` with a code: `too-slow`, `too-large`, `broken`, or what
    the reader of this type says. The child gets none of the site's secrets.
    """
    return ExtractedPage.from_json(_read_in_child(media_type, content)["page"])


def list_works_in_child(
    media_type: str, content: bytes
) -> tuple[list[ListedWork], int]:
    """The works of a bibliography, and how many of its entries have no title or break
    off; read in the same way, with the same errors."""
    answer = _read_in_child(media_type, content)
    return [ListedWork(**work) for work in answer["works"]], answer["untitled"]


def list_parts_in_child(media_type: str, content: bytes) -> list[PackedPart]:
    """The parts of a file that holds others, listed in the same way, with the same
    errors."""
    answer = _read_in_child(media_type, content)
    return [PackedPart(**part) for part in answer["parts"]]


def take_part_in_child(media_type: str, content: bytes, number: int) -> bytes:
    """The bytes of one part, by its number from 1; at most 50 MB."""
    answer = _ask_child(content, "--part", media_type, str(number))
    if "problem" in answer:
        raise ExtractionError(answer["problem"])
    return base64.b64decode(answer["part"])


def find_marks_in_child(media_type: str, content: bytes) -> list[FileMark]:
    """What in a file may name its source, found in the same way; one mark of the kind
    `UNKNOWN` where the file can't be read."""
    try:
        answer = _ask_child(content, "--marks", media_type)
    except ExtractionError:
        return [FileMark(UNKNOWN)]
    return [FileMark(*mark) for mark in answer["marks"]]


def _read_in_child(media_type: str, content: bytes) -> dict[str, Any]:
    answer = _ask_child(content, media_type)
    if "problem" in answer:
        raise ExtractionError(answer["problem"])
    return answer


def _ask_child(content: bytes, *arguments: str) -> dict[str, Any]:
    try:
        ended = subprocess.run(
            [*READER_COMMAND, *arguments],
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
        answer: dict[str, Any] = json.loads(ended.stdout)
    except ValueError as error:
        is_memory = b"MemoryError" in ended.stderr
        raise ExtractionError("too-large" if is_memory else "broken") from error
    return answer
