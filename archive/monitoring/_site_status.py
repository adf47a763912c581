"""The state of the site: a line for each thing that an operator watches."""

from __future__ import annotations

import platform
import shutil
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive import __version__
from archive.models import Batch, CommandRun, ErrorReport, OutboxRow
from archive.search import describe_index, needs_rebuild

from ._file_checks import FIXITY_DAYS, describe_fixity

MOST_INDEX_LAG = timedelta(minutes=5)
MOST_BATCH_WAIT = timedelta(hours=1)
MOST_AGES = {"backup": timedelta(days=2), "verify": timedelta(days=8)}
LEAST_FREE_BYTES = 1_000_000_000
LEAST_FREE_SHARE = 0.05  # of a disk


@dataclass(frozen=True)
class StatusLine:
    """What is watched, in words of the reader's language; `problem` says what to do, or
    is empty. `name` and `figures` are for programs."""

    name: str
    label: str
    text: str
    problem: str
    figures: Mapping[str, object]


def read_status() -> list[StatusLine]:
    """Every line. Some ten queries and a look at each disk; changes nothing.

    Raises `DatabaseError` where the database does not answer.
    """
    return [
        _describe_versions(),
        _describe_tables(),
        _describe_index(),
        _describe_batches(),
        _describe_reports(),
        *_describe_disks(),
        _describe_run("backup", _("Last backup")),
        _describe_run("verify", _("Last check")),
        _describe_files(),
    ]


def _describe_versions() -> StatusLine:
    versions = {
        "archive": __version__,
        "python": platform.python_version(),
        "django": django.get_version(),
        "database": _read_database_version(),
        "search": settings.HAYSTACK_CONNECTIONS["default"]["ENGINE"].split(".")[-2],
    }
    text = ", ".join(f"{name} {version}" for name, version in versions.items())
    return StatusLine("versions", _("Versions"), text, "", dict(versions))


def _read_database_version() -> str:
    connection.ensure_connection()
    version = ".".join(map(str, connection.get_database_version()))
    return f"{connection.display_name} {version}"


def _describe_tables() -> StatusLine:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    text = _("as this version needs them")
    problem = ""
    if plan:
        text = _("made by another version")
        problem = _("Start “serve” once: it applies the missing migrations.")
    return StatusLine("tables", _("Tables"), text, problem, {"missing": len(plan)})


def _describe_index() -> StatusLine:
    state, now = describe_index(), timezone.now()
    oldest = OutboxRow.objects.due().values_list("since", flat=True).first()
    lag = now - oldest if oldest else timedelta()
    problem = ""
    if state.unreachable:
        problem = state.unreachable
    elif state.documents is None or needs_rebuild():
        problem = _("The index is missing or outdated. Run “reindex”.")
    elif lag > MOST_INDEX_LAG:
        problem = _("Changes aren't indexed. Does the index worker run?")
    host = socket.gethostname()
    text = _("on %(host)s: %(documents)s documents, no changes waiting")
    if state.waiting:
        text = _(
            "on %(host)s: %(documents)s documents, %(waiting)s changes waiting, the "
            "oldest for %(lag)s"
        )
    text %= {
        "host": host,
        "documents": "–" if state.documents is None else state.documents,
        "waiting": state.waiting,
        "lag": _format_age(lag),
    }
    figures = {
        "host": host,
        "documents": state.documents,
        "waiting": state.waiting,
        "oldest_seconds": int(lag.total_seconds()),
    }
    return StatusLine("index", _("Index"), text, problem, figures)


def _describe_batches() -> StatusLine:
    batches = Batch.objects.waiting().order_by("created_at")
    waiting = batches.count()
    oldest = batches.values_list("created_at", flat=True).first()
    wait = timezone.now() - oldest if oldest else timedelta()
    problem = ""
    if wait > MOST_BATCH_WAIT:
        problem = _("Batch searches wait too long. Does the index worker run?")
    text = ngettext("%(n)s waiting", "%(n)s waiting", waiting) % {"n": waiting}
    figures = {"waiting": waiting, "oldest_seconds": int(wait.total_seconds())}
    return StatusLine("batches", _("Batch searches"), text, problem, figures)


