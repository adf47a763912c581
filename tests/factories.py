"""Records for tests."""

from __future__ import annotations

from typing import Any, TypeVar

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.utils import timezone

from archive.editorial import COMPULSORY_ROLES, note_account
from archive.models import Article, Entry, Event, Photo, Source, User

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


def make_user(name: str, role: str = "") -> User:
    """An account of the desk, in one role or none, with the second factor that its role
    needs."""
    user = User.objects.create_user(name, password=f"{name}-has-a-password")
    user.is_staff = bool(role)
    user.save()
    if role:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    if role in COMPULSORY_ROLES:
        give_second_factor(user)
    return user


def make_noted_user(name: str, role: str) -> User:
    """An account that the staff log knows, as `verify` wants."""
    user = make_user(name, role)
    note_account(user, "A test.")
    return user


def give_second_factor(user: User) -> None:
    """An authenticator app, which shows no right code: enough for `force_login`."""
    Authenticator.objects.create(user=user, type="totp", data={"secret": ""})
