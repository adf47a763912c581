"""Deadlines of statements, locks and connections, on real databases."""

import os
import signal
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

import psycopg
import pytest
from django.db import OperationalError
from django.db.backends.postgresql.base import DatabaseWrapper as PostgresqlWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper as SqliteWrapper

from archive.management.serving import deadlines, silent_server
from archive.management.serving.silent_server import (
    DJANGO_CONNECTS,
    watch_connections,
)
from archive.models.failures import DatabaseFailure, find_database_failure
from archive.settings import read_database
from tests.postgresql import Server, Unavailable

BUSY, AWAY = DatabaseFailure.BUSY, DatabaseFailure.AWAY
ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT COUNT(*) FROM n"
)
MOST_SECONDS = 30  # on a machine that does much else; without a deadline it is for ever


def open_database(kind, url):
    """A connection of its own, with deadlines as pages have them."""
    plain = {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_MAX_AGE": 0}
    plain |= {"CONN_HEALTH_CHECKS": False, "TIME_ZONE": None, "TEST": {}}
    wrapper = kind({**plain, **read_database(url)}, "default")
    wrapper.ensure_connection()
    deadlines._set_deadlines(wrapper)
    return wrapper


def find_failure(wrapper, sql):
    """What became of a statement, and that it took no longer than it may."""
    began = monotonic()
    with pytest.raises(OperationalError) as caught, wrapper.cursor() as cursor:
        cursor.execute(sql)
        cursor.fetchall()
    assert monotonic() - began < MOST_SECONDS
    return find_database_failure(caught.value)


@pytest.fixture(autouse=True)
def short(monkeypatch, django_db_blocker):
    """Deadlines of a second or less; the databases are this module's own."""
    monkeypatch.setattr(deadlines, "STATEMENT_SECONDS", 0.5)
    monkeypatch.setattr(deadlines, "LOCK_SECONDS", 0.3)
    monkeypatch.setattr(deadlines, "ANSWER_SECONDS", 1)
    monkeypatch.setattr(PostgresqlWrapper, "get_new_connection", DJANGO_CONNECTS)
    watch_connections(deadlines._limit_waiting)
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def sqlite(tmp_path):
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as plain:
        plain.execute("CREATE TABLE word (id integer)")
    wrapper = open_database(SqliteWrapper, f"sqlite:///{tmp_path}/a.sqlite3")
    yield wrapper
    wrapper.close()


def test_sqlite_stops_a_statement_that_takes_too_long_and_goes_on(sqlite):
    assert find_failure(sqlite, ENDLESS) is BUSY
    with sqlite.cursor() as cursor:
        assert cursor.execute("SELECT 1").fetchone() == (1,)


def test_sqlite_waits_for_a_lock_no_longer_than_it_may(sqlite):
    with closing(sqlite3.connect(sqlite.settings_dict["NAME"])) as other:
        other.execute("BEGIN IMMEDIATE")
        assert find_failure(sqlite, "INSERT INTO word VALUES (1)") is BUSY


def test_a_connection_opened_again_has_one_clock(sqlite):
    for _again in range(3):
        deadlines._set_deadlines(sqlite)
    assert len(sqlite.execute_wrappers) == 1


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL of this module alone, which may be stopped."""
    try:
        own = Server()
    except Unavailable as error:
        pytest.skip(str(error))
    yield own
    own.stop()


@pytest.fixture
def postgresql(server):
    wrapper = open_database(PostgresqlWrapper, server.url("postgres"))
    yield wrapper
    wrapper.close()


@pytest.fixture
def limited(postgresql, monkeypatch):
    with postgresql.cursor() as cursor:
        cursor.execute("SET statement_timeout = '500ms'; SET lock_timeout = '200ms'")
    monkeypatch.setattr(deadlines, "ANSWER_SECONDS", 20)
    return postgresql


def test_pages_have_deadlines_on_postgresql(postgresql):
    names = "statement_timeout lock_timeout idle_in_transaction_session_timeout"
    with postgresql.cursor() as cursor:
        values = [cursor.execute(f"SHOW {n}").fetchone()[0] for n in names.split()]
    assert values == ["5s", "4s", "30s"]


def test_postgresql_stops_a_statement_that_takes_too_long(limited):
    assert find_failure(limited, "SELECT pg_sleep(60)") is BUSY


def test_postgresql_waits_for_a_lock_no_longer_than_it_may(limited, server):
    other = open_database(PostgresqlWrapper, server.url("postgres"))
    with closing(other), other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(1)")
        assert find_failure(limited, "SELECT pg_advisory_lock(1)") is BUSY


def list_processes(server):
    """The server and those of its connections."""
    parent = int((server.folder / "data/postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [parent, *map(int, children.split())]


@contextmanager
def stop_for_a_while(server):
    stopped = list_processes(server)
    for process in stopped:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in stopped:
            os.kill(process, signal.SIGCONT)


def test_a_server_stopped_before_the_first_statement_is_given_up(postgresql, server):
    parameters = postgresql.get_connection_params()
    driver = postgresql.get_new_connection(parameters)
    began = monotonic()
    with stop_for_a_while(server), pytest.raises(psycopg.OperationalError):
        driver.execute("SELECT 1")
    assert monotonic() - began < MOST_SECONDS


def test_a_stopped_server_is_given_up_and_found_again(postgresql, server):
    with stop_for_a_while(server):
        assert find_failure(postgresql, "SELECT 1") is AWAY
        assert find_failure(postgresql, "SELECT 1") is AWAY  # at once: it is closed
        postgresql.close()
        began = monotonic()
        with pytest.raises(OperationalError):
            open_database(PostgresqlWrapper, server.url("postgres"))
        assert monotonic() - began < MOST_SECONDS
        for _reader in range(20):  # nobody waits behind the one who tries
            with pytest.raises(OperationalError) as caught:
                open_database(PostgresqlWrapper, server.url("postgres"))
            assert find_database_failure(caught.value) is AWAY
        assert monotonic() - began < MOST_SECONDS
    sleep(1)  # the probe that waits is answered
    assert not silent_server.SERVER_WATCH.is_silent
    postgresql.connect()
    with postgresql.cursor() as cursor:
        assert cursor.execute("SELECT 1").fetchone() == (1,)
