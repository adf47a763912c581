"""Kills of what comes in: while it is kept, read, and saved as a draft."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from django.conf import settings
from django.core.management import call_command

from archive.importers import intakes
from archive.models import Entry, Intake, Revision, Source

from .kill_case import KillCase

PAGE = """<!doctype html><html lang="en"><title>A camera at gate {n}</title><article>
<h1>A camera at gate {n} of the town</h1><p>The gate {n} has had a camera since the
spring, and nobody was asked about it, say the people who live there.</p><p>A judge will
hear the complaint of eleven residents before the end of this year.</p></article>"""
FILES = 2  # of each run of the command, and of each ZIP
WORK = """TY  - RPRT
TI  - Report {n} on the cameras of a town
AU  - Muster, Anna
PY  - 2019
UR  - https://example.org/reports/{n}
ER  -
"""
WORKS = 3


def kill_intakes() -> KillCase:
    """`manage.py intake FOLDER`: files are kept, then read in their own process."""
    folder = Path(tempfile.mkdtemp(dir=settings.VAR))

    def begin(number: int) -> Callable[[], None]:
        inside = folder / str(number)
        inside.mkdir(exist_ok=True)
        for n in range(FILES):
            (inside / f"{number}-{n}.html").write_text(PAGE.format(n=f"{number}x{n}"))
        return lambda: call_command("intake", str(inside))

    def select(number: int) -> list[Intake]:
        return list(Intake.objects.filter(file_name__startswith=f"{number}-"))

    def is_done(number: int) -> bool:
        made = select(number)
        return len(made) == FILES and all(intake.reading for intake in made)

    def list_half(number: int) -> list[str]:
        made = select(number)
        found = [f"intake {i.pk} has no file" for i in made if not _has_file(i)]
        return found + ["a file twice"] * (len({i.sha256 for i in made}) < len(made))

    return KillCase(begin, lambda number: begin(number)(), is_done, list_half)


def kill_drafts() -> KillCase:
    """The draft article of an intake, with its run and its first revision."""

    def select(number: int) -> list[Entry]:
        return list(Entry.objects.filter(title__contains=f" gate {number}y "))

    return _kill_decisions(
        lambda number: (f"draft-{number}.html", PAGE.format(n=f"{number}y").encode()),
        lambda intake: intakes.save_intake_article(intake, None, {}),
        select,
        1,
    )


def kill_sources() -> KillCase:
    """The draft sources of a bibliography."""

    def make(number: int) -> tuple[str, bytes]:
        works = "".join(WORK.format(n=f"{number}-{n}") for n in range(WORKS))
        return f"works-{number}.ris", works.encode()

    def select(number: int) -> list[Entry]:
        title = f"Report {number}-"
        return list(Entry.objects.filter(kind=Source.KIND, title__startswith=title))

    def save(intake: Intake) -> object:
        return intakes.save_intake_sources(intake, None, range(1, WORKS + 1))

    return _kill_decisions(make, save, select, WORKS)


def kill_parts() -> KillCase:
    """The parts of a ZIP, each an intake of its own."""

    def make(number: int) -> tuple[str, bytes]:
        packed = BytesIO()
        with ZipFile(packed, "w") as parts:
            for n in range(FILES):
                parts.writestr(f"part-{n}.html", PAGE.format(n=f"{number}z{n}"))
        return f"packed-{number}.zip", packed.getvalue()

    def select(number: int) -> list[Intake]:
        return list(Intake.objects.filter(part_of__file_name=f"packed-{number}.zip"))

    def unpack(intake: Intake) -> object:
        return intakes.unpack_intake(intake, None, range(1, FILES + 1))

    return _kill_decisions(make, unpack, select, FILES)


def _kill_decisions(
    make: Callable[[int], tuple[str, bytes]],
    decide: Callable[[Intake], object],
    select: Callable[[int], Sequence[Entry | Intake]],
    wanted: int,
) -> KillCase:
    """Kills while an editor's decision on an intake is saved: all of what it makes is
    there and the intake is decided, or nothing and the intake waits."""

    def find(number: int) -> Intake:
        return Intake.objects.get(file_name=make(number)[0])

    def begin(number: int) -> Callable[[], None]:
        intake = intakes.receive_file(*make(number), None)
        intakes.read_intake(intake)
        return lambda: finish(number)

    def finish(number: int) -> None:
        if find(number).state == Intake.State.WAITING:
            decide(find(number))

    def is_done(number: int) -> bool:
        is_decided = find(number).state != Intake.State.WAITING
        return is_decided and len(select(number)) == wanted

    def list_half(number: int) -> list[str]:
        made = select(number)
        found = [f"{row} is not whole" for row in made if not _is_whole(row)]
        left = 0 if find(number).state == Intake.State.WAITING else wanted
        if len(made) != left:
            found.append(f"{len(made)} of {find(number).file_name}, not {left}")
        return found

    return KillCase(begin, finish, is_done, list_half)


def _is_whole(row: Entry | Intake) -> bool:
    """Whether an entry has a history, and an intake its file."""
    if isinstance(row, Intake):
        return _has_file(row)
    return Revision.objects.filter(entry=row.pk).exists()


def _has_file(intake: Intake) -> bool:
    return (Path(settings.MEDIA_ROOT) / str(intake.original_file.name)).is_file()
