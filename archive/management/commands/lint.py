"""`manage.py lint`: style, types, layers, templates, migrations, translations."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from archive.management.catalogues import (
    collect_strings,
    compile_catalogues,
    find_problems,
    list_catalogues,
)

LINT_CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("lint-imports",),
    ("mypy", "archive"),
    (
        "djangofmt",
        "--check",
        "--indent-width",
        "2",
        "--line-length",
        "120",
        "--custom-blocks",
        "sentences,keep_text",
        "templates",
    ),
    ("djade", "--check", "--target-version", "5.2", "templates/**/*.html"),
)


class Command(BaseCommand):
    help = (
        "Check style, types, layers, templates, migrations and translations. "
        "Example: manage.py lint"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every check, then say which failed."""
        tools = Path(sys.executable).parent
        failed = []
        for name, *arguments in LINT_CHECKS:
            self.stdout.write(f"· {name} {' '.join(arguments)}")
            self.stdout.flush()
            command = [
                str(tools / name),
                *(n for a in arguments for n in _expand_pattern(a)),
            ]
            if subprocess.run(command, cwd=settings.BASE_DIR, check=False).returncode:
                failed.append(name)
        call_command("makemigrations", check=True, dry_run=True)
        self.stdout.write("· translations")
        collected = collect_strings(settings.BASE_DIR)
        faults = [f for po in list_catalogues() for f in find_problems(po, collected)]
        compile_catalogues()
        if faults:
            self.stderr.write(
                "\n".join([*faults, "see: manage.py translations --help"])
            )
            failed.append("translations")
        if failed:
            self.stderr.write(f"failed: {', '.join(failed)}")
            sys.exit(1)


def _expand_pattern(argument: str) -> list[str]:
    """The files that match a pattern; any other argument as it is."""
    if "*" not in argument:
        return [argument]
    return [str(path) for path in sorted(settings.BASE_DIR.glob(argument))]
