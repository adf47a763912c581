"""Where the database cannot answer or save: 503, a time to wait, and what was typed."""

import sqlite3
from contextlib import closing

import pytest
from django.db import OperationalError, connection
from django.test import Client

from archive.editorial import record_creation
from archive.models import Article
from tests.admin.conftest import anna as anna
from tests.admin.conftest import enter as enter
from tests.admin.forms import fields
from tests.factories import make_article

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}
only_on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="makes SQLite fail"
)


class DriverError(sqlite3.OperationalError):
    """An error of the driver, with a code."""

    def __init__(self, code):
        super().__init__("secret words")
        self.sqlite_errorname = code


@pytest.fixture
def fail():
    """Let every statement that begins with a word fail with a code."""
    wrappers = []

    def begin(verb, code):
        def refuse(execute, sql, parameters, many, context):
            if sql.lstrip().upper().startswith(verb):
                raise OperationalError("secret words") from DriverError(code)
            return execute(sql, parameters, many, context)

        connection.execute_wrappers.append(refuse)
        wrappers.append(refuse)
        return end

    def end():
        while wrappers:
            connection.execute_wrappers.remove(wrappers.pop())

    yield begin
    end()


@pytest.fixture
def client(anna):
    """Anna's browser, which gets the pages of errors."""
    anna[0].raise_request_exception = False
    return anna[0]


@pytest.fixture
def typed(anna, client):
    """Anna's draft, its address, and a form of it with a new lead."""
    article = make_article(title="Kameras überall", language="de")
    record_creation(article, anna[1])
    address = f"/desk/articles/{article.id_code}/"
    form = fields(client.get(address))
    return article, address, {**form, "lead": "Zeile eins und zwei", "_continue": "1"}


FAILURES = {
    "SQLITE_BUSY": ("The archive is busy", "5"),
    "SQLITE_FULL": ("disk is full", "300"),
    "SQLITE_IOERR_WRITE": ("answer", "10"),
}


@pytest.mark.parametrize("code", FAILURES)
def test_a_form_that_cannot_be_saved_comes_back_and_can_be_sent_again(
    client, typed, fail, code
):
    article, address, sent = typed
    message, seconds = FAILURES[code]
    end = fail("UPDATE", code)
    answer = client.post(address, sent, **HERE)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, seconds)
    assert message in page and "secret words" not in page
    again = fields(answer)
    assert again["lead"] == "Zeile eins und zwei"
    end()
    assert client.post(address, again, **HERE).status_code == 302
    assert Article.objects.get(pk=article.pk).lead == "Zeile eins und zwei"


@pytest.mark.parametrize("code", FAILURES)
@pytest.mark.parametrize("path", ["/", "/articles/", "/timeline/", "/about/"])
def test_readers_are_told_when_to_come_back(client, fail, code, path):
    fail("SELECT", code)
    answer = Client(raise_request_exception=False).get(path)
    if answer.status_code != 200:  # pages that ask nothing are as ever
        assert answer.status_code == 503
        assert answer["Retry-After"] == FAILURES[code][1]
        assert "Your text" not in answer.content.decode()


@pytest.mark.parametrize("code", FAILURES)
def test_what_was_done_is_told_though_the_session_cannot_be_saved(
    client, typed, monkeypatch, code
):
    article, address, sent = typed

    def refuse(*_arguments, **_options):
        raise OperationalError("secret words") from DriverError(code)

    monkeypatch.setattr("archive.models.DeskSession.save", refuse)
    assert client.post(address, sent, **HERE).status_code == 302
    assert Article.objects.get(pk=article.pk).lead == "Zeile eins und zwei"


def test_a_password_is_never_given_back(fail):
    client = Client(raise_request_exception=False)
    fail("SELECT", "SQLITE_BUSY")
    sent = {"username": "anna", "password": "a secret password"}
    answer = client.post("/desk/admin/login/", sent, **HERE)
    assert answer.status_code == 503
    assert "a secret password" not in answer.content.decode()


@only_on_sqlite
def test_a_full_disk_is_named(client, typed):
    """SQLite's own answer, where the file may not grow."""
    _article, address, sent = typed
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            much = "Viel Text. " * 400_000
            answer = client.post(address, {**sent, "lead": much}, **HERE)
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "disk is full" in page and much in page


@only_on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_held_write_lock_is_named(client, typed):
    article, address, sent = typed
    name = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(name, uri=True, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = client.post(address, sent, **HERE)
        other.execute("ROLLBACK")
    assert answer.status_code == 503
    assert fields(answer)["lead"] == "Zeile eins und zwei"
    assert Article.objects.get(pk=article.pk).lead == ""
