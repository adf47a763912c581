"""The page that compares two filters, and its file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.citations import comparison_record
from archive.exports import build_list_data
from archive.filters import parse_carried_basket
from archive.web.content_negotiation import offer_references
from archive.web.errors import (
    handle_search_unavailable,
)
from archive.web.lists.view_bar import ViewLink, build_view_bar
from archive.web.page_signposts import PageFile, add_list_signposts
from archive.web.search.search_export import FileLink

from .compare_file import ONE_SIDE, VALUE_NAMES
from .compare_form import CompareForm
from .comparison import (
    MOST_APART,
    MOST_SHARED,
    ComparedRow,
    ComparedValues,
    CountedSide,
    compare_kinds,
    compare_values,
    compare_years,
    count_overlap,
    count_side,
)
from .side_names import list_shared_parameters, name_side, write_sides
from .sides import ComparedSide, parse_sides

SAME_SIDES = _("A and B are the same. Change one of them to see what differs.")


@dataclass(frozen=True)
class SideHead:
    """A side for the template: its name, its number of entries, and its views."""

    letter: str
    name: str
    views: list[ViewLink]
    counted: CountedSide


@dataclass(frozen=True)
class ValueTable:
    """The rows of one dimension that a page shows, and how many it leaves out."""

    name: str | Promise
    values: ComparedValues
    both: list[ComparedRow]
    only_a: list[ComparedRow]
    only_b: list[ComparedRow]


@require_safe
@offer_references
@handle_search_unavailable
def compare_page(request: HttpRequest) -> HttpResponse:
    """Two filters side by side; without both, the form that asks for them."""
    sides = parse_sides(request.GET)
    form = CompareForm(request, sides)
    is_valid = form.is_valid()
    context = _build_form_context(form, sides)
    if not is_valid:
        return render(request, "compare/index.html", context, status=400)
    if not all(side.is_chosen for side in sides):
        context["notices"] = [ONE_SIDE]
        return render(request, "compare/index.html", context)
    counted = count_side(sides[0]), count_side(sides[1])
    basket, _problems = parse_carried_basket(request.GET)
    context |= _build_comparison_context(sides, counted, basket)
    query = write_sides(sides)
    context["linked_data"] = _build_linked_data(counted, query)
    return add_list_signposts(
        render(request, "compare/index.html", context),
        "WebPage",
        [PageFile(f"{reverse('archive:compare-file')}?{query}", "text/csv")],
        cite_as=f"{request.path}?{query}",
    )


def _build_form_context(
    form: CompareForm, sides: tuple[ComparedSide, ComparedSide]
) -> dict[str, object]:
    """The form with what may be chosen on each side."""
    form.offer_options()
    return {
        "form": form,
        "fieldsets": [
            (s.letter.upper(), form.list_side_fields(s.letter)) for s in sides
        ],
        "hidden": list_shared_parameters(sides),
    }


def _build_linked_data(
    counted: tuple[CountedSide, CountedSide], query: str
) -> dict[str, object] | None:
    """None where a side has too many entries to count."""
    named = [(name_side(c.side), c.total) for c in counted if c.total is not None]
    if len(named) < len(counted):
        return None
    path, language = f"{reverse('archive:compare')}?{query}", get_language() or "en"
    record = comparison_record(named, path, timezone.localdate(), language)
    return build_list_data("WebPage", record)


def _build_comparison_context(
    sides: tuple[ComparedSide, ComparedSide],
    counted: tuple[CountedSide, CountedSide],
    basket: str,
) -> dict[str, object]:
    """`basket` is what links to the lists of a side carry."""
    notices = dict.fromkeys(note for each in counted for note in each.notices)
    is_same = sides[0].filters == sides[1].filters
    query = write_sides(sides)
    return {
        "notices": [*([SAME_SIDES] if is_same else []), *notices],
        "heads": [
            SideHead(
                s.letter.upper(),
                name_side(s),
                build_view_bar(replace(s.filters, basket=basket)),
                c,
            )
            for s, c in zip(sides, counted, strict=True)
        ],
        "overlap": count_overlap(*counted),
        "kinds": compare_kinds(*counted),
        "years": compare_years(*counted),
        "values": [
            _cut_values(name, compare_values(d, *counted))
            for d, name in VALUE_NAMES.items()
        ],
        "csv": FileLink("CSV", f"{reverse('archive:compare-file')}?{query}"),
        "cite": f"{reverse('archive:compare-cite')}?{query}",
        "address": f"{settings.BASE_URL}{reverse('archive:compare')}?{query}",
    }


def _cut_values(name: str | Promise, values: ComparedValues) -> ValueTable:
    return ValueTable(
        name,
        values,
        values.both[:MOST_SHARED],
        values.only_a[:MOST_APART],
        values.only_b[:MOST_APART],
    )
