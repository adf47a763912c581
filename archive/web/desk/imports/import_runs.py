"""The list of import runs, and the page on which one is undone."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from archive.editorial import (
    EditorialError,
    UndoneRun,
    find_later_work,
    has_right,
    undo_import_run,
)
from archive.models import Entry, ImportedFile, ImportRun, User
from archive.stored_files import delete_unnamed_files
from archive.web.forms.text_fields import SentTextField

from ..lists.list_page import find_desk_address
from ..required_rights import require_account_with_right

RUNS_PER_PAGE = 50


class RunFilterForm(forms.Form):
    """Which runs a list shows; a wrong value is left out."""

    q = SentTextField(label=gettext_lazy("File"), required=False, max_length=200)
    undone = forms.ChoiceField(choices=[("1", ""), ("0", "")], required=False)
    page = forms.IntegerField(required=False, min_value=1)

    def find_runs(self) -> QuerySet[ImportRun]:
        """All runs with a file of the name that was asked for."""
        self.is_valid()
        words = self.cleaned_data.get("q")
        runs = ImportRun.objects.order_by("-pk")
        if not words:
            return runs
        named = ImportedFile.objects.filter(file_name__icontains=words)
        return runs.filter(pk__in=named.values("run"))


class UndoForm(forms.Form):
    """Why a run is undone, and what becomes of entries that people changed since."""

    reason = SentTextField(
        label=gettext_lazy("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    keep_changed = forms.BooleanField(
        required=False,
        label=gettext_lazy("Keep what was changed or used since, and undo the rest"),
    )

    def __init__(self, changed: int, public: int, data: QueryDict | None) -> None:
        super().__init__(data)
        self.changed = changed
        if not changed:
            del self.fields["keep_changed"]
        if public:
            text = _("Readers see it in place of what they could read until now.")
            self.fields["reason"].help_text = text

    def clean_reason(self) -> str:
        """The reason; there must be one."""
        reason = str(self.cleaned_data["reason"]).strip()
        if not reason:
            raise forms.ValidationError(_("Say why the run is undone."))
        return reason

    def clean_keep_changed(self) -> bool:
        """What people changed is never removed with the rest."""
        is_kept = bool(self.cleaned_data["keep_changed"])
        if self.changed and not is_kept:
            text = _(
                "Tick this, or discard and withdraw these entries yourself before you "
                "undo the run."
            )
            raise forms.ValidationError(text)
        return is_kept


@require_safe
@require_account_with_right("undo_import")
def import_list(request: HttpRequest, user: User) -> HttpResponse:
    """Runs, the last first, with their files and how many entries they made; all, or
    those that were undone, or not."""
    form = RunFilterForm(request.GET)
    runs = form.find_runs()
    total, undone = runs.count(), runs.exclude(undone_at=None).count()
    chosen = form.cleaned_data.get("undone", "")
    if chosen:
        runs = runs.filter(undone_at__isnull=chosen == "0")
    runs = runs.annotate(count=Count("entries")).select_related("by")
    pages = Paginator(runs.prefetch_related("files"), RUNS_PER_PAGE)
    context = {
        **admin.site.each_context(request),
        "runs": pages.get_page(form.cleaned_data.get("page") or 1),
        "form": form,
        "chosen": chosen,
        "counts": {"all": total, "undone": undone, "standing": total - undone},
    }
    return render(request, "desk/imports/list.html", context)


class RunEntries:
    """The entries of a run: those that people changed or used since, and those that
    readers see. Some ten queries."""

    def __init__(self, run: ImportRun) -> None:
        self.all = list(run.entries.order_by("kind", "pk"))
        living = {entry.pk for entry in self.all if entry.status != "withdrawn"}
        work = find_later_work({entry.pk for entry in self.all})
        self.changed = work.keys() & living
        self.public = sum(entry.status == "published" for entry in self.all)

    def list_rows(self) -> list[tuple[Entry, str, bool]]:
        """Each entry with its address at the desk, and whether it was changed."""
        return [(e, find_desk_address(e), e.pk in self.changed) for e in self.all]


@require_http_methods(["GET", "HEAD", "POST"])
@require_account_with_right("undo_import")
def import_detail(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """One run with its entries; a POST undoes it as a whole, or is refused as a
    whole."""
    run = get_object_or_404(ImportRun.objects.select_related("by"), pk=pk)
    entries, is_sent = RunEntries(run), request.method == "POST"
    may_undo = not run.undone_at and (not entries.public or has_right(user, "withdraw"))
    data = request.POST if is_sent else None
    form = UndoForm(len(entries.changed), entries.public, data)
    done = _undo_run(request, run, user, form) if is_sent and may_undo else None
    if done is not None:
        return done
    context = {
        **admin.site.each_context(request),
        "run": run,
        "files": run.files.all(),
        "entries": entries,
        "may_undo": may_undo,
        "form": form,
    }
    status = 400 if is_sent else 200
    return render(request, "desk/imports/run.html", context, status=status)


def _undo_run(
    request: HttpRequest, run: ImportRun, user: User, form: UndoForm
) -> HttpResponse | None:
    """Undo it, and say what became of how many; None where the form is refused."""
    if not form.is_valid():
        return None
    keep = bool(form.cleaned_data.get("keep_changed"))
    try:
        undone = undo_import_run(
            run, form.cleaned_data["reason"], user, keep_changed=keep
        )
    except EditorialError as error:
        form.add_error(None, str(error))
        return None
    delete_unnamed_files(undone.files)
    messages.success(request, _describe_undone(undone))
    return redirect("desk-imports")


def _describe_undone(undone: UndoneRun) -> str:
    """How many entries were removed, withdrawn, put away and kept."""
    removed, withdrawn = len(undone.removed), len(undone.withdrawn)
    put_away, kept = len(undone.put_away), len(undone.kept)
    told = (
        (
            ngettext("%(count)s draft removed", "%(count)s drafts removed", removed),
            removed,
        ),
        (
            ngettext(
                "%(count)s entry withdrawn", "%(count)s entries withdrawn", withdrawn
            ),
            withdrawn,
        ),
        (
            ngettext(
                "%(count)s draft discarded", "%(count)s drafts discarded", put_away
            ),
            put_away,
        ),
        (ngettext("%(count)s entry kept", "%(count)s entries kept", kept), kept),
    )
    counts = " · ".join(text % {"count": number} for text, number in told if number)
    return f"{_('The import was undone.')} {counts}".strip()
