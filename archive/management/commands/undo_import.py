"""`manage.py undo_import RUN`: takes a run of an importer back as a whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.editorial import EditorialError, undo_import_run
from archive.models import ImportRun, User
from archive.stored_files import delete_unnamed_files


class Command(BaseCommand):
    help = (
        "Undo an import run and what a curation file added to it. The command "
        "removes drafts with their files, and withdraws public entries with a "
        "reason. Without a run, it lists the runs. Example: manage.py undo_import "
        '7 --reason "imported by mistake". Exit code 2: the run can\'t be undone, for '
        "example because people changed its entries since."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The run, why, and who signs."""
        parser.add_argument("run", nargs="?", type=int, metavar="RUN")
        parser.add_argument(
            "--reason",
            default="It was imported by mistake.",
            help="reason that readers see in place of public entries",
        )
        parser.add_argument(
            "--keep-changed",
            action="store_true",
            help=(
                "keep the entries that people changed or use since, with those that "
                "they refer to, and undo the rest"
            ),
        )
        parser.add_argument(
            "--by",
            metavar="NAME",
            help=(
                "publisher who signs; required to withdraw public entries once the "
                "site has a publisher"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Undo it, and say what became of each entry."""
        if options["run"] is None:
            self._list()
            return
        run = ImportRun.objects.filter(pk=options["run"]).first()
        if run is None:
            message = f"There is no run {options['run']}. Without a number, "
            raise CommandError(f"{message}undo_import lists them.", returncode=2)
        try:
            undone = undo_import_run(
                run,
                options["reason"],
                self._publisher(options["by"]),
                keep_changed=options["keep_changed"],
            )
        except EditorialError as error:
            raise CommandError(f"{error} Nothing was undone.", returncode=2) from error
        delete_unnamed_files(undone.files)
        outcomes = {
            "removed": undone.removed,
            "withdrawn": undone.withdrawn,
            "put away": undone.put_away,
            "kept": undone.kept,
        }
        for outcome, names in outcomes.items():
            for name in names:
                self.stdout.write(f"  {outcome}: {name}")
        self.stdout.write(f"Run {run.pk} is undone.")

    def _publisher(self, name: str | None) -> User | None:
        if not name:
            return None
        account = User.objects.filter(username=name, is_active=True).first()
        if account is None:
            raise CommandError(f"There is no account “{name}”.", returncode=2)
        return account

    def _list(self) -> None:
        for run in ImportRun.objects.order_by("pk").prefetch_related("files"):
            names = ", ".join(file.file_name for file in run.files.all())
            state = f", undone {run.undone_at:%Y-%m-%d}" if run.undone_at else ""
            self.stdout.write(f"{run.pk}: {run.at:%Y-%m-%d %H:%M} {names}{state}")
