"""The desk's forms: Django's admin, arranged; every verb is one of `editorial`."""

from django.contrib import admin

from . import article, entry, event, outlet, photo, region, source, tag, user

admin.site.enable_nav_sidebar = False

__all__ = [
    "article",
    "entry",
    "event",
    "outlet",
    "photo",
    "region",
    "source",
    "tag",
    "user",
]
