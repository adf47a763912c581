"""`manage.py lint`: ruff, import-linter, migrations."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("lint-imports",),
    ("mypy", "archive"),
)


class Command(BaseCommand):
    help = "Check style, types, layers and migrations. Example: manage.py lint"

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every check, then say which failed."""
        tools = Path(sys.executable).parent
        failed = []
        for name, *arguments in CHECKS:
            self.stdout.write(f"· {name} {' '.join(arguments)}")
            self.stdout.flush()
            command = [str(tools / name), *arguments]
            if subprocess.run(command, cwd=settings.BASE_DIR, check=False).returncode:
                failed.append(name)
        call_command("makemigrations", check=True, dry_run=True)
        if failed:
            self.stderr.write(f"failed: {', '.join(failed)}")
            sys.exit(1)
