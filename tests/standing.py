"""What all tests of a module begin with: made once, to be read by each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from .databases import reaches
from .indexes import index_at


@pytest.fixture(scope="module")
def stand(django_db_setup, django_db_blocker, tmp_path_factory):
    """`stand(make)` has `make` fill database, index and media in a transaction around
    the module's tests, each of which is in one of its own; the folder of the index."""
    folder = tmp_path_factory.mktemp("standing")

    def made(make: Callable[[], object]) -> Path:
        media = override_settings(MEDIA_ROOT=folder / "media")
        with index_at(folder / "index"), media:
            make()
        return folder / "index"

    with django_db_blocker.unblock(), transaction.atomic():
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def alone(request):
    """Refuse a test that would meet what stands without having asked for it."""
    if "stand" in request.fixturenames or not reaches(request.node):
        return
    for item in request.session.items:
        if item.path == request.path and "stand" in item.fixturenames:
            pytest.fail("its module has what stands: give it another, or ask for it")
