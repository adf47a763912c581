"""A setting is read as it is written, or named as wrong."""

import pytest
from django.conf import settings

from archive.env import SettingError, read_choices
from archive.settings import read_database, read_proxy_header, read_search


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
                "OPTIONS": {"connect_timeout": 5, "sslmode": "disable"},
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


@pytest.mark.parametrize(
    ("base_url", "header"),
    [
        ("https://archive.example", ("HTTP_X_FORWARDED_PROTO", "https")),
        ("http://127.0.0.1:8000", None),
    ],
)
def test_the_web_server_in_front_is_believed_where_the_site_is_https(base_url, header):
    assert read_proxy_header(base_url) == header
