"""The application, as servers look for it."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

AT_ONCE = 10_000  # new objects between two looks for what is no longer used

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # all views
# They stay: for the collector to look at them again would take as long as a page.
gc.collect()
gc.freeze()
gc.set_threshold(AT_ONCE)
