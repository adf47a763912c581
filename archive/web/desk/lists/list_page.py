"""A list of the desk: its filters, its pages, and a change of the chosen entries."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from archive.editorial import (
    EditorialError,
    apply_bulk_change,
    assign_reviewer,
    has_right,
    publish,
    submit,
)
from archive.models import Entry, LinkCheck, User

from .desk_lists import (
    DESK_LISTS,
    Entries,
    count_gaps,
    count_lists,
    find_twins,
    select_entries,
)
from .list_form import DeskListFilter, ManyEntriesForm

ENTRIES_PER_PAGE = 50
DeskRow = tuple[Entry, str, str, list[tuple[Entry, str]]]
Twins = dict[int, list[tuple[Entry, str]]]  # by key of an entry; each with an address


class ManyVerb(NamedTuple):
    """A verb that is called on several entries, and what is said of each."""

    label: str | Promise
    call: Callable[[Entry, User], object]
    done: str | Promise


MANY_VERBS = {
    "submit": ManyVerb(
        gettext_lazy("Submit for review"),
        submit,
        gettext_lazy("“%(title)s” was submitted for review."),
    ),
    "publish": ManyVerb(
        gettext_lazy("Publish"), publish, gettext_lazy("“%(title)s” was published.")
    ),
}


def require_list_reader(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Wrap a list of the desk for who may write; others log in, or find nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, name: str) -> HttpResponse:
        user = request.user
        if not (isinstance(user, User) and user.is_active and user.is_staff):
            return redirect_to_login(request.get_full_path())
        if name not in DESK_LISTS or not has_right(user, "create"):
            raise Http404
        return view(request, user, name)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@require_list_reader
def desk_list(request: HttpRequest, user: User, name: str) -> HttpResponse:
    """The entries of a list; a POST changes tags, regions, outlet or reviewer of those
    that are chosen, each by its own verb, and tells of each that was not changed."""
    filters = DeskListFilter(request.GET)
    rows = filters.narrow(select_entries(name, user))
    form = ManyEntriesForm(rows, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        _change_chosen(request, user, rows, form)
        return redirect(request.get_full_path())
    number = filters.cleaned_data.get("page") or 1
    page = Paginator(rows, ENTRIES_PER_PAGE).get_page(number)
    context = {
        **admin.site.each_context(request),
        "name": name,
        "heading": DESK_LISTS[name].title,
        "lists": describe_lists(user),
        "filters": filters,
        "is_filtered": filters.is_narrowed(),
        "gaps": count_gaps(select_entries(name, user)) if name == "gaps" else (),
        "entries": _list_rows(page, _list_twins(page, user, name)),
        "may_merge": has_right(user, "merge"),
        "page": page,
        "form": form,
        "verbs": _list_verbs(user),
        "chosen": set(form["entry"].value() or ()),
    }
    status = 400 if form.errors else 200
    return render(request, "desk/list.html", context, status=status)


def describe_lists(user: User) -> list[tuple[str, object, str, int]]:
    """Name, heading, address and number of entries of each list; a query a list."""
    counts = count_lists(user)
    return [
        (name, each.title, reverse("desk-list", args=[name]), counts[name])
        for name, each in DESK_LISTS.items()
    ]


def _list_rows(page: Page[Entry], twins: Twins) -> list[DeskRow]:
    """The entries of a page, with the address of each form, where its original was
    checked what came of it, and its twins. Two queries, whatever their number."""
    rows = list(page.object_list)
    checks = LinkCheck.objects.filter(entry__in=rows).exclude(state="live")
    told = {each.entry_id: str(each.get_state_display()) for each in checks}
    return [
        (
            entry,
            find_desk_address(entry),
            told.get(entry.pk, ""),
            twins.get(entry.pk, []),
        )
        for entry in rows
    ]


def _list_twins(page: Page[Entry], user: User, name: str) -> Twins:
    """For each entry on this page of *Possible duplicates* its twins, with the address
    where both are side by side; who may not merge gets that of the other entry."""
    if name != "duplicates":
        return {}
    twins = find_twins(user)
    keys = {key for entry in page.object_list for key in twins.get(entry.pk, ())}
    others = Entry.objects.in_bulk(keys)
    may_merge = has_right(user, "merge")
    return {
        entry.pk: [
            (other, _find_merge_address(entry, other, may_merge=may_merge))
            for key in twins.get(entry.pk, ())
            if (other := others.get(key))
        ]
        for entry in page.object_list
    }


def _find_merge_address(entry: Entry, other: Entry, *, may_merge: bool) -> str:
    if not may_merge:
        return find_desk_address(other)
    address = reverse("desk-merge", args=[entry.id_code])
    return f"{address}?{urlencode({'into': other.id_code})}"


def find_desk_address(entry: Entry) -> str:
    """Where an editor goes on with an entry: what waits for review is read, all else
    edited."""
    if entry.status == "in_review":
        return reverse("desk-review", args=[entry.id_code])
    return reverse("desk-edit", args=[entry.kind, entry.id_code])


def _list_verbs(user: User) -> list[tuple[str, str | Promise]]:
    verbs = MANY_VERBS.items()
    return [(name, verb.label) for name, verb in verbs if has_right(user, name)]


def _call_on_chosen(
    request: HttpRequest,
    user: User,
    rows: Entries,
    form: ManyEntriesForm,
    verb: ManyVerb,
) -> None:
    """Call a verb on each chosen entry, and say of each what came of it."""
    for entry in rows.filter(pk__in=form.cleaned_data["entry"]):
        try:
            verb.call(entry, user)
            messages.success(request, str(verb.done) % {"title": entry.title})
        except EditorialError as error:
            messages.error(request, str(error))


def _change_chosen(
    request: HttpRequest, user: User, rows: Entries, form: ManyEntriesForm
) -> None:
    """Change each chosen entry, and say of how many and why not of others; or call the
    verb of the button on each."""
    if verb := MANY_VERBS.get(form.cleaned_data["verb"]):
        _call_on_chosen(request, user, rows, form, verb)
        return
    change = form.read_change() if form.has_change() else None
    reviewer, done = form.cleaned_data["reviewer"], 0
    for entry in rows.filter(pk__in=form.cleaned_data["entry"]):
        try:
            is_changed = bool(change and apply_bulk_change(entry, user, change))
            if reviewer:
                is_changed |= assign_reviewer(entry, reviewer, user)
            done += is_changed
        except EditorialError as error:
            text = _("“%(title)s”: %(reason)s")
            messages.error(request, text % {"title": entry.title, "reason": error})
    text = ngettext("%(count)s entry changed.", "%(count)s entries changed.", done)
    messages.success(request, text % {"count": done})
