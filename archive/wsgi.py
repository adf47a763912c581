"""The application, as servers look for it."""

import gc
import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

AT_ONCE = 10_000  # new objects between two looks for what is no longer used


def loaded() -> WSGIHandler:
    """The application with its views, which stay: the collector need not look at them
    again, which would take as long as a page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    made = get_wsgi_application()
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    gc.set_threshold(AT_ONCE)
    return made


application = loaded()
