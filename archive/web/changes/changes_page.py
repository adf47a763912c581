"""The page of what the archive added, corrected and withdrew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.filters import (
    CHANGE_NAMES,
    WITHDRAWN,
    SearchFilters,
    list_chosen,
)
from archive.models import ENTRY_KINDS
from archive.text.dates import parse_edtf
from archive.web.errors import handle_search_unavailable, render_page_missing
from archive.web.forms.filter_form import (
    FilterChoiceField,
    FilterField,
    FilterForm,
    make_text_field,
)
from archive.web.forms.select_list import SelectList
from archive.web.lists.entry_lists import EntryItem, build_joined_item, build_pager
from archive.web.lists.filter_controls import (
    build_chips,
    get_url_without_filters,
    list_hidden_parameters,
)
from archive.web.search_slots import hold_search_slot

from .change_list import Change, find_changes

CHANGES_PER_PAGE = 30  # changes on one page


class ChangesForm(FilterForm):
    """The period of the changes, and the type of entry."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.fields["added"] = make_text_field(_("Period"), "2026-11")
        kinds = [(kind, str(row.plural)) for kind, row in ENTRY_KINDS.items()]
        self.fields["kind"] = FilterChoiceField(
            label=pgettext("kind of entry", "Type"),
            required=False,
            choices=[("", _("All types")), *kinds],
            widget=SelectList(attrs={"class": "field"}),
        )

    def show_read_values(self) -> None:
        """Show the period in EDTF, and the first type."""
        period, kind = self.fields["added"], self.fields["kind"]
        read = self.filters.added
        if isinstance(period, FilterField) and read and "added" not in self.errors:
            period.display_value = read.text
        if isinstance(kind, FilterChoiceField):
            kind.display_value = next(iter(list_chosen(self.filters.kinds)), "")


@dataclass(frozen=True)
class ChangeRow:
    """A change in the list; `item` is None for a withdrawn entry. `versions` are the
    two that a correction lies between, if there are two."""

    change: Change
    name: str | Promise
    item: EntryItem | None
    versions: tuple[int, int] | None


@dataclass(frozen=True)
class ChangeWeek:
    """The changes of a week that are on the page: its Monday in words, and the address
    of the week alone."""

    first_day: str
    url: str
    rows: list[ChangeRow]


@dataclass(frozen=True)
class ChangeTab:
    """A link to all changes, or to those of a type."""

    name: str | Promise
    url: str
    is_current: bool


@require_safe
@handle_search_unavailable
def change_list(request: HttpRequest) -> HttpResponse:
    """What was added, corrected and withdrawn, by week, the latest first."""
    form = ChangesForm(request)
    controls = _build_controls(form, request.path)
    if not form.is_valid():
        return render(request, "changes/list.html", controls, status=400)
    filters = form.filters
    start = (filters.page - 1) * CHANGES_PER_PAGE
    with hold_search_slot(filters.q):
        changes = find_changes(filters, start + CHANGES_PER_PAGE)
    pages = max(1, -(-changes.total // CHANGES_PER_PAGE))
    if filters.page > pages:
        return render_page_missing(request, filters, pages)
    rows = changes.load(start, start + CHANGES_PER_PAGE)
    context = {
        **controls,
        "total": changes.total,
        "weeks": _group_by_week(rows, filters, request.path),
        "pager": build_pager(filters, request.path, pages),
        "notices": (*filters.notices, *changes.notices),
        "with_all_withdrawn": _hides_withdrawn_facts(filters)
        and any(row.type == WITHDRAWN for row in rows),
    }
    return render(request, "changes/list.html", context)


def _build_controls(form: ChangesForm, path: str) -> dict[str, object]:
    """Tabs, form, chips and feed of the page."""
    filters = form.filters
    feed = filters.with_changes()
    return {
        "form": form,
        "selection": filters,
        "tabs": _build_tabs(filters, path),
        "hidden": list_hidden_parameters(filters, "added", "kind"),
        "chips": build_chips(filters, path, added_name=_("Period")),
        "clear": get_url_without_filters(filters, path),
        "feed_url": feed.url(reverse("archive:feed-changes")),
        "json_url": feed.url(reverse("archive:feed-changes-json")),
    }


def _build_tabs(filters: SearchFilters, path: str) -> list[ChangeTab]:
    names: dict[str, str | Promise] = {"": pgettext("changes", "All"), **CHANGE_NAMES}
    return [
        ChangeTab(name, filters.url(path, change=value), value == filters.change)
        for value, name in names.items()
    ]


def _hides_withdrawn_facts(filters: SearchFilters) -> bool:
    """Whether filters are set that don't hold for withdrawn entries."""
    alike = filters.with_changes(added=None, kinds=(), sort="", change="")
    return bool(alike.q) or alike.is_filtered


def _group_by_week(
    changes: Iterable[Change], filters: SearchFilters, path: str
) -> list[ChangeWeek]:
    weeks = groupby(changes, lambda change: find_monday(change.at))
    return [_build_week(monday, rows, filters, path) for monday, rows in weeks]


def _build_week(
    monday: date, changes: Iterable[Change], filters: SearchFilters, path: str
) -> ChangeWeek:
    whole = parse_edtf(f"{monday}/{monday + timedelta(days=6)}")
    return ChangeWeek(
        parse_edtf(monday.isoformat()).display(get_language() or "en"),
        filters.url(path, added=whole),
        [_build_row(change) for change in changes],
    )


def find_monday(moment: datetime) -> date:
    """The first day of the week in the time zone of the site."""
    day = timezone.localdate(moment)
    return day - timedelta(days=day.weekday())


def _build_row(change: Change) -> ChangeRow:
    is_withdrawn = change.type == WITHDRAWN
    item = None if is_withdrawn else build_joined_item(change.entry)
    return ChangeRow(change, CHANGE_NAMES[change.type], item, _find_versions(change))


def _find_versions(change: Change) -> tuple[int, int] | None:
    revision = change.correction.revision if change.correction else None
    number = revision.public_version if revision else None
    return (number - 1, number) if number and number > 1 else None
