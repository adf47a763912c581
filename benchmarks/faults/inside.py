"""What happens inside an archive of the benchmark: a process with its settings.

Its result is the last line that it prints, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup()

import psycopg  # noqa: E402
from allauth.mfa.models import Authenticator  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from archive import editorial  # noqa: E402
from archive.filters import SearchFilters  # noqa: E402
from archive.importers.articles.plain_text import (  # noqa: E402
    PLAIN_TEXT_IMPORTER,
    parse_text_page,
)
from archive.importers.articles.saving import ImportedPage, save_pages  # noqa: E402
from archive.importers.originals import store_originals  # noqa: E402
from archive.models import Article, Event, Revision, User  # noqa: E402
from archive.search import find_index_differences, process_outbox, search  # noqa: E402
from archive.stored_files import (  # noqa: E402
    delete_unnamed_files,
    list_files_of_nobody,
)
from benchmarks.faults.command_kills import PAGE, kill_command  # noqa: E402
from benchmarks.faults.shifted_clock import shift_clock  # noqa: E402

ACCOUNTS = {"anna": "editor", "dora": "publisher", "emil": "publisher"}


def add_accounts() -> object:
    """An editor and two publishers."""
    for name, role in ACCOUNTS.items():
        user = User.objects.create_user(name, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        if role in editorial.COMPULSORY_ROLES:
            Authenticator.objects.create(user=user, type="totp", data={"secret": ""})
        editorial.note_account(user, "made by the benchmark")
    return len(ACCOUNTS)


def log_in() -> object:
    """The cookies of an editor's new session."""
    client = Client()
    client.force_login(User.objects.get(username="anna"))
    return {name: morsel.value for name, morsel in client.cookies.items()}


def check_saved(titles: str) -> object:
    """Which acknowledged events are missing, what is half there, and which files belong
    to nobody after a `clean` in 30 days."""
    wanted = set(json.loads(titles))
    events = dict(Event.objects.filter(title__in=wanted).values_list("title", "pk"))
    with_history = set(
        Revision.objects.filter(entry__in=events.values()).values_list(
            "entry", flat=True
        )
    )
    checks = editorial.INTEGRITY_CHECKS
    findings = [
        f"{finding.where}: {finding.message}"
        for name in checks
        if name != "index"
        for finding in checks[name]()
    ]
    delete_unnamed_files(list_files_of_nobody(since=timezone.now()))
    return {
        "lost": sorted(wanted - set(events)),
        "half": [*findings, *(t for t, pk in events.items() if pk not in with_history)],
        "files": list_files_of_nobody(since=timezone.now()),
    }


def check_index() -> object:
    """What the index has wrongly once the outbox is empty."""
    process_outbox()
    return [str(difference) for difference in find_index_differences()]


def publish_events(begin: str, number: str) -> object:
    """Publish events, and print the title of each once it is committed."""
    titles = []
    for n in range(int(begin), int(begin) + int(number)):
        with transaction.atomic():
            event = Event.objects.create(title=f"Faultword{n} was published")
            editorial.record_creation(event, None)
            editorial.submit(event, None)
            editorial.publish(event, None)
        titles.append(event.title)
        print(event.title, flush=True)
    return titles


def find_published(titles: str) -> object:
    """Which of these published events a search does not find."""
    return [
        title
        for title in json.loads(titles)
        if not search(SearchFilters(q=title.split()[0])).hits
    ]


def hold_write_lock(seconds: str) -> object:
    """Hold the database's write lock, as a long change does."""
    with transaction.atomic():
        User.objects.filter(username="anna").update(first_name="A")
        print("held", flush=True)
        time.sleep(float(seconds))
    return True


def use_up_connections(seconds: str) -> object:
    """Open connections until PostgreSQL gives no more, and hold them."""
    held = []
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    try:
        while True:
            held.append(psycopg.connect(**parameters))
    except psycopg.OperationalError:
        print("held", flush=True)
    time.sleep(float(seconds))
    return len(held)


def import_same_bytes() -> object:
    """One import stores a file and fails after another imported the same bytes."""
    content = PAGE.format(n=7).encode()

    def import_page() -> None:
        page = ImportedPage("page.txt", content, parse_text_page(content))
        save_pages([page], PLAIN_TEXT_IMPORTER, release=False, again=True)

    other = threading.Thread(target=import_page)
    with suppress(RuntimeError), store_originals() as store:
        store.store(content)
        other.start()
        other.join()
        raise RuntimeError("it fails late")
    article = Article.objects.get(title="Ein Titel mit der Nummer 7")
    is_there = Path(article.original_file.path).is_file()
    return {"saved": 1, "lost": 0 if is_there else 1}


FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        add_accounts,
        log_in,
        check_saved,
        check_index,
        publish_events,
        find_published,
        hold_write_lock,
        use_up_connections,
        kill_command,
        import_same_bytes,
    )
}

if __name__ == "__main__":
    shift_clock()
    print(json.dumps(FUNCTIONS[sys.argv[1]](*sys.argv[2:])))
