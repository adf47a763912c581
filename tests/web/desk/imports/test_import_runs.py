"""Import runs at the desk, and undoing one."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.utils import timezone

from archive.editorial import add_review_comment, record_edit
from archive.importers import intakes
from archive.models import Entry, ImportRun, Intake
from tests.factories import make_article, make_event, make_user, published

pytestmark = pytest.mark.django_db
RUNS = "/desk/imports/"


def log_in(name, role):
    client = Client()
    client.account = make_user(name, role)
    client.force_login(client.account)
    return client


def make_run(*entries):
    importer = make_user("olga", "editor")
    run = ImportRun.objects.create(at=timezone.now(), by=importer, importer="table")
    run.files.create(file_name="cameras.csv", sha256="a" * 64)
    run.entries.set(entries)
    return run


def get_words(answer):
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(text).split())


def undo(client, run, **sent):
    sent = {"reason": "The wrong table.", **sent}
    return client.post(f"{RUNS}{run.pk}/", sent, follow=True)


def test_runs_are_listed_with_their_files_and_undone_as_a_whole():
    anna = log_in("anna", "editor")
    run = make_run(make_article(), make_event())
    words = get_words(anna.get(RUNS))
    assert "cameras.csv 2 entries" in words and "olga" in words
    assert f'href="{RUNS}"' in anna.get("/desk/").content.decode()
    answer = undo(anna, run)
    assert "The import was undone. 2 drafts removed" in get_words(answer)
    assert not Entry.objects.exists()
    assert "undone on" in get_words(anna.get(RUNS))
    words = get_words(anna.get(f"{RUNS}{run.pk}/"))
    assert "The wrong table." in words and "Undo the import" not in words
    assert undo(anna, run).status_code == 400


def test_the_intake_of_a_run_waits_again(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    anna = log_in("anna", "editor")
    page = "Cameras at the gate\nBy Anna Example\n20 February 2019\nForty cameras.\n"
    intake = intakes.receive_paste(page, "", anna.account)
    run = make_run(make_article())
    Intake.objects.filter(pk=intake.pk).update(
        state="accepted", run=run, decided_at=timezone.now(), decided_by=anna.account
    )
    undo(anna, run)
    assert Intake.objects.get(pk=intake.pk).state == "waiting"


def test_work_of_people_is_kept_and_named_first():
    anna = log_in("anna", "editor")
    edited, noted, left = (make_article(title=t) for t in ("Edited", "Noted", "Left"))
    record_edit(edited, anna.account)
    add_review_comment(noted, anna.account, "Good.")
    run = make_run(edited, noted, left)
    words = get_words(anna.get(f"{RUNS}{run.pk}/"))
    assert words.count("· changed or used since") == 2
    answer = undo(anna, run)
    assert answer.status_code == 400
    assert "Tick this, or discard" in get_words(answer)
    assert "The wrong table." in answer.content.decode()
    assert Entry.objects.count() == 3
    answer = undo(anna, run, keep_changed="on")
    assert "1 draft removed · 2 entries kept" in get_words(answer)
    assert set(Entry.objects.values_list("title", flat=True)) == {"Edited", "Noted"}


def test_what_is_public_is_withdrawn_by_a_publisher_with_the_reason():
    anna, dora = log_in("anna", "editor"), log_in("dora", "publisher")
    run = make_run(published(make_event()), make_article())
    assert "Only a publisher" in get_words(anna.get(f"{RUNS}{run.pk}/"))
    assert undo(anna, run).status_code == 400
    assert undo(dora, run, reason=" ").status_code == 400
    assert Entry.objects.count() == 2
    answer = undo(dora, run)
    assert "1 draft removed · 1 entry withdrawn" in get_words(answer)
    row = Entry.objects.get()
    assert (row.status, row.withdrawal_reason) == ("withdrawn", "The wrong table.")


@pytest.mark.parametrize(
    ("role", "status"), [("contributor", 403), ("administrator", 403), ("editor", 200)]
)
def test_runs_are_for_editors(role, status, client):
    run = make_run(make_article())
    person = log_in("paul", role)
    assert person.get(RUNS).status_code == status
    assert person.get(f"{RUNS}{run.pk}/").status_code == status
    assert client.get(RUNS).status_code == 302
    assert person.get(f"{RUNS}{10**30}/").status_code == 404 or status == 403


@pytest.mark.only_on_sqlite("the page")
def test_runs_are_found_by_file_and_by_whether_they_were_undone():
    anna = log_in("anna", "editor")
    made = [
        ImportRun.objects.create(at=timezone.now(), importer="table") for _n in range(3)
    ]
    for run, name in zip(made, ("cameras.csv", "laws.csv", "laws.ris"), strict=True):
        run.files.create(file_name=name, sha256="b" * 64)
    ImportRun.objects.filter(pk=made[2].pk).update(undone_at=timezone.now())
    first, second, third = (run.pk for run in made)
    found = {
        query: [run.pk for run in anna.get(RUNS + query).context["runs"]]
        for query in (
            "",
            "?q=LAWS",
            "?undone=1",
            "?undone=0&q=laws",
            "?undone=x&page=y",
        )
    }
    assert found == {
        "": [third, second, first],
        "?q=LAWS": [third, second],
        "?undone=1": [third],
        "?undone=0&q=laws": [second],
        "?undone=x&page=y": [third, second, first],
    }
    assert anna.get(RUNS).context["counts"] == {"all": 3, "undone": 1, "standing": 2}