def _describe_reports() -> StatusLine:
    waiting = ErrorReport.objects.waiting().count()
    text = ngettext("%(n)s waiting", "%(n)s waiting", waiting) % {"n": waiting}
    return StatusLine("reports", _("Readers' reports"), text, "", {"waiting": waiting})


def _describe_disks() -> Iterator[StatusLine]:
    """Each disk that holds something of the archive, once."""
    folders = [Path(settings.VAR), Path(settings.MEDIA_ROOT)]
    folders.append(Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    if connection.vendor == "sqlite":
        folders.append(Path(str(connection.settings_dict["NAME"])).parent)
    device_ids = set()
    for folder in folders:
        if not folder.is_dir() or folder.stat().st_dev in device_ids:
            continue
        device_ids.add(folder.stat().st_dev)
        usage = shutil.disk_usage(folder)
        least = min(LEAST_FREE_BYTES, usage.total * LEAST_FREE_SHARE)
        problem = ""
        if usage.free < least:
            problem = _("The disk is almost full. Free some space.")
        text = _("%(free)s GB of %(total)s GB free in %(folder)s") % {
            "free": f"{usage.free / 1e9:.1f}",
            "total": f"{usage.total / 1e9:.1f}",
            "folder": folder,
        }
        figures = {"folder": str(folder), "free_bytes": usage.free}
        yield StatusLine("disk", _("Disk"), text, problem, figures)


def _describe_run(command: str, label: str) -> StatusLine:
    run, now = CommandRun.objects.filter(command=command).first(), timezone.now()
    if run is None:
        problem = _("Run “%(command)s”.") % {"command": command}
        return StatusLine(command, label, _("never"), problem, {"succeeded_at": None})
    problem = ""
    is_old = run.succeeded_at is None or now - run.succeeded_at > MOST_AGES[command]
    if is_old or run.exit_code:
        problem = _(
            "The last run without a fault is more than %(days)s days old, or the last "
            "run failed. Run “%(command)s”."
        ) % {"days": MOST_AGES[command].days, "command": command}
    figures = {
        "began_at": run.began_at.isoformat(),
        "ended_at": run.ended_at.isoformat() if run.ended_at else None,
        "exit_code": run.exit_code,
        "succeeded_at": run.succeeded_at.isoformat() if run.succeeded_at else None,
    }
    return StatusLine(command, label, _describe_end(run), problem, figures)


def _describe_end(run: CommandRun) -> str:
    """When a run ended, and how."""
    if run.ended_at is None:
        text = _("%(time)s, still running or interrupted")
    elif run.exit_code:
        text = _("%(time)s, failed: %(outcome)s")
    else:
        text = _("%(time)s, nothing wrong")
    return text % {
        "time": _format_moment(run.ended_at or run.began_at),
        "outcome": run.outcome or f"exit code {run.exit_code}",
    }


def _describe_files() -> StatusLine:
    fixity = describe_fixity()
    problem = ""
    if fixity.damaged:
        problem = _("Files are missing or altered. “verify” names them.")
    elif fixity.overdue:
        problem = _(
            "Some files were not compared with their checksum within %(days)s days. "
            "Run “verify”."
        ) % {"days": FIXITY_DAYS}
    text = _(
        "%(files)s files, %(damaged)s damaged, %(overdue)s not compared within "
        "%(days)s days; oldest check: %(oldest)s"
    ) % {
        "files": fixity.files,
        "damaged": fixity.damaged,
        "overdue": fixity.overdue,
        "days": FIXITY_DAYS,
        "oldest": _format_moment(fixity.oldest) if fixity.oldest else "–",
    }
    figures = {
        "files": fixity.files,
        "damaged": fixity.damaged,
        "overdue": fixity.overdue,
        "oldest": fixity.oldest.isoformat() if fixity.oldest else None,
    }
    return StatusLine("files", _("Files"), text, problem, figures)


def _format_moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _format_age(age: timedelta) -> str:
    """In the largest unit that fits: 12 s, 5 min, 3 h, 2 d."""
    seconds = int(age.total_seconds())
    for size, unit in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
