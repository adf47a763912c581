"""The demonstration, loaded and indexed once for the tests of a module."""

import shutil
from threading import BoundedSemaphore

import pytest
from django.conf import settings
from django.db import transaction

from archive.importers.demonstration import load_demonstration
from archive.importers.vocabulary import load_vocabulary
from archive.models import Article, OutboxRow
from archive.search import reindex
from archive.selection import _tallied
from archive.web.search_export import MOST_AT_ONCE, Stream
from tests.conftest import index_at


@pytest.fixture(autouse=True)
def places(monkeypatch):
    """No file that an earlier test left unread takes a place of this one's."""
    free = BoundedSemaphore(MOST_AT_ONCE)
    monkeypatch.setattr(Stream, "places", free)
    return free


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration in a transaction around the tests; the folder of its index."""
    folder = tmp_path_factory.mktemp("demonstration") / "index"
    with django_db_blocker.unblock(), transaction.atomic():
        load_vocabulary(settings.BASE_DIR / "fixtures")
        load_demonstration(settings.BASE_DIR / "fixtures" / "demonstration")
        with index_at(folder):
            reindex()
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(loaded, index, db, tmp_path):
    """The record of the seed article, with all the others around it."""
    shutil.copytree(loaded, tmp_path / "index")
    return Article.objects.get(import_key="seed-article")


@pytest.fixture(autouse=True)
def alone(request):
    """Refuse a test that would meet the demonstration without having asked for it."""
    if "loaded" in request.fixturenames or "db" not in request.fixturenames:
        return
    for item in request.session.items:
        if item.path == request.path and "loaded" in item.fixturenames:
            pytest.fail("its module loads the demonstration: give it another module")


@pytest.fixture(params=["counted", "tallied"])
def way(request, monkeypatch):
    """Numbers counted one by one, or from the tallies, however few entries."""
    if request.param == "tallied":
        monkeypatch.setattr(_tallied, "LEAST", 0)
        OutboxRow.objects.all().delete()
    return request.param
