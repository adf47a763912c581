"""The editors' forms: Django's admin, in which every change of state is a verb of
`archive.editorial`."""

from django.conf import settings
from django.contrib import admin

from . import user_admin
from .articles import article_admin
from .entries import entry_admin, kind_admins, narrative_admin
from .vocabularies import outlet_admin, region_admin, tag_admin

admin.site.enable_nav_sidebar = False
admin.site.site_header = settings.SITE_NAME  # the login page has another `site_name`

__all__ = [
    "article_admin",
    "entry_admin",
    "kind_admins",
    "narrative_admin",
    "outlet_admin",
    "region_admin",
    "tag_admin",
    "user_admin",
]
