"""The app, as Django looks for it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ArchiveConfig(AppConfig):
    """The archive."""

    name = "archive"
    verbose_name = gettext_lazy("Archive")
    default_auto_field = "django.db.models.BigAutoField"
