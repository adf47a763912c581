"""`manage.py intake`: brings files and folders into the intake."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.editorial import EditorialError
from archive.importers import intakes
from archive.importers.articles.draft import ImportProblem
from archive.importers.originals import OriginalsError
from archive.models import Intake, User

PAGE_FILES_ENDINGS = ("_files", "-Dateien", "_fichiers", ".files")

NOT_READ = ("", "too-slow")  # a kill, or a machine that was busy


class Command(BaseCommand):
    help = (
        "Bring files, and the files in folders, into the intake, where editors "
        "confirm what becomes of them. The command keeps each file before it reads "
        "it, and leaves out what the intake has read already: you can run it again "
        "after it was stopped. Example: manage.py intake page.html Downloads/ --as "
        "anna. Exit code 1: the archive can't store a file. Exit code 2: a path or an "
        "account is wrong, or a file was not taken; all others were."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The paths, and whose the intakes are."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--as",
            dest="username",
            metavar="USERNAME",
            help="the account that brings them; without it, nobody's: editors see them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Take in and read each file; go on where one is refused."""
        by = self._find_account(options["username"])
        refused = 0
        for path in _list_files(options["paths"]):
            try:
                self.stdout.write(f"{path}: {self._take_in(path, by)}")
            except OriginalsError as error:
                raise CommandError(f"{path}: {error}", returncode=1) from error
            except (ImportProblem, EditorialError) as error:
                refused += 1
                self.stderr.write(f"{path}: {error}")
            except OSError as error:
                refused += 1
                self.stderr.write(f"{path}: {error.strerror}")
        if refused:
            message = f"Not taken: {refused}. All others wait in the intake."
            raise CommandError(message, returncode=2)

    def _find_account(self, username: str | None) -> User | None:
        if username is None:
            return None
        account = User.objects.filter(username=username, is_active=True).first()
        if account is None:
            message = f"There is no active account “{username}”. Nothing was taken."
            raise CommandError(message, returncode=2)
        return account

    def _take_in(self, path: Path, by: User | None) -> str:
        """What became of a file, in one line."""
        with path.open("rb") as file:
            content = file.read(intakes.MAX_INTAKE_BYTES + 1)
        known = Intake.objects.filter(sha256=sha256(content).hexdigest()).first()
        is_unread = known and known.reading is None and known.problem in NOT_READ
        if known and not (is_unread and known.state == Intake.State.WAITING):
            return f"there already, as intake {known.pk}"
        intake = known or intakes.receive_file(path.name, content, by)
        intakes.read_intake(intake)
        told = intakes.describe_problem(intake) or intake.name
        return f"intake {intake.pk}, {intake.type_name}: {told}"


def _list_files(paths: list[Path]) -> Iterator[Path]:
    """The files, and those in folders in the order of their names. Links, hidden files
    and the folders that browsers save beside a page are left out."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for found in sorted(path.rglob("*")):
            inner = found.relative_to(path).parts
            is_hidden = any(part.startswith(".") for part in inner)
            is_of_page = any(part.endswith(PAGE_FILES_ENDINGS) for part in inner[:-1])
            if found.is_file() and not (found.is_symlink() or is_hidden or is_of_page):
                yield found
