"""Records when a command ran and how it ended."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone

from archive.models import CommandRun
from archive.models.monitoring.command_run import MOST_OUTCOME_LENGTH


@dataclass
class RunOutcome:
    """What `status` says of a run that failed; the command may write it."""

    text: str = ""


@contextmanager
def record_run(command: str) -> Iterator[RunOutcome]:
    """Note when the body of `with` begins, and how it ends: its exit code and the first
    line of what went wrong.

    A database that cannot take the note, because its disk is full or it is older than
    this version, stops no command: the last success grows old, and `status` says so.
    """
    _write_note(
        command, began_at=timezone.now(), ended_at=None, exit_code=None, outcome=""
    )
    code, outcome = 0, RunOutcome()
    try:
        yield outcome
    except CommandError as error:
        code, outcome.text = error.returncode, str(error).partition("\n")[0]
        raise
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
        raise
    except BaseException as error:
        code, outcome.text = 1, type(error).__name__
        raise
    finally:
        now = timezone.now()
        fields: dict[str, Any] = {"ended_at": now, "exit_code": code}
        fields["outcome"] = outcome.text[:MOST_OUTCOME_LENGTH]
        _write_note(command, **fields, **({} if code else {"succeeded_at": now}))


def _write_note(command: str, **fields: Any) -> None:
    try:
        fields_of_run = {"began_at": timezone.now(), **fields}
        CommandRun.objects.update_or_create(
            command=command, defaults=fields, create_defaults=fields_of_run
        )
    except DatabaseError as error:
        print(
            f"This run could not be noted for `status`: {type(error).__name__}.",
            file=sys.stderr,
        )
