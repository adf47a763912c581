"""`manage.py makemessages`: Django's own, for machines that have gettext."""

from pathlib import Path

from django.core.management.base import CommandParser
from django.core.management.commands import makemessages

from archive.management.catalogues import tidy_catalogue


class Command(makemessages.Command):
    """Reads what readers and editors see; writes catalogues as `translations` does."""

    help = (
        "Update the translation catalogues in archive/locale with gettext. "
        "Example: manage.py makemessages --all"
    )
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser: CommandParser) -> None:
        """Django's, with defaults that leave the catalogues as they are."""
        super().add_arguments(parser)
        parser.set_defaults(
            extensions=["html", "svg", "xml", "py"],
            ignore_patterns=["tests", "benchmarks"],
            no_location=True,
            no_obsolete=True,
        )

    def write_po_file(self, potfile: str, locale: str) -> None:
        """As Django does, then in our order and width."""
        super().write_po_file(potfile, locale)
        folder = Path(potfile).parent / locale / "LC_MESSAGES"
        tidy_catalogue(folder / "django.po")
