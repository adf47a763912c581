"""`manage.py compilemessages`: Django's own, for machines that have gettext."""

from django.core.management.base import CommandParser
from django.core.management.commands import compilemessages


class Command(compilemessages.Command):
    """Compiles the archive's catalogues only."""

    help = (
        "Compile the translations in archive/locale with gettext. `serve` compiles "
        "them without gettext. Example: manage.py compilemessages"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Django's, without the packages in .venv."""
        super().add_arguments(parser)
        parser.set_defaults(ignore_patterns=[".venv"])
