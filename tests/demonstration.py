"""The demonstration, loaded and indexed once for the tests of a module."""

import shutil

import pytest
from django.conf import settings

from archive.importers.demonstration import load_demonstration
from archive.models import Article, OutboxRow
from archive.search import reindex
from archive.search.results import column_evaluation
from archive.web.search.search_export import ExportPlaces, ExportStream

from .vocabulary import load_tested_vocabulary


@pytest.fixture(autouse=True)
def places(monkeypatch):
    """No file that an earlier test left unread takes a place of this one's."""
    free = ExportPlaces()
    monkeypatch.setattr(ExportStream, "places", free)
    return free


def load_whole_demonstration():
    """Vocabularies, entries and index."""
    load_tested_vocabulary()
    load_demonstration(settings.BASE_DIR / "fixtures" / "demonstration")
    reindex()


@pytest.fixture(scope="module")
def loaded(stand):
    """The demonstration for the tests of a module; the folder of its index."""
    return stand(load_whole_demonstration, is_shared=True)


@pytest.fixture
def demonstration(loaded, index, db, tmp_path):
    """The record of the seed article, with all the others around it."""
    shutil.copytree(loaded, tmp_path / "index")
    return Article.objects.get(import_key="seed-article")


@pytest.fixture(params=["counted", "indexed"])
def way(request, monkeypatch):
    """Numbers counted one by one, or by the index, however few entries."""
    if request.param == "indexed":
        monkeypatch.setattr(column_evaluation, "LEAST_DOCUMENTS", 0)
        OutboxRow.objects.all().delete()
    return request.param
