"""Fixtures of all tests: a real index in a temp folder."""

from __future__ import annotations

import pytest
from django.conf import settings as configured
from haystack import connections


@pytest.fixture(autouse=True)
def index(tmp_path, settings):
    """An empty Whoosh index of this test's own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    settings.MEDIA_ROOT = tmp_path / "media"
    backend = connections["default"].get_backend()
    before, backend.folder = backend.folder, tmp_path / "index"
    options = connections["default"].options
    path, options["PATH"] = options["PATH"], str(tmp_path / "index")
    yield
    backend.folder, options["PATH"] = before, path


@pytest.fixture
def seed():
    """The seed's file, where it is."""
    folder = configured.SEED
    found = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    if not found:
        pytest.skip("the seed's folder (ARCHIVE_SEED) is not there")
    return found[0]
