"""The desk's forms: Django's admin, arranged; every verb is one of `editorial`."""

from . import article, entry, event, outlet, photo, region, source, tag, user

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
