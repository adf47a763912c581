"""Pages with a form that calls a verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from archive.editorial import EditorialError
from archive.models import User


def get_signed_in_user(request: HttpRequest) -> User:
    """Who is signed in, as on every page of the desk but the one to sign in."""
    assert isinstance(request.user, User)
    return request.user


def render_form_page(
    page: admin.ModelAdmin,
    request: HttpRequest,
    template: str,
    form: forms.BaseForm,
    **context: Any,
) -> HttpResponse:
    """The page with its form; status 400 where the form has errors."""
    return TemplateResponse(
        request,
        f"admin/archive/{template}.html",
        {
            **page.admin_site.each_context(request),
            "opts": page.opts,
            "form": form,
            **context,
        },
        status=400 if form.errors else 200,
    )


def call_with_form(
    request: HttpRequest, form: forms.BaseForm, call: Callable[[], HttpResponse]
) -> HttpResponse | None:
    """The response after calling `call` with a valid form; None where the form must be
    shown, with the verb's refusal if it refused."""
    if request.method == "POST" and form.is_valid():
        try:
            return call()
        except EditorialError as error:
            form.add_error(None, str(error))
    return None
