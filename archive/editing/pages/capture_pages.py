"""The page of an entry's captures, with forms to add or release one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from archive import editorial
from archive.admin.form_page import get_signed_in_user
from archive.importers import captures
from archive.importers.articles.copy_marks import describe_file_marks
from archive.importers.originals import OriginalsError
from archive.models import Article, Capture, Entry, User
from archive.models.entries.capture import READER_MEDIA_TYPES
from archive.web.desk.intake_pages import require_writer

from .record_access import find_record, may_view, render_record_page

CAPTURE_FIELDS = (
    "external_url",
    "url",
    "captured_at",
    "captured",
    "captured_note",
    "method",
)


class CaptureForm(forms.ModelForm):
    """A file, or the address of a copy that somebody else keeps."""

    file = forms.FileField(
        required=False,
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "WARC, WACZ, PDF, PNG, JPEG, WebP or HTML, up to 50 MB."
        ),
    )
    external_url = forms.URLField(
        required=False,
        max_length=1000,
        assume_scheme="https",
        label=gettext_lazy("Link to a copy elsewhere"),
        help_text=gettext_lazy(
            "For example in a web archive. Only the link is saved; it is not opened."
        ),
    )
    url = forms.URLField(
        required=False,
        max_length=1000,
        assume_scheme="https",
        label=gettext_lazy("Link to the original"),
    )

    class Meta:
        model = Capture
        fields = CAPTURE_FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(("file", "external_url", "url"))
        self.fields["method"].required = False
        self.fields["captured_at"].help_text = _("In UTC, for example 2024-08-21 10:00")

    def _post_clean(self) -> None:
        """The verb checks the record as a whole, when it knows the file."""
        for name in CAPTURE_FIELDS:
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two, and not too large."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file and cleaned.get("external_url"):
            raise forms.ValidationError(
                _("Add a file or a link, not both. To add both, save one first.")
            )
        if not self.errors and not file and not cleaned.get("external_url"):
            raise forms.ValidationError(_("Choose a file or enter the link to a copy."))
        if file and file.size > captures.MAX_CAPTURE_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(size)s MB. Choose a smaller one.")
                % {"size": captures.MAX_CAPTURE_BYTES // 1_000_000}
            )
        return cleaned


class OriginalAudienceForm(forms.Form):
    """Whether readers may have the checksum of an article's original."""

    original = forms.ChoiceField(choices=Entry.Audience.choices)


class CaptureAudienceForm(forms.Form):
    """Whether readers may have one capture; buttons beside it send the form."""

    capture = forms.ModelChoiceField(Capture.objects.none())
    audience = forms.ChoiceField(choices=Entry.Audience.choices)
    are_marks_read = forms.BooleanField(required=False)

    def __init__(self, entry: Entry, data: QueryDict) -> None:
        super().__init__(data)
        copies = Capture.objects.filter(entry=entry)
        self.fields["capture"] = forms.ModelChoiceField(copies)


@require_http_methods(["GET", "HEAD", "POST"])
@require_writer
def captures_page(
    request: HttpRequest, user: User, kind: str, id_code: str
) -> HttpResponse:
    """The captures; a POST adds one, or changes whether readers may have one."""
    entry = _find_original(request, user, kind, id_code)
    form = CaptureForm(initial={"url": getattr(entry, "original_url", "")})
    if request.method == "POST" and _change_audience(request, entry):
        return HttpResponseRedirect(request.path)
    if request.method == "POST":
        form = CaptureForm(request.POST, request.FILES)
        if form.is_valid() and _add_copy(request, entry, form):
            return HttpResponseRedirect(request.path)
    return render_record_page(
        request,
        "captures",
        form,
        entry,
        title=_("Archived copies"),
        article=Article.objects.filter(pk=entry.pk).exclude(sha256="").first(),
        copies=Capture.objects.filter(entry=entry),
        for_readers=READER_MEDIA_TYPES,
        may_add=editorial.has_right(user, "capture", entry),
        may_open=editorial.has_right(user, "open_capture", entry),
    )


@require_safe
@require_writer
def send_capture_file(
    request: HttpRequest, user: User, kind: str, id_code: str, capture: int
) -> FileResponse:
    """The file as a download, with headers that keep browsers from showing or running
    it."""
    entry = _find_original(request, user, kind, id_code)
    if capture >= 2**63:
        raise Http404
    copy = get_object_or_404(Capture.objects.exclude(file=""), pk=capture, entry=entry)
    if not captures.capture_path(copy).is_file():
        raise Http404  # `verify` names the file that is missing
    return FileResponse(
        captures.capture_path(copy).open("rb"),
        as_attachment=True,
        filename=captures.capture_file_name(copy),
        content_type="application/octet-stream",
    )


def _find_original(request: HttpRequest, user: User, kind: str, id_code: str) -> Entry:
    """The entry that has the captures: for a working copy the original."""
    if kind == "narrative":
        raise Http404
    entry: Entry = find_record(request, user, kind, id_code)
    original = entry.correction_of or entry
    if not may_view(user, original):
        raise PermissionDenied
    return original


def _add_copy(request: HttpRequest, entry: Entry, form: CaptureForm) -> bool:
    file, user = form.cleaned_data.get("file"), get_signed_in_user(request)
    try:
        if file:
            name, content = file.name or "", file.read()
            captures.store_file_capture(entry, user, name, content, form.instance)
        else:
            captures.note_copy_elsewhere(entry, user, form.instance)
    except (captures.CaptureError, editorial.EditorialError, OriginalsError) as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Archived copy saved."))
    return True


def _change_copy(
    by: User, capture: Capture, audience: str, *, are_marks_read: bool
) -> None:
    """Release a copy or take it back. Raises `EditorialError`, also where its file may
    give somebody away and nobody said that they read how."""
    for_readers = audience == "public"
    marks = captures.list_capture_marks(capture) if for_readers else []
    if marks and not are_marks_read:
        raise editorial.EditorialError(
            _(
                "This copy may give somebody away: %(marks)s. If that harms nobody, "
                "tick “I know what it gives away” and release it again."
            )
            % {"marks": "; ".join(describe_file_marks(marks))}
        )
    editorial.set_capture_audience(capture, by, for_readers=for_readers)


def _change_audience(request: HttpRequest, entry: Entry) -> bool:
    """Change what readers may have; False where the form that was sent is another."""
    original = OriginalAudienceForm(request.POST)
    copy = CaptureAudienceForm(entry, request.POST)
    by = get_signed_in_user(request)
    try:
        if original.is_valid():
            editorial.set_original_audience(
                get_object_or_404(Article, pk=entry.pk),
                by,
                for_readers=original.cleaned_data["original"] == "public",
            )
        elif copy.is_valid():
            _change_copy(by, **copy.cleaned_data)
        else:
            return False
    except editorial.EditorialError as error:
        messages.error(request, str(error))
    return True
