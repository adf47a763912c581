"""Limits how often a password may be tried, and how many are checked at once."""

from __future__ import annotations

from collections.abc import Callable
from threading import BoundedSemaphore
from time import monotonic

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from archive.web.accounts.account_paths import ACCOUNT_PREFIX
from archive.web.accounts.login_page import find_waiting_account
from archive.web.accounts.login_tries import LoginTries, TryLimit
from archive.web.reader_buckets import find_network

MOST_CHECKS_AT_ONCE = 1  # a password hash keeps a core busy for half a second
MOST_WAITING = 3  # logins; more would take the threads that readers need
MOST_WAIT_SECONDS = 5.0
# Of one account, from wherever they come.
PASSWORD_TRIES = TryLimit("password", first=10, seconds=60.0)
CODE_TRIES = TryLimit("code", first=5, seconds=300.0)  # after a right password
# Of one network, and of all whom no address tells apart, for all accounts together.
NETWORK_TRIES = TryLimit("network", first=30, seconds=120.0)
SHARED_TRIES = TryLimit("shared", first=300, seconds=12.0)
LOGIN_STEPS = ("admin:login", "second-step")

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def limit_logins(get_response: GetResponse) -> GetResponse:
    """Middleware: few tries a name and a network, and one password checked at a time,
    in all processes of this machine.

    It holds for each form that asks for a password or a code.
    """
    return _LoginLimits(get_response).answer


class _LoginLimits:
    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response
        self._tries = LoginTries(settings.LOGIN_TRIES)
        self._checking = BoundedSemaphore(MOST_CHECKS_AT_ONCE)
        self._waiting = BoundedSemaphore(MOST_CHECKS_AT_ONCE + MOST_WAITING)

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST" or not _is_checked(request):
            return self._get_response(request)
        if wait := self._count_wait(request):
            return _render_refusal(request, 429, wait)
        if not self._waiting.acquire(blocking=False):
            return _render_refusal(request, 503, 2)
        try:
            return self._check_in_turn(request)
        finally:
            self._waiting.release()

    def _check_in_turn(self, request: HttpRequest) -> HttpResponseBase:
        until = monotonic() + MOST_WAIT_SECONDS
        if not self._checking.acquire(timeout=MOST_WAIT_SECONDS):
            return _render_refusal(request, 503, 2)
        try:
            with self._tries.check_alone(until - monotonic()) as is_alone:
                if not is_alone:
                    return _render_refusal(request, 503, 2)
                return self._check_password(request)
        finally:
            self._checking.release()

    def _check_password(self, request: HttpRequest) -> HttpResponseBase:
        """Let the view check it, and count it where it was wrong."""
        if wait := self._count_wait(request):  # others failed while this one waited
            return _render_refusal(request, 429, wait)
        name, place = _find_account_name(request), _find_place(request)
        response = self._get_response(request)
        if _is_refused(request, response):
            self._tries.note_failure(_find_limit(request), name, place)
            self._tries.note_failure(_find_place_limit(place), place)
        elif _is_login_step(request) and request.user.is_authenticated:
            for limit in (PASSWORD_TRIES, CODE_TRIES):
                self._tries.note_success(limit, name, place)
        return response

    def _count_wait(self, request: HttpRequest) -> int:
        name, place = _find_account_name(request), _find_place(request)
        wait = self._tries.count_wait(_find_limit(request), name, place)
        return wait or self._tries.count_wait(_find_place_limit(place), place)


def _find_limit(request: HttpRequest) -> TryLimit:
    return CODE_TRIES if request.path == reverse("second-step") else PASSWORD_TRIES


def _find_place(request: HttpRequest) -> str:
    """The network that the request came from; empty where that tells nobody apart."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    return find_network(request.META.get("REMOTE_ADDR", ""), forwarded)


def _find_place_limit(place: str) -> TryLimit:
    return NETWORK_TRIES if place else SHARED_TRIES


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
