"""A setting is read as it is written, or named as wrong."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from archive.env import SettingError, read_choices
from archive.settings import read_database, read_search


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///var/a.sqlite3", {"NAME": settings.BASE_DIR / "var/a.sqlite3"}),
        (
            "postgresql://anna:a%40b@db.example:5433/archive",
            {
                "NAME": "archive",
                "USER": "anna",
                "PASSWORD": "a@b",
                "HOST": "db.example",
                "PORT": "5433",
            },
        ),
        (
            "postgresql:///archive?host=/run/postgresql&sslmode=disable",
            {
                "NAME": "archive",
                "HOST": "/run/postgresql",
                "OPTIONS": {
                    "connect_timeout": 4,
                    "keepalives_idle": 5,
                    "keepalives_interval": 5,
                    "keepalives_count": 2,
                    "tcp_user_timeout": 15_000,
                    "sslmode": "disable",
                },
            },
        ),
    ],
)
def test_a_database_is_named_by_its_address(url, said):
    read = read_database(url)
    assert {name: read[name] for name in said} == said


def test_another_database_is_refused_by_name():
    with pytest.raises(SettingError, match="ARCHIVE_DATABASE_URL"):
        read_database("mysql://localhost/archive")


@pytest.mark.parametrize(
    ("url", "engine", "path"),
    [
        ("whoosh:///var/index", "whoosh.WhooshEngine", settings.BASE_DIR / "var/index"),
        ("whoosh://", "whoosh.WhooshEngine", settings.BASE_DIR / "var/index"),
        ("tantivy://", "tantivy.TantivyEngine", settings.BASE_DIR / "var/index"),
        ("tantivy:////srv/index", "tantivy.TantivyEngine", "/srv/index"),
    ],
)
def test_a_search_engine_is_named_by_its_address(monkeypatch, url, engine, path):
    monkeypatch.setattr("archive.settings.find_spec", lambda _name: True)
    read = read_search(url)
    assert read["ENGINE"].endswith(f"search.haystack.{engine}")
    assert read["PATH"] == str(path)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("tantivy:///var/index", r"pip install .\[tantivy\]"),
        ("opensearch://localhost:9200/archive", "not there yet. Write tantivy:///"),
        ("solr://localhost", "write whoosh:///… or tantivy:///…, not 'solr:"),
        ("", "write whoosh"),
    ],
)
def test_an_engine_that_is_not_there_is_refused_with_what_to_do(monkeypatch, url, said):
    monkeypatch.setattr("archive.settings.find_spec", lambda _name: None)
    with pytest.raises(SettingError, match=f"ARCHIVE_SEARCH_URL: .*{said}"):
        read_search(url)


@pytest.mark.parametrize(
    ("value", "languages"),
    [("", ["en", "de"]), ("de", ["de"]), ("de, en", ["de", "en"]), ("de,de", ["de"])],
)
def test_languages_are_those_named_in_their_order(monkeypatch, value, languages):
    monkeypatch.setenv("ARCHIVE_LANGUAGES", value or "en,de")
    assert read_choices("ARCHIVE_LANGUAGES", ("en", "de"), "en,de") == languages


@pytest.mark.parametrize("value", ["fr", "de,fr", ","])
def test_a_language_we_do_not_have_is_told(monkeypatch, value):
    monkeypatch.setenv("ARCHIVE_LANGUAGES", value)
    with pytest.raises(SettingError, match="ARCHIVE_LANGUAGES: write some of en, de"):
        read_choices("ARCHIVE_LANGUAGES", ("en", "de"), "en,de")


def read_settings(**environment):
    """Some settings of a process that has these variables, or what it says of them."""
    code = (
        "import json; from archive import env\n"
        "try: from archive import settings as s\n"
        "except env.SettingError as error: print(json.dumps(str(error)))\n"
        "else: print(json.dumps({n: str(v) for n, v in vars(s).items()}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_everything_that_changes_moves_with_the_folder_of_data(tmp_path):
    folder = tmp_path / "Daten für Prüfung #1?"
    read = read_settings(ARCHIVE_VAR=str(folder), ARCHIVE_DATABASE_URL="")
    for name in ("DATABASES", "HAYSTACK_CONNECTIONS", "MEDIA_ROOT", "LOG_KEY"):
        assert str(folder) in read[name], name
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert not [n for n, v in read.items() if str(settings.BASE_DIR / "var") in v]


def test_behind_https_cookies_go_to_this_host_alone():
    read = read_settings(ARCHIVE_BASE_URL="https://archive.example")
    assert read["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert read["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert read["SESSION_COOKIE_SECURE"] == read["CSRF_COOKIE_SECURE"] == "True"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ARCHIVE_TIME_ZONE", "Zürich", "Europe/Zurich"),
        ("ARCHIVE_BASE_URL", "archive.example", "https://archive.example"),
        ("ARCHIVE_BASE_URL", "https://example.org/archive/", "below a path"),
        ("SCRIPT_NAME", "/archive", "below /archive"),
        ("ARCHIVE_ONION_URL", "http://short.onion", "56 letters"),
        ("ARCHIVE_HSTS_SECONDS", "a year", "whole number"),
        ("ARCHIVE_VAR", "/proc/no/such/place", "cannot be made"),
        ("ARCHIVE_DESK", "perhaps", "on or off"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_with_one_that_can(name, value, said):
    read = read_settings(**{name: value})
    assert read.startswith(f"{name}: ") and said in read
