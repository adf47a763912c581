"""Accounts and vocabularies in Django's admin; entries have pages of the desk."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.utils.functional import lazy
from django.utils.translation import get_language

from archive.site_name import find_site_name

from . import user_admin
from .vocabularies import outlet_admin, region_admin, tag_admin


def _find_header() -> str:
    return find_site_name(get_language() or "en")


for model in (Authenticator, EmailAddress, EmailConfirmation):
    if admin.site.is_registered(model):  # django-allauth shows their secrets
        admin.site.unregister(model)
admin.site.enable_nav_sidebar = False
admin.site.site_header = lazy(_find_header, str)()

__all__ = [
    "outlet_admin",
    "region_admin",
    "tag_admin",
    "user_admin",
]
