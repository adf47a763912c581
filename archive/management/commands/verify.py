"""`manage.py verify`: files, revisions, kinds, dates and index, checked."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.editorial import INTEGRITY_CHECKS, describe_erasures
from archive.versions import is_in_chain


class Command(BaseCommand):
    help = (
        "Check files against hashes, chains of revisions, kinds, dates, and the index "
        "against the database; change nothing. "
        "Example: manage.py verify --head 5f2c…. "
        "Exit code 1, and a list, where anything differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """`--head` is a hash that was kept from /about/integrity/."""
        parser.add_argument(
            "--head",
            metavar="SHA256",
            default="",
            help="a head of the chain that was kept: is it in the chain still?",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every check, and list what differs."""
        number = 0
        for name, check in INTEGRITY_CHECKS.items():
            found = 0
            for finding in check():
                found += 1
                self.stdout.write(f"  {finding.where}: {finding.message}")
            self.stdout.write(f"{name}: {f'{found} differ' if found else 'right'}")
            number += found
        for said in describe_erasures():
            self.stdout.write(said)
        if options["head"] and not is_in_chain(options["head"]):
            self.stdout.write("head: not in the chain of publications")
            number += 1
        if number:
            self.stderr.write(f"{number} findings")
            sys.exit(1)
