"""Records for tests."""

from __future__ import annotations

from typing import Any, TypeVar

from django.utils import timezone

from archive.models import Article, Entry, Event, Photo, Source

Kind = TypeVar("Kind", bound=Entry)


def make_article(**fields: Any) -> Article:
    """A draft article."""
    return Article.objects.create(**{"title": "An article", **fields})


def make_photo(**fields: Any) -> Photo:
    """A draft photo, without the picture."""
    return Photo.objects.create(**{"title": "Photo 1 of 1", **fields})


def make_source(**fields: Any) -> Source:
    """A draft source."""
    return Source.objects.create(
        **{"title": "A source", "source_kind": "document", **fields}
    )


def make_event(**fields: Any) -> Event:
    """A draft event."""
    return Event.objects.create(**{"title": "An event", **fields})


def published(entry: Kind) -> Kind:
    """The entry, made public as its first version."""
    entry.status = "published"
    entry.version = 1
    entry.first_published_at = timezone.now()
    entry.save()
    return entry
