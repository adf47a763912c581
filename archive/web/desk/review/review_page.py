"""The page on which an entry is read before it is published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from archive.editorial import (
    EditorialError,
    add_review_comment,
    assign_reviewer,
    has_right,
    list_revisions,
    lock_publications,
    publish,
    record_reading,
    resolve_review_comment,
    send_back,
    set_embargo,
    submit,
)
from archive.models import Entry, ReviewComment, User
from archive.models.staff.zoned_moments import describe_moment
from archive.models.visibility import desk_entries
from archive.text.moments.time_zones import list_time_zones

from ..intake_pages import require_writer
from ..kept_forms import KeptForm
from .review_parts import Review

UNPUBLISHED = ("draft", "in_review")
SHOWN_REVISIONS = 5


@require_http_methods(["GET", "HEAD", "POST"])
@require_writer
def review_page(request: HttpRequest, user: User, id_code: str) -> HttpResponse:
    """An entry with its changes and comments; a POST calls the verb of the button. What
    is refused stays in its field, with the reason."""
    entry = _get_entry(user, id_code)
    record_reading(entry, user)
    data = request.POST if request.method == "POST" else None
    kept = KeptForm(request, user, entry)
    review = Review(entry, user, request.GET, data, kept.values)
    written = _open_comment(request, review)
    if data is not None:
        is_comment = written is not None and written.is_sent
        answer = _answer_sent(request, review, written if is_comment else kept)
        if answer is not None:
            return answer
    context = {
        **admin.site.each_context(request),
        **_describe_page(review),
        **kept.describe(),
        "written": written.describe() if written else {},
    }
    status = 400 if review.has_errors() else 200
    return render(request, "desk/review/page.html", context, status=status)


def _open_comment(request: HttpRequest, review: Review) -> KeptForm | None:
    """What was typed of a comment, which is kept apart from the decision; None where
    none is written or sent."""
    is_sent = review.is_comment
    if not is_sent and not review.is_commenting:
        return None
    field = review.sent_field if is_sent else review.commented
    page = f"{request.path}?comment={field or 'whole'}"
    written = KeptForm(request, review.user, review.entry, page, is_sent=is_sent)
    if "text" in written.values:
        review.comment_form.initial["text"] = written.values["text"]
    return written


def _answer_sent(
    request: HttpRequest, review: Review, sent: KeptForm | None
) -> HttpResponse | None:
    """The answer to the form that was sent. Resolving a comment and assigning a
    reviewer leave alone what was typed elsewhere."""
    verb = review.sent.get("verb")
    if sent is None or review.sent.get("resolve") or verb == "assign":
        return _call_verb(request, review)
    form = review.comment_form if sent.page != request.path else review.decision_form
    return sent.answer([form], lambda: _call_verb(request, review))


def _describe_page(review: Review) -> dict[str, object]:
    """What the template shows."""
    entry = review.entry
    return {
        "entry": entry,
        "review": review,
        "edit_address": reverse("desk-edit", args=[entry.kind, entry.id_code]),
        "history": list_revisions(entry)[:SHOWN_REVISIONS],
        "may_assign": review.may("assign"),
        "may_comment": review.may("comment"),
        "verbs": [
            (name, each.label)
            for name, each in DECISIONS.items()
            if review.may(name) and review.has_fields_of(name)
        ],
        "zones": list_time_zones(),
    }


def _get_entry(user: User, id_code: str) -> Entry:
    """The draft, if the user may see what readers don't see of it: as its edit page.
    Raises `Http404`, also for what is published or withdrawn."""
    entries = Entry.objects.filter(desk_entries(user), id_code=id_code)
    entry = entries.filter(status__in=UNPUBLISHED).first()
    is_seen = entry and (
        entry.created_by_id == user.pk or has_right(user, "view", entry)
    )
    if entry is None or not is_seen:
        raise Http404
    return entry


def _call_verb(request: HttpRequest, review: Review) -> HttpResponse | None:
    """Call the verb of the button; None where it was refused, and the page is shown
    with the reason."""
    sent = review.sent
    if sent.get("resolve"):
        return _resolve_comment(request, review, int(str(sent["resolve"])))
    verb = str(sent.get("verb") or "")
    if verb == "comment":
        return _save_comment(request, review, review.sent_field)
    if verb == "assign":
        return _save_reviewer(request, review)
    return _make_decision(request, review, verb) if verb in DECISIONS else None


def _save_comment(
    request: HttpRequest, review: Review, field: str
) -> HttpResponse | None:
    form, review.commented, review.is_commenting = review.comment_form, field, True
    if not form.is_valid():
        return None
    words, of_text = form.cleaned_data["text"], review.find_text(field)
    try:
        add_review_comment(
            review.entry, review.user, words, field=field, of_text=of_text
        )
    except EditorialError as error:
        form.add_error("text", str(error))
        return None
    return redirect(f"{request.path}#{field or 'comments'}")


def _resolve_comment(request: HttpRequest, review: Review, key: int) -> HttpResponse:
    owner = review.entry.correction_of_id or review.entry.pk
    comment = ReviewComment.objects.filter(entry=owner, pk=key).first()
    if comment is None:
        raise Http404
    try:
        resolve_review_comment(comment, review.entry, review.user)
    except EditorialError as error:
        messages.error(request, str(error))
    return redirect(f"{request.path}#{comment.field or 'comments'}")


def _save_reviewer(request: HttpRequest, review: Review) -> HttpResponse | None:
    form = review.reviewer_form
    if not form.is_valid():
        return None
    reviewer = form.cleaned_data["reviewer"]
    try:
        assign_reviewer(review.entry, reviewer, review.user)
    except EditorialError as error:
        form.add_error("reviewer", str(error))
        return None
    if reviewer:
        told = _("%(name)s reviews this entry.") % {"name": reviewer.get_username()}
    else:
        told = _("Nobody is assigned to this entry.")
    messages.success(request, told)
    return redirect(request.path)


def _make_decision(
    request: HttpRequest, review: Review, verb: str
) -> HttpResponse | None:
    """Submit, send back or publish what was read, and go on with the list."""
    form = review.decision_form
    if not form.is_valid() or not _is_current(review):
        return None
    try:
        with transaction.atomic():
            if verb == "publish":
                lock_publications()  # before the row of the embargo
            embargo = _set_embargo(review, form.cleaned_data)
            told = DECISIONS[verb].call(review, form.cleaned_data)
    except EditorialError as error:
        form.add_error(None, str(error))
        return None
    told = told % {"title": review.entry.title}
    text = f"{told} {embargo}".strip() or _("The embargo is as it was.")
    messages.success(request, text)
    if verb == "schedule":
        return redirect(f"{request.path}#decision")
    return redirect("desk-list", "own-drafts" if verb == "submit" else "review")


def _is_current(review: Review) -> bool:
    """Whether nobody changed the entry since its reader opened it; tells them else."""
    form = review.decision_form
    if form.cleaned_data["seen"] == review.seen:
        return True
    text = _(
        "Somebody changed this entry since you opened the page. Read it again, then "
        "decide."
    )
    form.add_error(None, text)
    return False


def _set_embargo(review: Review, sent: dict[str, object]) -> str:
    """Set the embargo that the form has, if it is another one; what is said of it, in
    the zone in which it was typed."""
    if "embargo_until" not in sent:
        return ""
    until = sent["embargo_until"]
    assert until is None or isinstance(until, datetime)
    if not set_embargo(review.entry, until, review.user):
        return ""
    if until is None:
        return _("There is no embargo any more.")
    words = describe_moment(until, review.decision_form.zone)
    return _("Embargo until %(moment)s.") % {"moment": words}


def _keep_embargo(review: Review, sent: dict[str, object]) -> str:
    """Nothing more: each decision sets the embargo first."""
    return ""


def _submit_entry(review: Review, sent: dict[str, object]) -> str:
    submit(review.entry, review.user, str(sent["reason"]))
    return _("“%(title)s” was submitted for review.")


def _send_back(review: Review, sent: dict[str, object]) -> str:
    send_back(review.entry, review.user, str(sent["reason"]))
    return _("“%(title)s” was sent back.")


def _publish_entry(review: Review, sent: dict[str, object]) -> str:
    publish(
        review.entry,
        review.user,
        str(sent["reason"]),
        override=bool(sent.get("override")),
        without_sources=bool(sent.get("without_sources")),
    )
    return _("“%(title)s” was published.")


class Decision(NamedTuple):
    """The label of a button, and what it calls; this gives what is said afterwards."""

    label: str | Promise
    call: Callable[[Review, dict[str, object]], str]


DECISIONS = {
    "schedule": Decision(gettext_lazy("Save the embargo"), _keep_embargo),
    "submit": Decision(gettext_lazy("Submit for review"), _submit_entry),
    "send_back": Decision(gettext_lazy("Send back to author"), _send_back),
    "publish": Decision(gettext_lazy("Publish"), _publish_entry),
}
