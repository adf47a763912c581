"""How outsiders check that nothing was altered: the checkpoint of the log, computed
checks of what a reader kept, and time stamps."""

from __future__ import annotations

import re

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from archive.models import Timestamp
from archive.transparency import (
    Checkpoint,
    CheckpointCheck,
    NoteError,
    RecordCheck,
    check_kept_checkpoint,
    check_record_hash,
    find_verifier_key,
    get_checkpoint,
    get_latest_checkpoint,
    parse_checkpoint,
)

from .about_pages import TEXT

MOST_TIMESTAMPS = 20  # time stamps, the latest first
MAX_CHECKPOINT_LETTERS = 100_000  # with many signatures
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_FIELD = {"class": "field", "spellcheck": "false", "autocomplete": "off"}


class KeptProofForm(forms.Form):
    """What a reader kept and wants to check: a checkpoint, or the hash of a record."""

    checkpoint = forms.CharField(
        label=gettext_lazy("Checkpoint"),
        required=False,
        max_length=MAX_CHECKPOINT_LETTERS,
        strip=False,
        widget=forms.Textarea(attrs=_FIELD | {"rows": "6"}),
    )
    hash = forms.CharField(
        label=gettext_lazy("Hash value"),
        required=False,
        widget=forms.TextInput(attrs=_FIELD | {"size": "64", "maxlength": "64"}),
    )

    def clean_checkpoint(self) -> Checkpoint | None:
        """The checkpoint, or None without one. Raises `ValidationError`."""
        note = str(self.cleaned_data["checkpoint"])
        if not note.strip():
            return None
        try:
            return parse_checkpoint(note)
        except NoteError as error:
            raise forms.ValidationError(
                _(
                    "This isn't a checkpoint. Paste all its lines, with the empty line "
                    "and the signatures."
                )
            ) from error

    def clean_hash(self) -> str:
        """The SHA-256 in hexadecimal digits, or "". Raises `ValidationError`."""
        digest = str(self.cleaned_data["hash"])
        if digest and not _SHA256.fullmatch(digest):
            raise forms.ValidationError(
                _(
                    "This isn't a hash value. A hash value has 64 characters, 0 to 9 "
                    "and a to f."
                )
            )
        return digest.lower()


@require_safe
def integrity_page(request: HttpRequest) -> HttpResponse:
    """The checkpoint, the key, how to check, and checks of what a reader kept."""
    form = KeptProofForm(request.GET)
    is_valid = form.is_valid()
    stamped = list(_select_timestamps().defer("answer")[:MOST_TIMESTAMPS])
    context = {
        "checkpoint": get_latest_checkpoint(),
        "verifier_key": find_verifier_key(),
        "now": timezone.now(),
        "form": form,
        "asked_hash": form.cleaned_data.get("hash", ""),
        "timestamps": stamped,
        "verifying": _write_verify_commands(stamped[0]) if stamped else "",
    }
    if is_valid:
        context |= _check_kept(form)
    status = 200 if is_valid else 400
    return render(request, "about/integrity.html", context, status=status)


@require_safe
def integrity_head(request: HttpRequest) -> HttpResponse:
    """The address of the former head leads to the checkpoint."""
    return redirect("archive:log-checkpoint")


@require_safe
def timestamp_head(request: HttpRequest, number: int) -> HttpResponse:
    """What an authority stamped: the text of a checkpoint, without signatures."""
    timestamp = get_object_or_404(_select_timestamps(), pk=number)
    checkpoint = get_checkpoint(timestamp.size or 0)
    if checkpoint is None:
        raise Http404
    return HttpResponse(checkpoint.text, content_type=TEXT)


@require_safe
def timestamp_reply(request: HttpRequest, number: int) -> HttpResponse:
    """The authority's answer, in the form that `openssl ts` reads."""
    timestamp = get_object_or_404(_select_timestamps(), pk=number)
    answer = HttpResponse(
        bytes(timestamp.answer), content_type="application/timestamp-reply"
    )
    answer["Content-Disposition"] = f'attachment; filename="checkpoint-{number}.tsr"'
    return answer


def _check_kept(
    form: KeptProofForm,
) -> dict[str, CheckpointCheck | RecordCheck | None]:
    checkpoint, digest = form.cleaned_data["checkpoint"], form.cleaned_data["hash"]
    return {
        "kept": check_kept_checkpoint(checkpoint) if checkpoint else None,
        "record": check_record_hash(digest) if digest else None,
    }


def _select_timestamps() -> QuerySet[Timestamp]:
    """Stamps of checkpoints. Those of the former head stay with the archive: a head
    tells something of what is hidden."""
    return Timestamp.objects.filter(size__isnull=False)


def _write_verify_commands(timestamp: Timestamp) -> str:
    """The commands that fetch a stamp and what it is of, and check it."""
    stamps = reverse("archive:timestamp", args=[timestamp.pk])
    heads = reverse("archive:timestamp-head", args=[timestamp.pk])
    return (
        f"curl -so head.txt {settings.BASE_URL}{heads}\n"
        f"curl -so head.tsr {settings.BASE_URL}{stamps}\n"
        "openssl ts -verify -data head.txt -in head.tsr -CAfile authority.pem"
    )
