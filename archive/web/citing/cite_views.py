"""The pages that show how to cite a region's page and a search."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.citations import (
    STYLES,
    CslRecord,
    build_meta_tags,
    cite_record,
    context_object,
    record_reference,
)
from archive.filters import SearchFilters
from archive.models import Region
from archive.web.compare.side_names import name_side, write_sides
from archive.web.compare.sides import list_problems, parse_sides
from archive.web.content_negotiation import offer_references
from archive.web.entries.citable_parts import (
    StyleLink,
    build_style_links,
    parse_known_values,
)
from archive.web.errors import handle_search_unavailable
from archive.web.forms.filter_form import (
    AddressForm,
    FilterChoiceField,
    SearchForm,
    make_text_field,
)
from archive.web.forms.select_list import SelectList
from archive.web.lists.filter_controls import list_hidden_parameters
from archive.web.page_signposts import add_list_signposts
from archive.web.regions.region_pages import redirect_with_query, region_missing

from .page_records import (
    count_comparison_record,
    count_region_record,
    count_search_record,
)

REFERENCE_FIELDS = ("q", "from", "to", "style")


class SearchReferenceForm(SearchForm):
    """The search that is cited, and the style of the reference."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        styles = {"style": (tuple(STYLES), next(iter(STYLES)))}
        self.choices, problems = parse_known_values(request, styles)
        self.parameter_problems = (*self.parameter_problems, *problems)
        self.fields["q"] = make_text_field(_("Words"))
        self.fields["style"] = FilterChoiceField(
            label=_("Style"),
            required=False,
            choices=list(STYLES.items()),
            widget=SelectList(attrs={"class": "field"}),
        )
        self.order_fields(REFERENCE_FIELDS)

    def show_read_values(self) -> None:
        """Show the style that is used; a wrong one becomes the usual one."""
        super().show_read_values()
        style = self.fields["style"]
        assert isinstance(style, FilterChoiceField)
        style.display_value = self.choices["style"]


@dataclass(frozen=True)
class CitedPage:
    """The page that is cited: its heading here, its name and its address."""

    heading: str
    name: str
    path: str


@require_safe
@offer_references
@handle_search_unavailable
def cite_region(request: HttpRequest, code: str) -> HttpResponseBase:
    """References of a region's page as it is today, in the chosen style."""
    region = Region.objects.listed().find_by_code(code)
    if region is None:
        return region_missing(request, code)
    if code != region.code:
        return redirect_with_query(
            request, reverse("archive:region-cite", args=[region.code])
        )
    name = region.name(get_language() or "en")
    page = CitedPage(_("Cite this page"), name, region.get_absolute_url())
    form = SearchReferenceForm(request)
    filters = form.filters.without_basket().with_changes(regions=())
    if not form.is_valid():
        return _render_reference_form(request, filters, form, page)
    item = count_region_record(region, filters, get_language() or "en")
    return _render_reference(request, filters, form, page, item)


@require_safe
@offer_references
@handle_search_unavailable
def cite_search(request: HttpRequest) -> HttpResponseBase:
    """References of a search with the answer it has today, in the chosen style."""
    form = SearchReferenceForm(request)
    filters = form.filters.without_basket()
    page = CitedPage(_("Cite this search"), filters.q, reverse("archive:search"))
    if not form.is_valid():
        return _render_reference_form(request, filters, form, page)
    item = count_search_record(filters, get_language() or "en")
    return _render_reference(request, filters, form, page, item)


@require_safe
@offer_references
@handle_search_unavailable
def cite_comparison(request: HttpRequest) -> HttpResponseBase:
    """References of a comparison with the numbers that it has today; one that cannot be
    read leads to its page, which says why."""
    sides = parse_sides(request.GET)
    if list_problems(sides) or not all(side.is_chosen for side in sides):
        return redirect(f"{reverse('archive:compare')}?{request.GET.urlencode()}")
    path = f"{reverse('archive:compare')}?{write_sides(sides)}"
    usual = next(iter(STYLES))
    chosen, problems = parse_known_values(request, {"style": (tuple(STYLES), usual)})
    form = AddressForm(request, problems)
    page = CitedPage(_("Cite this page"), " | ".join(map(name_side, sides)), path)
    if not form.is_valid():
        context = {"form": form, "page": page, "asked": chosen}
        return render(request, "citations/page.html", context, status=400)
    item = count_comparison_record(sides, get_language() or "en")
    context = {
        "form": form,
        "page": page,
        "asked": chosen,
        "styles": _add_styles(f"{request.path}?{write_sides(sides)}"),
    }
    return _render_record(request, context, item, chosen["style"])


def _render_reference_form(
    request: HttpRequest,
    filters: SearchFilters,
    form: SearchReferenceForm,
    page: CitedPage,
) -> HttpResponse:
    """The form with what was typed and what is wrong with it."""
    context = {
        "form": form,
        "page": page,
        "hidden": list_hidden_parameters(filters, *REFERENCE_FIELDS),
    }
    return render(request, "citations/page.html", context, status=400)


def _render_reference(
    request: HttpRequest,
    filters: SearchFilters,
    form: SearchReferenceForm,
    page: CitedPage,
    item: CslRecord,
) -> HttpResponse:
    context = {
        "form": form,
        "page": replace(page, path=filters.url(page.path)),
        "asked": form.choices,
        "styles": _build_search_links(request, filters),
    }
    return _render_record(request, context, item, form.choices["style"])


def _render_record(
    request: HttpRequest, context: dict[str, object], item: CslRecord, style: str
) -> HttpResponse:
    """The reference of a page, in words and for reference managers."""
    reference = record_reference(item)
    context |= {
        "embedded": build_meta_tags(reference),
        "coins": context_object(reference),
        "unapi_id": item["URL"],
        "style": STYLES[style],
        "cited": cite_record(item, get_language() or "en", style),
        "address": item["URL"],
    }
    response = render(request, "citations/page.html", context)
    cited = item["URL"].removeprefix(settings.BASE_URL)
    return add_list_signposts(response, "WebPage", cite_as=cited, collection=cited)


def _build_search_links(
    request: HttpRequest, filters: SearchFilters
) -> list[StyleLink]:
    return _add_styles(filters.url(request.path))


def _add_styles(here: str) -> list[StyleLink]:
    links = build_style_links(here)
    if "?" not in here:
        return links
    return [replace(link, url=f"{here}&style={link.style}") for link in links]
