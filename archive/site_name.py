"""The name of this archive in the reader's language."""

from __future__ import annotations

from django.conf import settings


def find_site_name(language: str) -> str:
    """The site's name for readers of a language, a BCP 47 tag in any case: `zh` and
    `zh-Hans` are 监控档案 unless the operator named the site. Without a name of that
    language, `ARCHIVE_SITE_NAME`."""
    short = language.partition("-")[0].lower()
    for code, name in settings.SITE_NAMES.items():
        if code.partition("-")[0].lower() == short:
            return str(name)
    return str(settings.SITE_NAME)
