"""The page of a story: what it lacks, its parts in one form, and its verbs."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from archive.editorial import (
    CaptionChange,
    EditorialError,
    NewCitation,
    NewEvent,
    StoryChanges,
    change_story,
    describe_members,
    has_right,
    list_story_members,
    publish_story,
    record_reading,
    send_back_story,
    submit_story,
)
from archive.models import Article, Entry, Source, User
from archive.models.visibility import desk_entries

from ..intake_pages import require_writer
from ..kept_forms import KeptForm
from .row_forms import EventRow, SourceRow
from .story_parts import StoryParts, list_possible_verbs
from .typed_names import add_outlet, find_typed_outlet, list_outlet_names


class StoryVerb(NamedTuple):
    """The label of a verb's button, and what is said when it is done."""

    label: str | Promise
    done: str | Promise


STORY_VERBS = {
    "submit": StoryVerb(
        gettext_lazy("Submit the story for review"),
        gettext_lazy("The story was submitted for review (%(count)s entries)."),
    ),
    "send_back": StoryVerb(
        gettext_lazy("Send the story back"),
        gettext_lazy("The story was sent back (%(count)s entries)."),
    ),
    "publish": StoryVerb(
        gettext_lazy("Publish the story"),
        gettext_lazy("The story was published (%(count)s entries)."),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@require_writer
def story_page(request: HttpRequest, user: User, id_code: str) -> HttpResponse:
    """An article with all that belongs to it; a POST saves what was entered, and then
    calls the verb of the button. What is refused stays in its fields."""
    article = _get_article(user, id_code)
    record_reading(article, user)
    kept = KeptForm(request, user, article)
    parts = StoryParts(article, user, kept.data)
    answer = kept.answer(
        parts.list_forms(), lambda: _save_or_refuse(request, user, parts)
    )
    if answer is not None:
        return answer
    has_errors = any(form.errors for form in parts.list_forms())
    context = {
        **admin.site.each_context(request),
        **kept.describe(),
        "article": article,
        "parts": parts,
        "outlets": list_outlet_names() if parts.may_edit else [],
        "has_errors": has_errors,
        "verbs": _list_verbs(parts),
    }
    status = 400 if has_errors else 200
    return render(request, "desk/story/page.html", context, status=status)


def _list_verbs(parts: StoryParts) -> list[tuple[str, str | Promise]]:
    """The verbs that may be called on the story now, with their labels."""
    possible = list_possible_verbs(parts.members, parts.article, parts.user)
    return [(name, STORY_VERBS[name].label) for name in possible]


def _save_or_refuse(
    request: HttpRequest, user: User, parts: StoryParts
) -> HttpResponse | None:
    """Save what was sent; None where it is refused, with the reason in its form."""
    if not parts.is_valid():
        return None
    try:
        return _save_story(request, user, parts)
    except ValidationError as error:
        parts.verb_form.add_error(None, error)
    except EditorialError as error:
        parts.verb_form.add_error(None, str(error))
        parts.follow_edit()
    return None


def _get_article(user: User, id_code: str) -> Article:
    """The article, if the user may see what readers don't see of it: as its edit page.
    Raises `Http404`."""
    entries = Entry.objects.filter(desk_entries(user), id_code=id_code)
    entry = entries.filter(kind=Article.KIND).first()
    is_seen = entry and (
        entry.created_by_id == user.pk or has_right(user, "view", entry)
    )
    if entry is None or not is_seen:
        raise Http404
    return Article.objects.get(pk=entry.pk)


def _save_story(request: HttpRequest, user: User, parts: StoryParts) -> HttpResponse:
    """Save, then call the verb; raises `EditorialError` where nothing was saved. Where
    only the verb is refused, what was entered is saved, and the page says both."""
    sent = parts.verb_form.cleaned_data
    was_current = sent["seen"] == describe_members(parts.members)
    with transaction.atomic():
        changed = change_story(parts.article, user, _collect_changes(parts))
    if changed:
        told = ngettext(
            "%(count)s entry saved.", "%(count)s entries saved.", len(changed)
        )
        messages.success(request, told % {"count": len(changed)})
    if sent["verb"] in STORY_VERBS:
        try:
            _call_verb(request, user, parts, is_current=was_current)
        except EditorialError as error:
            messages.error(request, str(error))
    article = Entry.objects.filter(pk=parts.article.pk).first()
    if article is None:  # a correction, which was published
        article = parts.article.correction_of
        assert article is not None
    return redirect("desk-story", article.id_code)


def _call_verb(
    request: HttpRequest, user: User, parts: StoryParts, *, is_current: bool
) -> None:
    sent = parts.verb_form.cleaned_data
    article = Entry.objects.get(pk=parts.article.pk)
    if sent["verb"] == "submit":
        done = submit_story(article, user, sent["reason"])
    elif sent["verb"] == "send_back":
        done = send_back_story(article, user, sent["reason"])
    else:
        members = list_story_members(article, user)
        seen = describe_members(members) if is_current else sent["seen"] or "-"
        done = publish_story(
            article, user, sent["reason"], override=sent["override"], seen=seen
        )
    told = str(STORY_VERBS[sent["verb"]].done)
    messages.success(request, told % {"count": len(done)})


def _collect_changes(parts: StoryParts) -> StoryChanges:
    form = parts.form
    changes = StoryChanges(seen_edit=-1)
    if form is not None:
        changes.seen_edit = form.cleaned_data["seen_edit"] or 0
        changes.columns = _read_columns(parts)
        changes.regions, changes.tags = form.list_regions(), form.list_tags()
        changes.dropped_regions = form.list_ticked("drop_region_")
        changes.dropped_tags = form.list_ticked("drop_tag_")
        changes.dropped_citations = form.list_ticked("drop_citation_")
    used = [row for row in parts.sources if row.is_used]
    changes.citations = [_make_citation(parts, row) for row in used]
    named = [row for row in parts.events if row.cleaned_data["title"]]
    changes.events = [_make_event(parts, row) for row in named]
    _collect_captions(parts, changes)
    return changes


def _collect_captions(parts: StoryParts, changes: StoryChanges) -> None:
    rows = [(part.photo.pk, part.row) for part in parts.captions if part.row]
    for key, row in rows:
        columns = {name: row.cleaned_data[name] for name in ("alt_text", "date")}
        changes.captions[key] = CaptionChange(columns, row.list_regions())
    if parts.verb_form.cleaned_data["fill_captions"]:
        inheriting = [key for key, row in rows if row.cleaned_data["inherits"]]
        changes.filled_captions = inheriting


def _read_columns(parts: StoryParts) -> dict[str, object]:
    assert parts.form is not None
    sent = parts.form.cleaned_data
    name = sent["outlet"].strip()
    outlet = find_typed_outlet(name) if name else None
    if not name and sent["use_outlet"]:
        outlet = parts.suggested_outlet
    if name and outlet is None:
        outlet = add_outlet(name, sent["language"])
    return {"outlet": outlet, "date": sent["date"], "language": sent["language"]}


def _make_citation(parts: StoryParts, row: SourceRow) -> NewCitation:
    sent = row.cleaned_data
    passage = parts.find_passage(sent["passage"])
    if isinstance(sent["existing"], Source):
        return NewCitation(sent["relation"], passage, sent["existing"])
    names = ("title", "source_kind", "creator", "original_url")
    columns = {name: str(sent[name]) for name in names}
    return NewCitation(sent["relation"], passage, new=columns)


def _make_event(parts: StoryParts, row: EventRow) -> NewEvent:
    sent = row.cleaned_data
    columns = {name: str(sent[name]) for name in ("title", "event_kind", "date")}
    passage = parts.find_passage(sent["passage"])
    return NewEvent(columns, passage, inherits=sent["inherits"])
