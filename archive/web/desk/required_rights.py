"""Views of the desk that need a right."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from archive.editorial import has_right
from archive.models import User

_View = Callable[..., HttpResponse]


def require_account_with_right(right: str) -> Callable[[_View], _View]:
    """Hand the view the account, if it has the right; other desk accounts get 403,
    everybody else logs in."""

    def wrap_view(view: _View) -> _View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: int) -> HttpResponse:
            user = request.user
            if not (isinstance(user, User) and user.is_active and user.is_staff):
                return redirect_to_login(request.get_full_path())
            if not has_right(user, right):
                raise PermissionDenied
            return view(request, user, **kwargs)

        return guarded

    return wrap_view
