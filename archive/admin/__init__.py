"""The desk's forms: Django's admin, arranged; every verb is one of `editorial`."""

from django.conf import settings
from django.contrib import admin

from . import article, entry, event, narrative, outlet, photo, region, source, tag, user

admin.site.enable_nav_sidebar = False
admin.site.site_header = settings.SITE_NAME  # the login page has another `site_name`

__all__ = [
    "article",
    "entry",
    "event",
    "narrative",
    "outlet",
    "photo",
    "region",
    "source",
    "tag",
    "user",
]
