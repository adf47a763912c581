"""The interface's language: `?lang=`, else Accept-Language; no cookie."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from .keep_language import (
    keep_desk_language,
    keep_language,
    keep_language_in_redirect,
)

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def format_language_tag(code: str) -> str:
    """Django's code of a language as BCP 47 writes it: `zh-hans` is `zh-Hans`."""
    language, dash, script = code.partition("-")
    return f"{language}{dash}{script.title() if len(script) == 4 else script.upper()}"


def set_reader_language(get_response: GetResponse) -> GetResponse:
    """Middleware: activate the asked language for this request only."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        language, is_asked = find_reader_language(request)
        at_desk = request.path.startswith("/desk/")
        if is_asked and request.path.startswith("/desk/admin/"):
            _hide_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        written = format_language_tag(language)
        if is_asked and at_desk:
            keep_language_in_redirect(response, written)
            keep_desk_language(response, written)
        elif is_asked:
            keep_language(response, written)
        response.headers.setdefault("Content-Language", written)
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return answer


def find_reader_language(request: HttpRequest) -> tuple[str, bool]:
    """The language of the answer, and whether the address asks for it."""
    chosen = request.GET.get("lang", "")[:16].lower()
    try:
        return translation.get_supported_language_variant(chosen), True
    except LookupError:
        return translation.get_language_from_request(request), False


def _hide_language(request: HttpRequest) -> None:
    """Take `lang=` out of the parameters: a list of Django's admin takes each one that
    it does not know for a filter, and answers 400."""
    parameters = request.GET.copy()
    del parameters["lang"]
    request.GET = QueryDict(parameters.urlencode())
