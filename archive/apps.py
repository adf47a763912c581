"""The app, as Django looks for it."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class ArchiveConfig(AppConfig):
    """The archive."""

    name = "archive"
    verbose_name = pgettext_lazy("heading of the desk's forms", "Archive")
    default_auto_field = "django.db.models.BigAutoField"
