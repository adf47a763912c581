"""The page on which a record is added or edited, with its verbs as buttons."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import CharField, TextField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from archive.editing.kinds import RECORD_KINDS
from archive.editorial import forget_form, has_right, list_revisions
from archive.models import Entry, Narrative, UnfinishedForm, User
from archive.web.desk.intake_pages import require_writer

from .edit_conflict import find_field_conflicts
from .edit_form import EditForm
from .form_sections import describe_fields, list_sections
from .kept_form import (
    describe_kept_form,
    find_kept_form,
    find_sent_form,
    keep_sent_form,
    read_buttons,
    read_kept_data,
)
from .record_access import (
    find_edit_address,
    find_page_address,
    find_record,
)
from .verb_pages import VERB_TEXTS, list_verb_links

SHOWN_REVISIONS = 8


@require_http_methods(["GET", "HEAD", "POST"])
@require_writer
def new_page(request: HttpRequest, user: User, kind: str) -> HttpResponse:
    """An empty form, or what was typed into one and not saved."""
    if request.method != "POST":
        return _show_form(request, user, kind, None)
    with transaction.atomic():
        return _take_form(request, user, kind, None)


@require_http_methods(["GET", "HEAD", "POST"])
@require_writer
def edit_page(
    request: HttpRequest, user: User, kind: str, id_code: str
) -> HttpResponse:
    """The form of a record. What is sent to a record that is gone is kept and shown."""
    if request.method != "POST":
        record = find_record(request, user, kind, id_code)
        return _show_form(request, user, kind, record)
    with transaction.atomic():
        try:
            record = find_record(request, user, kind, id_code)
        except Http404:
            return _keep_form_of_nothing(request)
        return _take_form(request, user, kind, record)


def _keep_form_of_nothing(request: HttpRequest) -> HttpResponse:
    kept = keep_sent_form(request, None, ())
    return redirect("desk-unfinished", kept.pk)


def _show_form(
    request: HttpRequest, user: User, kind: str, record: Any
) -> HttpResponse:
    """The form as it was saved, or as this person left it."""
    model = RECORD_KINDS[kind].model
    may_edit = record is None or has_right(user, "edit", record)
    unfinished = find_kept_form(request, record, model, may_edit=may_edit)
    kept = read_kept_data(unfinished) if may_edit else None
    initial = _read_initial(request, model) if record is None else {}
    form = EditForm(kind, user, record, None, kept, initial=initial)
    return _render_form(request, user, kind, form, unfinished, may_edit=may_edit)


def _read_initial(request: HttpRequest, model: Any) -> dict[str, str]:
    """What the address fills in: texts alone."""
    columns = {
        field.name
        for field in model._meta.fields
        if isinstance(field, CharField | TextField)
    }
    given = request.GET.dict()
    return {name: str(value) for name, value in given.items() if name in columns}


def _take_form(
    request: HttpRequest, user: User, kind: str, record: Any
) -> HttpResponse:
    """Save what was sent, and go on; what is refused is kept and shown again.

    A form that is sent is always read, so that what was typed comes back with the
    reason why it cannot be saved; `EntryForm.clean` refuses it.
    """
    buttons, unfinished = read_buttons(request), find_sent_form(request)
    if buttons["forget_unfinished"]:
        if unfinished:
            forget_form(unfinished)
        return redirect(request.path)
    more_rows, verb = str(buttons["add_row"]), str(buttons["next_verb"])
    is_to_keep = bool(buttons["keep_for_later"]) or bool(more_rows)
    form = EditForm(kind, user, record, request.POST, is_for_later=is_to_keep)
    if verb and form.is_as_saved():
        return _go_on(record, verb)
    if form.is_valid():
        return _save_form(request, form, unfinished, verb)
    unfinished = keep_sent_form(request, record, form.list_parts(), more_rows)
    if is_to_keep:
        return _say_where_it_is_kept(request, unfinished, more_rows)
    return _render_form(request, user, kind, form, unfinished, may_edit=True)


def _say_where_it_is_kept(
    request: HttpRequest, unfinished: UnfinishedForm, more_rows: str
) -> HttpResponse:
    """Back to the form with one more row, or to the desk."""
    if more_rows:
        return redirect(f"{request.path}?unfinished={unfinished.pk}#{more_rows}-end")
    text = _("Kept for later. Only you can see it, and the entry is unchanged.")
    messages.success(request, text)
    return redirect("desk")


def _save_form(
    request: HttpRequest, form: EditForm, unfinished: UnfinishedForm | None, verb: str
) -> HttpResponse:
    told = form.save()
    record = form.form.instance
    if unfinished:
        forget_form(unfinished)
    messages.success(request, _("Saved: “%(title)s”.") % {"title": record.title})
    for text in told:
        messages.warning(request, text)
    return _go_on(record, verb)


def _go_on(record: Entry | Narrative, verb: str) -> HttpResponse:
    """To the page of the verb that was pressed, or back to the form."""
    if verb in VERB_TEXTS:
        return redirect(find_page_address(record, verb))
    return redirect(find_edit_address(record))


def _render_form(
    request: HttpRequest,
    user: User,
    kind: str,
    form: EditForm,
    unfinished: UnfinishedForm | None,
    *,
    may_edit: bool,
) -> HttpResponse:
    """The form with its verbs; after a conflict with both texts, status 409."""
    record, overtaken = form.record, form.form.overtaken
    context = {
        **admin.site.each_context(request),
        "record": record,
        "kind": kind,
        "title": _describe_page(kind, record),
        "add": record is None,
        "form": form.form,
        "may_edit": may_edit,
        "has_errors": request.method == "POST",
    }
    if record is not None:
        context.update(_describe_record(user, record))
        if overtaken or form.form.is_behind:
            formsets = [rows for _each, rows in form.rows]
            context["differences"] = find_field_conflicts(form.form, formsets)
            form.form.take_over()
    if unfinished is not None:
        context.update(describe_kept_form(request, unfinished, may_edit=may_edit))
        context["is_restored"] = form.is_restored
    if may_edit:
        context["sections"] = list_sections(form)
    else:
        context["parts"] = describe_fields(form)
    status = 409 if overtaken else 200
    return render(request, "desk/entry/edit.html", context, status=status)


def _describe_page(kind: str, record: Any) -> str:
    if record is not None:
        return str(record.title)
    titles = {
        "article": _("Add an article"),
        "photo": _("Add a photo caption"),
        "source": _("Add a source"),
        "event": _("Add an event"),
        "narrative": _("Add a story trail"),
    }
    return titles[kind]


def _describe_record(user: User, record: Any) -> dict[str, Any]:
    """The verbs of a record, its history, whether readers see it, and where its other
    pages are."""
    is_entry = isinstance(record, Entry)
    same = type(record).objects.filter(pk=record.pk)
    is_draft = is_entry and record.status in ("draft", "in_review")
    preview = "desk-preview" if is_entry else "narrative-preview"
    may_redact = has_right(user, "redact")
    return {
        "verbs": list_verb_links(user, record),
        "history": list_revisions(record)[:SHOWN_REVISIONS],
        "embargoed": is_entry and same.embargoed().exists(),
        "is_public": same.public().exists(),
        "preview_url": reverse(preview, args=[record.id_code]),
        "story_url": reverse("desk-story", args=[record.id_code])
        if record.kind == "article"
        else "",
        "review_url": reverse("desk-review", args=[record.id_code]) if is_draft else "",
        "captures": find_page_address(record, "captures") if is_entry else "",
        "redactions": find_page_address(record, "redactions") if may_redact else "",
        "merge_url": _find_merge_address(user, record),
    }


def _find_merge_address(user: User, record: Entry | Narrative) -> str:
    """The page on which an entry is merged with another; "" where this person may not.
    It is that of the public entry also on the form of its correction."""
    original = getattr(record, "correction_of", None) or record
    if not isinstance(original, Entry) or not has_right(user, "merge"):
        return ""
    return reverse("desk-merge", args=[original.id_code])
