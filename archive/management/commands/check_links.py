"""`manage.py check_links`: checks whether originals are still at their addresses."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.importers.link_checks import check_links, list_due_links


class Command(BaseCommand):
    help = (
        "Check one after the other whether the links to originals of public "
        "entries still work. Each result is saved: live, drifted, dead or not "
        "checked. You can stop the command at any time; the next run continues. "
        "Example: manage.py check_links --limit 200 --days 30"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, how old, how slowly."""
        parser.add_argument(
            "--limit", type=int, default=500, help="check at most this many links"
        )
        parser.add_argument(
            "--days",
            type=int,
            default=30,
            help="check only links that were not checked for this many days",
        )
        parser.add_argument(
            "--pause",
            type=float,
            default=5.0,
            help="seconds between two requests to one host",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check each link, print a line for each, then the totals."""
        rows = list_due_links(max(0, options["days"]), max(0, options["limit"]))
        counts: Counter[str] = Counter()
        for number, check in enumerate(
            check_links(rows, max(0.0, options["pause"])), 1
        ):
            counts[check.state] += 1
            detail = f" ({check.detail})" if check.detail not in ("", "200") else ""
            self.stdout.write(f"{number}/{len(rows)} {check.state}{detail} {check.url}")
        summary = ", ".join(f"{n} {state}" for state, n in sorted(counts.items()))
        self.stdout.write(f"Checked {len(rows)} links: {summary or 'none was due'}.")
