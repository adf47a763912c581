"""The desk's forms: Django's admin, arranged; every verb is one of `editorial`."""

from django.conf import settings
from django.contrib import admin

from . import user_admin
from .articles import article_admin
from .entries import (
    entry_admin,
    event_admin,
    narrative_admin,
    photo_admin,
    source_admin,
)
from .vocabularies import outlet_admin, region_admin, tag_admin

admin.site.enable_nav_sidebar = False
admin.site.site_header = settings.SITE_NAME  # the login page has another `site_name`

__all__ = [
    "article_admin",
    "entry_admin",
    "event_admin",
    "narrative_admin",
    "outlet_admin",
    "photo_admin",
    "region_admin",
    "source_admin",
    "tag_admin",
    "user_admin",
]
