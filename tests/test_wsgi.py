"""The application is loaded whole before the first reader asks."""

from __future__ import annotations

import gc
import os
import runpy
import weakref

import pytest
from django.conf import settings
from django.urls import clear_url_caches, get_resolver


class Unused:
    """An object that holds itself, so that only the collector can remove it."""

    def __init__(self):
        self.itself = self


@pytest.fixture
def load_application():
    """Load the module as a server does, and give the collector back its settings."""
    threshold = gc.get_threshold()

    def load():
        gc.unfreeze()
        return runpy.run_path(str(settings.BASE_DIR / "archive/wsgi.py"))

    yield load
    gc.unfreeze()
    gc.freeze()  # as the run of the tests began
    gc.set_threshold(*threshold)


@pytest.mark.parametrize("chosen", ["", "archive.settings"])
def test_a_server_that_names_no_settings_gets_ours(
    load_application, monkeypatch, chosen
):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", chosen)
    if not chosen:
        monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    assert callable(load_application()["application"])
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "archive.settings"


def test_all_addresses_are_there_before_the_first_request(load_application):
    clear_url_caches()
    load_application()
    assert "url_patterns" in vars(get_resolver())


def test_what_is_loaded_stays_and_what_nobody_uses_is_gone(load_application):
    gc.disable()
    unused = weakref.ref(Unused())
    gc.enable()
    load_application()
    assert unused() is None
    assert gc.get_freeze_count() > 100_000
    assert gc.get_threshold()[0] == 10_000
