"""Fixity: every kept file is compared with its SHA-256 again and again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from archive.models import Article, Capture, FileCheck, Intake
from archive.stored_files import list_files_of_nobody

BYTES_A_READ = 1 << 20
FILES_PER_NOTE = 100  # so many comparisons are repeated after an interruption
NAMES_PER_DELETE = 500
FIXITY_DAYS = 90  # within which each file has to be compared
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class FileFixity:
    """How far the comparison of files is: how many there are, how many differ, how many
    were not compared within `FIXITY_DAYS`, and the oldest comparison."""

    files: int
    damaged: int
    overdue: int
    oldest: datetime | None


@dataclass(frozen=True)
class _KeptFile:
    digest: str
    owner: str  # the record that names it


def check_files(most: int | None = None) -> Iterator[tuple[str, str]]:
    """Compare files with their SHA-256: name and what is wrong.

    Each comparison is noted with its time. Files that were found damaged come first,
    then those compared longest ago, so that `most` files a run get through all, and
    an interrupted run is continued by the next.
    """
    stored_files, conflicts = _collect_files()
    yield from conflicts
    checks = {
        name: (is_right, at)
        for name, is_right, at in FileCheck.objects.values_list(
            "name", "is_right", "checked_at"
        )
    }
    _forget_files(checks.keys() - stored_files.keys())
    due = sorted(
        stored_files, key=lambda name: (*checks.get(name, (True, NEVER)), name)
    )
    due = due[:most]
    for begin in range(0, len(due), FILES_PER_NOTE):
        notes = []
        for name in due[begin : begin + FILES_PER_NOTE]:
            damage = _find_damage(name, stored_files[name])
            if damage:
                yield name, damage
            elif _is_open_to_others(name):
                yield name, "others than its owner may read the file: chmod 600"
            notes.append(
                FileCheck(name=name, checked_at=timezone.now(), is_right=not damage)
            )
        FileCheck.objects.bulk_create(
            notes,
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["checked_at", "is_right"],
        )
    for name in list_files_of_nobody():
        yield name, "the file belongs to no record: `clean` removes it"


def describe_fixity() -> FileFixity:
    """How far the comparison of files is. Reads the names of all files."""
    stored_files, _conflicts = _collect_files()
    since = timezone.now() - timedelta(days=FIXITY_DAYS)
    checks = [
        (is_right, at)
        for name, is_right, at in FileCheck.objects.values_list(
            "name", "is_right", "checked_at"
        )
        if name in stored_files
    ]
    recent = sum(at >= since for _is_right, at in checks)
    return FileFixity(
        len(stored_files),
        sum(not is_right for is_right, _at in checks),
        len(stored_files) - recent,
        min((at for _is_right, at in checks), default=None),
    )


def _collect_files() -> tuple[dict[str, _KeptFile], list[tuple[str, str]]]:
    """The files that records name, and where two records contradict each other."""
    rows = Article.objects.exclude(original_file="")
    stored_files = {
        name: _KeptFile(digest, f"article {pk}")
        for pk, name, digest in rows.values_list("pk", "original_file", "sha256")
    }
    conflicts = []
    captures = Capture.objects.exclude(file="").order_by("pk")
    for pk, name, digest in captures.values_list("pk", "file", "sha256"):
        if (
            stored_files.setdefault(name, _KeptFile(digest, f"capture {pk}")).digest
            != digest
        ):
            message = f"capture {pk} and an article give different hashes"
            conflicts.append((name, message))
    intakes = Intake.objects.exclude(original_file="").order_by("pk")
    for pk, name, digest in intakes.values_list("pk", "original_file", "sha256"):
        known = stored_files.setdefault(name, _KeptFile(digest, f"intake {pk}"))
        if known.digest != digest:
            message = f"intake {pk} and another record give different hashes"
            conflicts.append((name, message))
    return stored_files, conflicts


def _forget_files(names: set[str]) -> None:
    """Erased and removed files leave no trace here."""
    gone = sorted(names)
    for begin in range(0, len(gone), NAMES_PER_DELETE):
        some = gone[begin : begin + NAMES_PER_DELETE]
        FileCheck.objects.filter(name__in=some).delete()


def _find_damage(name: str, file: _KeptFile) -> str:
    path = Path(settings.MEDIA_ROOT) / name
    try:
        if not path.is_file():
            return f"the file of {file.owner} is missing"
        if _hash_file(path) != file.digest:
            return f"the file of {file.owner} has another hash than {file.digest}"
    except OSError as error:
        return f"we can't read the file of {file.owner}: {error.strerror}"
    return ""


def _is_open_to_others(name: str) -> bool:
    return bool((Path(settings.MEDIA_ROOT) / name).stat().st_mode & 0o077)


def _hash_file(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(BYTES_A_READ):
            digest.update(chunk)
    return digest.hexdigest()
