"""`manage.py curate FILE`: applies reviewed additions to an imported article."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.editorial import Addition, EditorialError
from archive.importers.curation import apply_curation
from archive.importers.curation_file import CurationProblem
from archive.models import User

MOST_FILE_BYTES = 5_000_000


class Command(BaseCommand):
    help = (
        "Apply a reviewed file of regions, tags, sources, events and emendations "
        "to an imported article. The file names the SHA-256 hash of the article's "
        "original. The command applies the whole file or nothing; running it again "
        "changes nothing. Example: manage.py curate fixtures/curation/seed.json. "
        "Exit code 2: the file or an option is wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and who signs."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--by",
            metavar="NAME",
            help=(
                "publisher who signs changes to public entries; required once the site "
                "has a publisher"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Apply the file and print what changed."""
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                content = file.read(MOST_FILE_BYTES + 1)
            if len(content) > MOST_FILE_BYTES:
                raise CurationProblem("The file is larger than 5 MB.")
            curated = apply_curation(content, path.name, self._publisher(options["by"]))
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.", returncode=2) from error
        except CurationProblem as error:
            listed = "".join(f"\n- {problem}" for problem in error.problems)
            message = f"{path}: nothing was changed.{listed}"
            raise CommandError(message, returncode=2) from error
        except EditorialError as error:
            message = f"{path}: nothing was changed. {error}"
            raise CommandError(message, returncode=2) from error
        for addition in curated.additions:
            self._report_addition(addition)
        article = curated.article
        named = f"{article.id_code_display} “{article.title}”"
        number = len(curated.changed)
        changes = (
            f"{number} entries changed or added" if number else "nothing to change"
        )
        self.stdout.write(f"{named}: {changes}")

    def _publisher(self, name: str | None) -> User | None:
        if not name:
            return None
        account = User.objects.filter(username=name, is_active=True).first()
        if account is None:
            raise CurationProblem(f"There is no account “{name}”.")
        return account

    def _report_addition(self, addition: Addition) -> None:
        entry = addition.entry
        named = f"{entry.kind} {entry.id_code_display} “{entry.title[:50]}”"
        if addition.is_new or addition.added:
            what = ", ".join((["made"] if addition.is_new else []) + addition.added)
            self.stdout.write(f"  {named}: {what}")
        for unchanged in addition.left_unchanged:
            self.stdout.write(f"  {named}: an editor's {unchanged} was kept")
