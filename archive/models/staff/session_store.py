"""Where Django keeps sessions of the desk (`SESSION_ENGINE`)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

from archive.models.failures import find_database_failure

from .desk_session import DeskSession


class SessionStore(DatabaseSessionStore):
    """Django's store in the database, with the account and the times in columns."""

    @classmethod
    def get_model_class(cls) -> type[DeskSession]:
        """The model of the rows."""
        return DeskSession

    def create_model_instance(self, data: dict[str, Any]) -> DeskSession:
        """The row for what the session holds."""
        row = super().create_model_instance(data)
        assert isinstance(row, DeskSession)
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.began_at = _read_moment(data.get("began_at"))
        row.used_at = _read_moment(data.get("used_at"))
        return row

    def save(self, must_create: bool = False) -> None:
        """Save. A session that the database cannot take now stays as it was: what the
        request did is done, and its answer must say so. Only logging in fails."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if find_database_failure(error) is None:
                raise


def _read_moment(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
