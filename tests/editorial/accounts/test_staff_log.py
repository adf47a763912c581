"""The staff log holds what staff do, nothing of readers, and shows every change."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256

import pytest
import rfc8785
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from archive.editorial import (
    INTEGRITY_CHECKS,
    publish,
    record_creation,
    record_failed_login,
    record_reading,
    record_staff_event,
    submit,
    withdraw,
)
from archive.models import StaffEvent
from archive.models.staff.append_only import drop_append_only_triggers
from tests.factories import make_article, make_source, make_user, published

pytestmark = pytest.mark.django_db
LOG = "/desk/staff-log/"


def kinds():
    return list(StaffEvent.objects.order_by("number").values_list("kind", flat=True))


def log_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


def findings():
    return [f"{f.where} {f.message}" for f in INTEGRITY_CHECKS["staff log"]()]


@pytest.fixture
def three_lines():
    anna = make_user("anna", "editor")
    return [record_staff_event("login", anna, anna) for _ in range(3)]


def test_a_line_is_neither_changed_nor_deleted(three_lines):
    for statement in (
        "UPDATE archive_staffevent SET note = 'x' WHERE number = 2",
        "DELETE FROM archive_staffevent WHERE number = 3",
        "DELETE FROM archive_staffevent",
    ):
        with (
            pytest.raises(DatabaseError, match="only added to"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        StaffEvent.objects.filter(number=1).update(kind="backup")
    assert len(kinds()) == 3 and findings() == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("SET note = 'x' WHERE number = 2", "line 2 was changed"),
        ("SET by_id = NULL WHERE number = 2", "line 2 was changed"),
        ("SET number = 9 WHERE number = 3", "line 3 is missing"),
        ("SET previous_sha256 = '' WHERE number = 3", "come after"),
    ],
)
def test_who_goes_past_the_triggers_is_found(three_lines, change, found):
    drop_append_only_triggers("default")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE archive_staffevent {change}")
    assert any(found in each for each in findings())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="has TRUNCATE")
def test_the_log_cannot_be_emptied_as_a_whole(three_lines):
    with (
        pytest.raises(DatabaseError, match="only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # none waits for the end
        cursor.execute("TRUNCATE archive_staffevent")
    assert StaffEvent.objects.count() == 3


def test_a_line_that_is_gone_is_found(three_lines):
    drop_append_only_triggers("default")
    StaffEvent.objects.filter(number=2).delete()
    assert findings()[0] == "line 3 line 2 is missing"


def test_equal_lines_have_different_hashes(three_lines):
    assert len({row.salt for row in three_lines}) == 3


def test_an_unknown_kind_is_refused_by_the_database():
    with pytest.raises(DatabaseError), transaction.atomic():
        record_staff_event("else", None)


def test_logins_are_noted_and_no_name_that_is_nobody_s(client):
    make_user("anna", "editor")
    login = "/desk/admin/login/"
    mistyped = {"username": "My-Secret-Password", "password": "other-secret"}
    client.post(login, mistyped, headers={"user-agent": "Canary"})
    client.post(login, {"username": "anna", "password": "other-secret"})
    client.post(login, {"username": "anna", "password": "anna-has-a-password"})
    assert kinds() == ["failed_login", "failed_login", "login"]
    nobody, failed, entered = StaffEvent.objects.order_by("number")
    assert nobody.account is None and nobody.by is None
    assert failed.account.username == "anna" and failed.by is None
    assert entered.by.username == "anna"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM archive_staffevent")
        stored = str(cursor.fetchall())
    for hidden in ("Secret", "secret", "127.0.0.1", "Canary"):
        assert hidden not in stored


def test_a_confidential_entry_that_is_opened_is_noted_once_an_hour(settings):
    source = make_source(title="A person nobody may know", audience="editors")
    anna = make_user("anna", "editor")
    browser = log_in(anna)
    address = f"/desk/sources/{source.id_code}/"
    for _ in range(2):
        assert browser.get(address).status_code == 200
    assert kinds() == ["confidential_read"]
    row = StaffEvent.objects.get()
    assert (row.by, row.subject) == (anna, f"source {source.id_code_display}")
    emil = log_in(make_user("emil", "publisher"))
    emil.get(f"/desk/preview/{source.id_code}/")
    emil.get(f"/desk/sources/{source.id_code}/captures/")
    assert kinds() == ["confidential_read"] * 2
    drop_append_only_triggers("default")
    StaffEvent.objects.update(at=timezone.now() - timedelta(hours=2))
    record_reading(source, anna)
    assert len(kinds()) == 3


@pytest.mark.parametrize(
    "page",
    ["", "captures/", "withdraw/", "redactions/"],
)
def test_each_page_of_a_confidential_entry_is_noted(page):
    source = published(make_source(title="Nobody", audience="editors"))
    emil = log_in(make_user("emil", "publisher"))
    emil.get(f"/desk/sources/{source.id_code}/{page}")
    assert kinds() == ["confidential_read"]


def test_who_may_not_open_it_reads_nothing(client):
    source = make_source(title="Nobody", audience="editors")
    for browser in (client, log_in(make_user("carla", "contributor"))):
        browser.get(f"/desk/sources/{source.id_code}/")
        browser.get(f"/desk/preview/{source.id_code}/")
    log_in(make_user("anna", "editor")).get(f"/desk/articles/{make_article().id_code}/")
    assert kinds() == ["refused", "refused"]


def test_a_publisher_who_withdraws_is_seen_and_so_is_who_publishes_alone():
    emil = make_user("emil", "publisher")
    article = make_article(title="Own")
    record_creation(article, emil)
    submit(article, emil)
    publish(article, emil, "Nobody else is there.", override=True)
    withdraw(article, emil, "Wrong.")
    assert kinds() == ["published_alone", "withdrawn"]
    assert {row.by for row in StaffEvent.objects.all()} == {emil}


def test_administrators_read_it_by_event_account_and_day(client):
    adam, anna = make_user("adam", "administrator"), make_user("anna", "editor")
    record_staff_event("login", anna, anna)
    record_staff_event("factor_reset", adam, anna)
    record_failed_login("nobody")
    browser = log_in(adam)
    assert LOG in browser.get("/desk/").content.decode()

    def rows(query):
        page = browser.get(f"{LOG}?{query}")
        assert page.status_code == 200, query
        return [row.number for row in page.context["events"]]

    assert rows("") == [3, 2, 1]
    assert rows("kind=login") == [1]
    assert rows(f"account={anna.pk}") == [2, 1]
    assert rows(f"account={adam.pk}&kind=factor_reset") == [2]
    today = timezone.now().date()
    assert rows(f"since={today}&until={today}") == [3, 2, 1]
    assert rows(f"until={today - timedelta(days=1)}") == []
    assert browser.get(f"{LOG}?since=x&kind=y").status_code == 400


def test_it_is_paged():
    adam = make_user("adam", "administrator")
    for _ in range(101):
        record_staff_event("login", adam, adam)
    browser = log_in(adam)
    first = browser.get(LOG)
    assert len(first.context["events"]) == 100
    assert "page=2" in first.content.decode()
    assert len(browser.get(f"{LOG}?page=2").context["events"]) == 1


@pytest.mark.parametrize("role", ["contributor", "editor", "publisher"])
def test_nobody_else_reads_it(client, role):
    browser = log_in(make_user("other", role))
    assert browser.get(LOG).status_code == 403
    assert LOG not in browser.get("/desk/").content.decode()
    assert client.get(LOG).status_code == 302
    assert browser.post(LOG).status_code == 405


def test_an_export_can_be_checked_without_the_archive(three_lines, tmp_path):
    path = tmp_path / "log.jsonl"
    call_command("export_staff_log", str(path))
    head, lines = "", path.read_text("utf-8").splitlines()
    for line in map(json.loads, lines):
        names = ("number", "at", "kind", "by", "account", "subject", "note")
        hashed = rfc8785.dumps({name: line[name] for name in names}).decode()
        assert line["previous_sha256"] == head
        head = sha256(f"{head}{line['salt']}{hashed}".encode()).hexdigest()
        assert line["sha256"] == head
    assert [json.loads(line)["kind"] for line in lines] == [
        *["login"] * 3,
        "log_exported",
    ]
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError):
        call_command("export_staff_log", str(path))
