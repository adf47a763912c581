"""Paste or upload a page: see what each line becomes, then save the draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.entries.entry_form import describe_duplicates
from archive.admin.form_page import get_signed_in_user, render_form_page
from archive.importers.articles.draft import (
    ArticleDraft,
    DuplicateProblem,
    ImportProblem,
)
from archive.importers.articles.page_files import (
    LARGEST_FILE_BYTES,
    read_article_file,
)
from archive.importers.articles.plain_text import PLAIN_TEXT_IMPORTER
from archive.importers.articles.saving import save_pages
from archive.importers.originals import OriginalsError
from archive.models import Entry

LARGEST_PASTED_TEXT = 5_000_000  # bytes; as `import_text`


class PasteForm(forms.Form):
    """The text of a page, or its file."""

    text = forms.CharField(
        required=False,
        strip=False,
        label=gettext_lazy("Page text"),
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=gettext_lazy(
            "Paste the page as copied from a browser: headline first, one "
            "element per line."
        ),
    )
    file = forms.FileField(
        required=False,
        label=gettext_lazy("File, instead of pasting"),
        help_text=gettext_lazy(
            "A saved web page (HTML), PDF, Word (DOCX), e-mail (EML) or text file."
        ),
    )
    again = forms.BooleanField(
        required=False, label=gettext_lazy("Import even if the archive already has it")
    )

    def clean(self) -> dict[str, Any]:
        """Read what was pasted, so that a problem stands beside the text."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        file = cleaned.get("file")
        if file and file.size > LARGEST_FILE_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(size)s MB. Import one article at a time.")
                % {"size": LARGEST_FILE_BYTES // 1_000_000}
            )
        # A browser sends \r\n for every line end of a text area.
        pasted = cleaned.get("text", "").replace("\r\n", "\n").encode()
        if len(pasted) > LARGEST_PASTED_TEXT:
            raise forms.ValidationError(
                _("The text is larger than 5 MB. Import one article at a time.")
            )
        content = file.read() if file else pasted
        name = file.name if file else "pasted.txt"
        try:
            cleaned["page"] = read_article_file(name, content)
        except ImportProblem as problem:
            raise forms.ValidationError(str(problem)) from problem
        return cleaned


def show_paste_page(page: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Show the form; “look” tells what each line becomes, “save” makes the draft."""
    form = PasteForm(request.POST or None, request.FILES or None)
    draft: ArticleDraft | None = None
    if request.method == "POST" and form.is_valid():
        draft = form.cleaned_data["page"].draft
        if "look" not in request.POST:
            answer = _save_draft(request, form)
            if answer:
                return answer
    return render_form_page(
        page,
        request,
        "import",
        form,
        title=_("Import a page"),
        draft=draft,
    )


def _save_draft(request: HttpRequest, form: PasteForm) -> HttpResponse | None:
    try:
        run = save_pages(
            [form.cleaned_data["page"]],
            PLAIN_TEXT_IMPORTER,
            by=get_signed_in_user(request),
            again=form.cleaned_data["again"],
        )
    except DuplicateProblem as problem:
        duplicates = Entry.objects.filter(pk=problem.entry)
        form.add_error(None, describe_duplicates(list(duplicates)))
        return None
    except (ImportProblem, OriginalsError) as problem:
        form.add_error(None, str(problem))
        return None
    article = run.entries.get(kind="article")
    messages.success(request, _("Draft saved. Check how each line was read."))
    return HttpResponseRedirect(
        reverse("admin:archive_article_change", args=[article.pk])
    )
