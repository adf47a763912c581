"""Limits how often a password may be tried, and how many are checked at once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from hashlib import blake2b
from math import ceil
from threading import BoundedSemaphore, Lock
from time import monotonic

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from archive.web.reader_buckets import HourlyBudget, get_bucket

MOST_CHECKS_AT_ONCE = 1  # a password hash keeps a core busy for half a second
MOST_WAITING = 3  # logins; more would take the threads that readers need
MOST_WAIT_SECONDS = 5.0
FIRST_TRIES = 10  # for one account, from wherever they come
SECONDS_PER_TRY = 60.0  # for each one after them
MOST_ACCOUNTS = 10_000  # counted at once

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class AccountTries:
    """How often passwords were tried for each account name, from all addresses.

    The names are kept as keyed hashes, in memory. A wrong password costs one of ten
    tries, and each minute gives one back, so that nobody is locked out for good. Where
    an account logged in before, it has tries of its own: others cannot use them up.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._lock = Lock()
        self._full_at: dict[str, float] = {}  # when all tries will be back
        self._known: dict[str, str] = {}  # from an account to where it logged in

    def count_wait(self, name: str) -> int:
        """Seconds until the next try; 0 where there is one now."""
        with self._lock:
            missing = self._full_at.get(self._find_row(name), 0.0) - monotonic()
        return max(0, ceil(missing - (FIRST_TRIES - 1) * SECONDS_PER_TRY))

    def note_failure(self, name: str) -> None:
        """Count a wrong password."""
        with self._lock:
            now, row = monotonic(), self._find_row(name)
            if len(self._full_at) >= MOST_ACCOUNTS:
                self._full_at = {k: v for k, v in self._full_at.items() if v > now}
            self._full_at[row] = max(now, self._full_at.get(row, 0.0)) + SECONDS_PER_TRY

    def note_success(self, name: str) -> None:
        """Give the account tries of its own where it just logged in."""
        with self._lock:
            self._known[self._hash(name)] = get_bucket()
            self._full_at.pop(self._find_row(name), None)

    def _find_row(self, name: str) -> str:
        account = self._hash(name)
        is_known = self._known.get(account) == get_bucket()
        return f"{account} known" if is_known else account

    def _hash(self, name: str) -> str:
        folded = name.strip().casefold().encode()
        return blake2b(folded, key=self._key, digest_size=16).hexdigest()


def limit_logins(get_response: GetResponse) -> GetResponse:
    """Middleware: few tries a name and a reader, and one password checked at a time."""
    tries = AccountTries()
    failures = HourlyBudget(per_bucket=30, shared=300)
    checking = BoundedSemaphore(MOST_CHECKS_AT_ONCE)
    waiting = BoundedSemaphore(MOST_CHECKS_AT_ONCE + MOST_WAITING)

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST" or request.path != reverse("admin:login"):
            return get_response(request)
        name = _read_name(request)
        wait = tries.count_wait(name) or failures.count_wait()
        if wait:
            return _render_refusal(request, 429, wait)
        if not waiting.acquire(blocking=False):
            return _render_refusal(request, 503, 2)
        try:
            if not checking.acquire(timeout=MOST_WAIT_SECONDS):
                return _render_refusal(request, 503, 2)
            try:
                response = get_response(request)
            finally:
                checking.release()
        finally:
            waiting.release()
        if request.user.is_authenticated:
            tries.note_success(name)
        elif response.status_code == 200:
            tries.note_failure(name)
            failures.spend()
        return response

    return answer


class _AccountName(forms.Form):
    username = forms.CharField(required=False)


def _read_name(request: HttpRequest) -> str:
    form = _AccountName(request.POST)
    return str(form.cleaned_data["username"]) if form.is_valid() else ""


def _render_refusal(request: HttpRequest, status: int, seconds: int) -> HttpResponse:
    minutes = -(-seconds // 60)
    context = {"minutes": minutes, "is_limit": status == 429}
    response = render(request, "desk/login_refused.html", context, status=status)
    response.headers["Retry-After"] = str(seconds)
    return response
