"""`manage.py haystack_info`: engine, index and index classes."""

from typing import Any

from django.core.management.base import BaseCommand

from archive.management.haystack_options import check_tables
from archive.search import describe_index


class Command(BaseCommand):
    help = (
        "Show the search engine, its index and the index classes. Example: "
        "manage.py haystack_info"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for the engine, the index and each index class."""
        check_tables()
        state = describe_index()
        documents = state.unreachable.rstrip(".")
        documents = documents or "we can't read the index; run rebuild_index"
        if state.documents is not None:
            documents = f"{state.documents} documents"
        self.stdout.write(f"Engine {state.engine} in {state.folder}: {documents}.")
        self.stdout.write(f"Changes waiting for the index worker: {state.waiting}.")
        self.stdout.write(f"Number of handled {len(state.classes)} index(es).")
        for model, name in state.classes:
            self.stdout.write(f"  - Model: {model} by Index: {name}")
