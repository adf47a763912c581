"""The app, as Django looks for it."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy

from archive.catalogues import compile_catalogues
from archive.labels import translate_labels


class ArchiveConfig(AppConfig):
    """The archive."""

    name = "archive"
    verbose_name = gettext_lazy("Archive")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Compile the translations that have changed, and let labels use them."""
        translate_labels(self.get_models())
        compile_catalogues(settings.CATALOGUES, settings.VAR / "locale")
