"""Full disks, and one that may only be read: small file systems in memory, in a mount
namespace of this process.

Run by `__main__` under `unshare`, so that nobody else sees the mounts and they end
with the process. Prints the rows as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from time import monotonic, sleep

from benchmarks.child_process import MeasurementFailed

from .fault_rows import FaultRow
from .installation import Installation, copy_installation
from .site_trial import SiteTrial, run_trial

MEGABYTE = 1 << 20
DISKS = ("database", "index", "media", "temporary files")
READ_ONLY = "index read-only"
FULL_SECONDS = 5.0
LONG_TEXT = "Ein langer Satz. " * 60_000  # a megabyte: the server keeps it in a file


@contextmanager
def mount_small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """A file system of so many megabytes at this folder, with what was in it."""
    folder.mkdir(parents=True, exist_ok=True)
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    options = f"size={megabytes}m,mode=700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
    for path, content in before.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


def fill_disk(folder: Path) -> Path:
    """A file that takes all the space that is left."""
    path = folder / "filler"
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return path


def measure_full_disks(template: Path) -> Iterator[FaultRow]:
    """A row for each disk."""
    for disk in DISKS:
        with copy_installation(template) as installation:
            place = {
                "database": installation.folder / "disk",
                "index": installation.folder / "index",
                "media": installation.folder / "media",
                "temporary files": installation.folder / "tmp",
            }[disk]
            with mount_small_disk(place, 64):
                if disk == "database":
                    _move_database(installation, place)
                if disk == "temporary files":
                    installation.more_environment["TMPDIR"] = str(place)
                yield _fill(installation, disk, place)
    with copy_installation(template) as installation:
        yield _forbid_writing(installation)


def _forbid_writing(installation: Installation) -> FaultRow:
    """The index on a disk that may only be read for a while."""
    folder = installation.folder / "index"
    with (
        run_trial(installation, READ_ONLY) as trial,
        installation.read_meanwhile(trial.answers),
    ):
        with _mount_read_only(folder), trial.save_meanwhile():
            installation.begin_inside("publish_events", 0, 3).communicate()
            sleep(FULL_SECONDS)
        began = monotonic()
        trial.wait_until(lambda: _is_found(installation, "Faultword2"), began)
    return trial.row


@contextmanager
def _mount_read_only(folder: Path) -> Iterator[None]:
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    try:
        options = ["-o", "remount,bind,ro"]
        subprocess.run(["mount", *options, folder], check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


def _move_database(installation: Installation, place: Path) -> None:
    path = installation.folder / "archive.sqlite3"
    (place / path.name).write_bytes(path.read_bytes())
    installation.database_url = f"sqlite:///{place}/{path.name}"


def _fill(installation: Installation, disk: str, place: Path) -> FaultRow:
    with (
        run_trial(installation, f"full disk: {disk}") as trial,
        installation.read_meanwhile(trial.answers),
    ):
        filler = fill_disk(place)
        with trial.save_meanwhile():
            end = monotonic() + FULL_SECONDS
            if disk == "index":
                installation.begin_inside("publish_events", 0, 3).communicate()
            if disk == "media":
                _import_page(installation, trial, is_full=True)
            if disk == "temporary files":
                _save_long_text(installation, trial)
            sleep(max(0.0, end - monotonic()))
        filler.unlink()
        began = monotonic()
        trial.wait_until(trial.save, began)
        if disk == "index":
            trial.wait_until(lambda: _is_found(installation, "Faultword2"), began)
        if disk == "media":
            _import_page(installation, trial, is_full=False)
    return trial.row


def _import_page(
    installation: Installation, trial: SiteTrial, *, is_full: bool
) -> None:
    path = installation.folder / "page.txt"
    path.write_text(f"Ein Titel der Stadt\n20.2.2019\n{LONG_TEXT[:90_000]}\n", "utf-8")
    try:
        installation.manage("import_text", str(path))
        if is_full:
            trial.row.notes.append("an import succeeded on a full disk")
    except MeasurementFailed as error:
        if not is_full:
            trial.row.notes.append(f"the import fails afterwards: {error}")


def _save_long_text(installation: Installation, trial: SiteTrial) -> None:
    """A form so long that it is kept on the disk while it comes."""
    began = monotonic()
    try:
        status, headers, _page = installation.send_long_form(LONG_TEXT)
    except OSError:
        trial.row.notes.append("a long form got no answer")
        return
    trial.answers.add(
        status, "retry-after" in headers, monotonic() - began, "POST of a long form"
    )


def _is_found(installation: Installation, word: str) -> bool:
    status, _headers, page = installation.ask(f"/search/?q={word}")
    return status == 200 and "was published" in page


if __name__ == "__main__":
    rows = []
    for row in measure_full_disks(Path(sys.argv[1])):
        rows.append(asdict(row))
    print(json.dumps(rows))
