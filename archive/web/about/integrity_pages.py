"""The head of the chain over all publications, which outsiders can keep as proof."""

from __future__ import annotations

import re

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from archive.models import Timestamp
from archive.versions import get_chain_head, is_in_chain

from .about_pages import TEXT

MOST_TIMESTAMPS = 20  # time stamps, the latest first
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


class HashForm(forms.Form):
    """A head that a reader kept and wants to check."""

    head = forms.CharField(
        label=gettext_lazy("Hash value"),
        required=False,
        widget=forms.TextInput(
            attrs={
                "class": "field",
                "size": "64",
                "maxlength": "64",
                "spellcheck": "false",
                "autocomplete": "off",
            }
        ),
    )

    def clean_head(self) -> str:
        """The SHA-256 in hexadecimal digits, or "". Raises `ValidationError`."""
        head = str(self.cleaned_data["head"])
        if head and not _SHA256.fullmatch(head):
            raise forms.ValidationError(
                _(
                    "This isn't a hash value. A hash value has 64 characters, 0 to 9 "
                    "and a to f."
                )
            )
        return head.lower()


@require_safe
def integrity_page(request: HttpRequest) -> HttpResponse:
    """What the head proves; with `head`, whether that hash is in the chain."""
    form = HashForm(request.GET)
    asked = form.cleaned_data["head"] if form.is_valid() else ""
    newest = get_chain_head()
    stamped = list(Timestamp.objects.defer("answer")[:MOST_TIMESTAMPS])
    context = {
        "head": newest,
        "command": f"python3 manage.py verify --head {newest}",
        "now": timezone.now(),
        "form": form,
        "asked": asked,
        "holds": bool(asked) and is_in_chain(asked),
        "timestamps": stamped,
        "verifying": _write_verify_commands(stamped[0]) if stamped else "",
    }
    status = 400 if form.errors else 200
    return render(request, "about/integrity.html", context, status=status)


@require_safe
def integrity_head(request: HttpRequest) -> HttpResponse:
    """The head as one line of text, for programs."""
    return HttpResponse(f"{get_chain_head()}\n", content_type=TEXT)


@require_safe
def timestamp_head(request: HttpRequest, number: int) -> HttpResponse:
    """The head that an authority stamped, as exactly the bytes that it hashed."""
    found = get_object_or_404(Timestamp, pk=number)
    return HttpResponse(f"{found.head}\n", content_type=TEXT)


@require_safe
def timestamp_reply(request: HttpRequest, number: int) -> HttpResponse:
    """The authority's answer, in the form that `openssl ts` reads."""
    found = get_object_or_404(Timestamp, pk=number)
    answer = HttpResponse(
        bytes(found.answer), content_type="application/timestamp-reply"
    )
    answer["Content-Disposition"] = f'attachment; filename="head-{number}.tsr"'
    return answer


def _write_verify_commands(found: Timestamp) -> str:
    """The commands that fetch a stamp and what it is of, and check it."""
    stamps = reverse("archive:timestamp", args=[found.pk])
    heads = reverse("archive:timestamp-head", args=[found.pk])
    return (
        f"curl -so head.txt {settings.BASE_URL}{heads}\n"
        f"curl -so head.tsr {settings.BASE_URL}{stamps}\n"
        "openssl ts -verify -data head.txt -in head.tsr -CAfile authority.pem"
    )
