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

from archive.web.accounts.account_paths import ACCOUNT_PREFIX
from archive.web.accounts.login_page import find_waiting_account
from archive.web.reader_buckets import HourlyBudget, get_bucket

MOST_CHECKS_AT_ONCE = 1  # a password hash keeps a core busy for half a second
MOST_WAITING = 3  # logins; more would take the threads that readers need
MOST_WAIT_SECONDS = 5.0
FIRST_TRIES = 10  # of passwords for one account, from wherever they come
SECONDS_PER_TRY = 60.0  # for each one after them
FIRST_CODES = 5  # tried after a right password
SECONDS_PER_CODE = 300.0
MOST_ACCOUNTS = 10_000  # counted at once
LOGIN_STEPS = ("admin:login", "second-step")

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class AccountTries:
    """How often passwords were tried for each account name, from all addresses.

    The names are kept as keyed hashes, in memory. A wrong password costs one of the
    `first` tries, and each span of `seconds` gives one back, so that nobody is locked
    out for good. Where an account logged in before, it has tries of its own: others
    cannot use them up.
    """

    def __init__(
        self, first: int = FIRST_TRIES, seconds: float = SECONDS_PER_TRY
    ) -> None:
        self._first, self._seconds = first, seconds
        self._key = secrets.token_bytes(32)
        self._lock = Lock()
        self._full_at: dict[str, float] = {}  # when all tries will be back
        self._rows: dict[str, str] = {}  # from an account to where it logged in

    def count_wait(self, name: str) -> int:
        """Seconds until the next try; 0 where there is one now."""
        with self._lock:
            missing = self._full_at.get(self._find_row(name), 0.0) - monotonic()
        return max(0, ceil(missing - (self._first - 1) * self._seconds))

    def note_failure(self, name: str) -> None:
        """Count a wrong password."""
        with self._lock:
            now, row = monotonic(), self._find_row(name)
            if len(self._full_at) >= MOST_ACCOUNTS:
                self._full_at = {k: v for k, v in self._full_at.items() if v > now}
            self._full_at[row] = max(now, self._full_at.get(row, 0.0)) + self._seconds

    def note_success(self, name: str) -> None:
        """Give the account tries of its own where it just logged in."""
        with self._lock:
            self._rows[self._hash(name)] = get_bucket()
            self._full_at.pop(self._find_row(name), None)

    def _find_row(self, name: str) -> str:
        account = self._hash(name)
        is_known = self._rows.get(account) == get_bucket()
        return f"{account} known" if is_known else account

    def _hash(self, name: str) -> str:
        folded = name.strip().casefold().encode()
        return blake2b(folded, key=self._key, digest_size=16).hexdigest()


def limit_logins(get_response: GetResponse) -> GetResponse:
    """Middleware: few tries a name and a reader, and one password checked at a time.

    It holds for each form that asks for a password or a code.
    """
    passwords = AccountTries()
    codes = AccountTries(FIRST_CODES, SECONDS_PER_CODE)
    failures = HourlyBudget(per_bucket=30, shared=300)
    checking = BoundedSemaphore(MOST_CHECKS_AT_ONCE)
    waiting = BoundedSemaphore(MOST_CHECKS_AT_ONCE + MOST_WAITING)

    def check(request: HttpRequest) -> HttpResponseBase:
        if not waiting.acquire(blocking=False):
            return _render_refusal(request, 503, 2)
        try:
            if not checking.acquire(timeout=MOST_WAIT_SECONDS):
                return _render_refusal(request, 503, 2)
            try:
                return get_response(request)
            finally:
                checking.release()
        finally:
            waiting.release()

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST" or not _is_checked(request):
            return get_response(request)
        is_code = request.path == reverse("second-step")
        tries = codes if is_code else passwords
        name = _find_account_name(request)
        wait = tries.count_wait(name) or failures.count_wait()
        if wait:
            return _render_refusal(request, 429, wait)
        response = check(request)
        if _is_refused(request, response):
            tries.note_failure(name)
            failures.spend()
        elif (
            request.path in map(reverse, LOGIN_STEPS) and request.user.is_authenticated
        ):
            passwords.note_success(name)
            codes.note_success(name)
        return response

    return answer


def _is_checked(request: HttpRequest) -> bool:
    """Whether a form sent there has a password or code that could be guessed."""
    is_change = request.path == reverse("admin:password_change")
    in_account = request.path.startswith(ACCOUNT_PREFIX)
    return _is_login_step(request) or is_change or in_account


def _is_login_step(request: HttpRequest) -> bool:
    return request.path in map(reverse, LOGIN_STEPS)


def _is_refused(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the form comes back; Django's own forms do with status 200."""
    status = response.status_code
    paths = ("admin:login", "admin:password_change")
    return status == 400 or (status == 200 and request.path in map(reverse, paths))


class _AccountName(forms.Form):
    username = forms.CharField(required=False)


def _find_account_name(request: HttpRequest) -> str:
    """The name that was typed, or that of the account that is logged in or about to."""
    if request.path == reverse("second-step"):
        account = find_waiting_account(request)
        return account.get_username() if account else ""
    if request.path != reverse("admin:login"):
        return request.user.get_username()
    form = _AccountName(request.POST)
    return str(form.cleaned_data["username"]) if form.is_valid() else ""


def _render_refusal(request: HttpRequest, status: int, seconds: int) -> HttpResponse:
    minutes = -(-seconds // 60)
    context = {"minutes": minutes, "is_limit": status == 429}
    response = render(request, "desk/login_refused.html", context, status=status)
    response.headers["Retry-After"] = str(seconds)
    return response
