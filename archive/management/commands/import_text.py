"""`manage.py import_text`: imports pages that were copied as plain text."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.editorial import EditorialError
from archive.importers.articles.draft import ArticleDraft, ImportProblem
from archive.importers.articles.page_files import load_article_file, read_article_file
from archive.importers.articles.plain_text import PLAIN_TEXT_IMPORTER
from archive.importers.articles.saving import ImportedPage, refuse_duplicate, save_pages
from archive.importers.originals import OriginalsError
from archive.models import Article

DRAFT_FIELDS = (
    "kicker",
    "title",
    "byline",
    "date",
    "language",
    "series",
    "original_url",
)


class Command(BaseCommand):
    help = (
        "Import articles from web pages (HTML) or from plain text with one element "
        "per line. The command finds the type from the content. "
        "Several files form one run: the command imports all of them or none. "
        "Example: manage.py import_text page.txt other.txt --dry-run. Exit code 1: "
        "the archive can't store the files. Exit code 2: a file or an option is "
        "wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The files, and what to do with them."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--publish",
            action="store_true",
            help=(
                "publish, signed by the system account “import”; only while the site "
                "has no publisher"
            ),
        )
        parser.add_argument(
            "--again",
            action="store_true",
            help="import a file or link again that the archive already has",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="show what each line becomes, and save nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read every file, then save them all."""
        pages = [self._page(path, options) for path in options["files"]]
        for page in pages:
            self._report_draft(page.name, page.draft)
        if options["dry_run"]:
            self.stdout.write("Nothing was saved (--dry-run).")
            return
        try:
            run = save_pages(
                pages,
                PLAIN_TEXT_IMPORTER,
                release=options["publish"],
                again=options["again"],
            )
        except (ImportProblem, EditorialError) as error:
            raise CommandError(f"{error} Nothing was saved.", returncode=2) from error
        except OriginalsError as error:
            raise CommandError(f"{error} Nothing was saved.", returncode=1) from error
        for article in Article.objects.filter(import_runs=run).order_by("pk"):
            state = article.get_status_display()
            self.stdout.write(f"{article.id_code_display} “{article.title}”: {state}")
        self.stdout.write(f"Run {run.pk}. To undo it: undo_import {run.pk}")

    def _page(self, path: Path, options: dict[str, Any]) -> ImportedPage:
        try:
            page = read_article_file(path.name, load_article_file(path))
            if not options["again"]:
                refuse_duplicate(page)
        except OSError as error:
            message = f"{path}: {error.strerror}. Nothing was saved."
            raise CommandError(message, returncode=2) from error
        except ImportProblem as error:
            message = f"{path}: {error} Nothing was saved."
            raise CommandError(message, returncode=2) from error
        return page

    def _report_draft(self, name: str, draft: ArticleDraft) -> None:
        self.stdout.write(f"{name}:")
        for field in DRAFT_FIELDS:
            value = getattr(draft, field) or "not known"
            reason = draft.guesses.get(field)
            self.stdout.write(f"  {field}: {value}{f' ({reason})' if reason else ''}")
        for line in draft.lines:
            role = f"{line.role} {line.anchor}".strip()
            self.stdout.write(f"  line {line.number}, {role}: {line.text[:60]}")
        for note in (*draft.warnings, *draft.notes):
            self.stdout.write(f"  note: {note}")
