"""Ends a session at the desk after 30 minutes without a request, and after 8 hours."""

from __future__ import annotations

from collections.abc import Callable
from time import time

from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase

MOST_SESSION_SECONDS = 8 * 3600
SECONDS_BETWEEN_NOTES = 60  # each note is a write to the database

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def limit_sessions(get_response: GetResponse) -> GetResponse:
    """Middleware: the session's expiry (`SESSION_COOKIE_AGE`, 30 minutes) counts from
    its last request at the desk; its end comes 8 hours after the login."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/desk/") and request.user.is_authenticated:
            session, now = request.session, time()
            if now - session.setdefault("began_at", now) >= MOST_SESSION_SECONDS:
                logout(request)
            elif now - session.get("used_at", 0) >= SECONDS_BETWEEN_NOTES:
                session["used_at"] = now
        return get_response(request)

    return answer
