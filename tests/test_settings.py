"""Every setting stands in the README, and nothing else does."""

import re

import pytest
from django.conf import settings

from archive.env import SettingError
from archive.settings import read_database


def test_the_readme_lists_the_settings():
    source = (settings.BASE_DIR / "archive" / "settings.py").read_text("utf-8")
    readme = (settings.BASE_DIR / "README.md").read_text("utf-8")
    read = set(re.findall(r'"(ARCHIVE_[A-Z_]+)"', source))
    told = set(re.findall(r"^\| `(ARCHIVE_[A-Z_]+)`", readme, re.MULTILINE))
    assert read == told


def test_no_page_or_style_names_another_origin():
    for folder, kind in (("templates", "*.html"), ("archive/static", "*.css")):
        for path in (settings.BASE_DIR / folder).rglob(kind):
            assert "//" not in path.read_text("utf-8").replace("/* ", "").replace(
                "http://www.sitemaps.org", ""
            ), path


def test_files_stay_within_their_size():
    for path in (settings.BASE_DIR / "archive").rglob("*.py"):
        if path.parent.name != "migrations":
            assert len(path.read_text("utf-8").splitlines()) <= 300, path
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        assert len(path.read_text("utf-8").splitlines()) <= 120, path


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
