"""The app, as Django looks for it."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The archive."""

    name = "archive"
    default_auto_field = "django.db.models.BigAutoField"
