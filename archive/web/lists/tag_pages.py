"""Pages of tags."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.entry_queries import find_entries
from archive.filters import (
    SCHEME_NAMES,
    SearchFilters,
    make_choices,
    name_language,
)
from archive.models import (
    Tag,
    TagLabel,
)
from archive.search import count_by_tag, count_tags, find_matching_ids
from archive.text.collation import collation_key
from archive.web.errors import (
    handle_search_unavailable,
    render_page_missing,
)
from archive.web.forms.filter_form import FilterForm
from archive.web.lists.filter_controls import build_problem_controls
from archive.web.lists.view_bar import build_view_bar
from archive.web.page_signposts import add_list_signposts, list_search_files
from archive.web.search_slots import hold_search_slot

from .entry_lists import build_pager, keep_matching, list_selected_entries
from .filter_controls import build_chips, build_list_controls
from .uncounted_pages import describe_tags, show_without_numbers

TAG_ENTRIES_PER_PAGE = 200  # concepts on one page of the list
RTL_LANGUAGES = ("ug",)


@require_safe
@handle_search_unavailable
@show_without_numbers(describe_tags)
def tag_list(request: HttpRequest) -> HttpResponse:
    """All tags by scheme, with their numbers of public entries."""
    form = FilterForm(request)
    if not form.is_valid():
        context = build_problem_controls(form, request.path)
        return render(request, "tags/list.html", context, status=400)
    filters = form.filters.with_changes(tags=(), page=form.filters.page)
    with hold_search_slot(filters.q):
        counted = _count_tags(filters)
    tags = Tag.objects.current().listed().prefetch_related("labels")
    pages = Paginator(tags, TAG_ENTRIES_PER_PAGE)
    if filters.page > pages.num_pages:
        return render_page_missing(request, filters, pages.num_pages)
    rows = [build_tag_row(tag, counted, filters) for tag in pages.page(filters.page)]
    schemes = [
        TagScheme(SCHEME_NAMES[scheme], scheme, _sort_by_label(of_scheme))
        for scheme, of_scheme in groupby(rows, lambda row: row.scheme)
    ]
    context = {
        "schemes": schemes,
        "pager": build_pager(filters, request.path, pages.num_pages),
        "chips": build_chips(filters, request.path),
    }
    return render(request, "tags/list.html", context)


def _count_tags(filters: SearchFilters) -> dict[str, int]:
    """Entries by tag key: from the index where it can tell, else by reading rows."""
    of_index = count_tags(filters)
    if of_index is not None:
        return of_index
    return count_by_tag(
        keep_matching(find_matching_ids(filters), find_entries(filters))
    )


@dataclass(frozen=True)
class TagRow:
    """A tag in a list, with its address under the same filters."""

    scheme: str
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class TagScheme:
    """The tags of one scheme."""

    name: str | Promise
    id: str
    tags: list[TagRow]


@dataclass(frozen=True)
class TagLink:
    """A link to a related tag."""

    url: str
    label: str


@dataclass(frozen=True)
class TagNames:
    """The labels of a tag in one language."""

    code: str
    language: str
    dir: str
    labels: list[TagLabel]


def build_tag_row(tag: Tag, counted: dict[str, int], filters: SearchFilters) -> TagRow:
    """A tag with its number of entries; no query."""
    return TagRow(
        tag.scheme,
        tag.label(get_language() or "en"),
        counted.get(tag.key, 0),
        filters.url(tag.get_absolute_url(), tags=(), sort=""),
    )


def _sort_by_label(rows: Iterable[TagRow]) -> list[TagRow]:
    language = get_language() or "en"
    return sorted(rows, key=lambda row: collation_key(row.label, language))


@require_safe
@handle_search_unavailable
def tag_detail(request: HttpRequest, scheme: str, slug: str) -> HttpResponse:
    """The page of a tag: labels, scope note, related tags, entries."""
    tags = Tag.objects.listed().prefetch_related("labels", "merged_into")
    tag = get_object_or_404(tags, scheme=scheme, slug=slug)
    if tag.merged_into:
        return redirect(tag.merged_into.get_absolute_url(), permanent=True)
    form = FilterForm(request)
    if not form.is_valid():
        context = _describe_concept(tag) | build_problem_controls(form, request.path)
        return render(request, "tags/detail.html", context, status=400)
    filters = form.filters.with_changes(tags=(), page=form.filters.page)
    tagged = filters.with_changes(tags=make_choices(tag.key))
    with hold_search_slot(filters.q):
        page = list_selected_entries(filters, request.path, tagged)
    if filters.page > page.pager.pages:
        return render_page_missing(request, filters, page.pager.pages)
    context = {
        **_describe_concept(tag),
        **build_list_controls(filters, request.path),
        "listing": page,
        "views": build_view_bar(tagged),
        "changes": tagged.without_basket().url(reverse("archive:change-list"), sort=""),
    }
    response = render(request, "tags/detail.html", context)
    files = list_search_files(tagged)
    return add_list_signposts(response, "CollectionPage", files)


def _describe_concept(tag: Tag) -> dict[str, object]:
    """The labels of a tag by language, and related tags."""
    language = get_language() or "en"
    note, note_language = tag.choose_scope_note(language)
    listed = Tag.objects.listed().prefetch_related("labels")
    broader = list(listed.filter(pk=tag.broader_id)) if tag.broader_id else []
    labels = sorted(tag.labels.all(), key=lambda n: n.language)
    by_language = [
        TagNames(
            code,
            name_language(code, language),
            "rtl" if code in RTL_LANGUAGES else "",
            sorted(names, key=lambda n: not n.is_preferred),
        )
        for code, names in groupby(labels, lambda n: n.language)
    ]
    return {
        "tag": tag,
        "label": tag.label(language),
        "scheme": SCHEME_NAMES[tag.scheme],
        "note": note,
        "note_language": note_language,
        "by_language": by_language,
        "broader": _build_tag_links(broader, language),
        "neighbours": [
            (_("Broader tags"), _build_tag_links(broader, language)),
            (
                _("Narrower tags"),
                _build_tag_links(listed.filter(broader=tag), language),
            ),
            (
                _("Related tags"),
                _build_tag_links(listed.filter(related=tag), language),
            ),
        ],
    }


def _build_tag_links(tags: Iterable[Tag], language: str) -> list[TagLink]:
    links = [TagLink(tag.get_absolute_url(), tag.label(language)) for tag in tags]
    return sorted(links, key=lambda link: collation_key(link.label, language))
