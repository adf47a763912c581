"""Controls of filters: chips that remove one, and a form that changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import (
    get_language,
    gettext_lazy,
    pgettext_lazy,
)
from django.utils.translation import gettext as _

from archive.filters import ROLE_TAB_NAMES, SearchFilters, name_language
from archive.models import ENTRY_KINDS, Entry, Region, Source, Tag
from archive.search import Facet, FacetValue
from archive.text.punctuation import punctuation_marks
from archive.web.forms.filter_form import FilterForm

FACET_NAMES: dict[str, str | Promise] = {
    "kind": pgettext_lazy("kind of entry", "Type"),
    "region": gettext_lazy("Region"),
    "tag": gettext_lazy("Tag"),
    "language": gettext_lazy("Language"),
    "credit": pgettext_lazy("of a picture", "Credit"),
    "source": gettext_lazy("Based on source"),
    "outlet": gettext_lazy("Outlet"),
    "year": gettext_lazy("Date"),
    "undated": gettext_lazy("Without a date"),
}
SET_NAMES: dict[str, str | Promise] = {
    "narrative": gettext_lazy("Story trail"),
    "in_basket": gettext_lazy("Basket"),
}
ADDED_NAME = pgettext_lazy("to the archive", "Added")
FILTER_FIELDS = {
    "kinds": "kind",
    "regions": "region",
    "tags": "tag",
    "languages": "language",
    "credit": "credit",
    "source": "source",
    "outlets": "outlet",
}
SORT_NAMES: dict[str, str | Promise] = {
    "relevance": gettext_lazy("Relevance"),
    "date": gettext_lazy("Date, oldest first"),
    "-date": gettext_lazy("Date, newest first"),
    "added": gettext_lazy("Recently added"),
}


ValueNames = Iterable[tuple[str, str]]  # (value, name)


@dataclass(frozen=True)
class FilterChip:
    """A filter that is set, with the address without it."""

    label: str
    url: str
    change: Mapping[str, object]

    def __str__(self) -> str:
        return self.label


def build_chips(
    filters: SearchFilters,
    path: str,
    names_by_value: dict[tuple[str, str], str] | None = None,
    added_name: str | Promise = ADDED_NAME,
) -> list[FilterChip]:
    """A chip for each value of each filter.

    `added_name` is what the page calls the days added; `names_by_value` has names by
    field and value; others cost at most five queries.
    """
    chips = []
    language = get_language() or "en"
    colon = punctuation_marks(language).colon
    names = _name_values(filters, names_by_value or {})
    for field, parameter in FILTER_FIELDS.items():
        for choice in filters.choices(field):
            name = names.get((field, choice.value), choice.value)
            label = f"{FACET_NAMES[parameter]}{colon}{name}"
            if choice.excluded:
                label = _("Not: %(what)s") % {"what": name}
            change = filters.without_value(field, choice)
            chips.append(_build_chip(filters, path, label, change))
    for field, before in (
        ("date_from", _("From")),
        ("date_to", _("To")),
        ("added", added_name),
    ):
        edtf = getattr(filters, field)
        if edtf:
            label = f"{before}{colon}{edtf.display(language)}"
            chips.append(_build_chip(filters, path, label, {field: None}))
    chips += _build_set_chips(filters, path, colon)
    return [*chips, *_build_single_chips(filters, path)]


def _build_single_chips(filters: SearchFilters, path: str) -> list[FilterChip]:
    """Chips of what has no value, or one of few."""
    chips = []
    if filters.undated:
        chips.append(
            _build_chip(filters, path, _("Without a date"), {"undated": False})
        )
    if filters.role:
        role = _("Connection: %(what)s") % {"what": ROLE_TAB_NAMES[filters.role]}
        chips.append(_build_chip(filters, path, role, {"role": ""}))
    return chips


def _build_set_chips(filters: SearchFilters, path: str, colon: str) -> list[FilterChip]:
    """Chips of the narrative and the basket, each with its title where it has one."""
    chips = []
    for field, what in SET_NAMES.items():
        value = getattr(filters, field)
        if value:
            found = filters.entry_sets.get((field, value))
            title = found.title if found else ""
            label = f"{what}{colon}{title}" if title else str(what)
            chips.append(_build_chip(filters, path, label, {field: ""}))
    return chips


def _build_chip(
    filters: SearchFilters, path: str, label: str, change: Mapping[str, object]
) -> FilterChip:
    return FilterChip(label, filters.url(path, **change), change)


def _name_values(
    filters: SearchFilters, names_by_value: dict[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """Names by field and value, added to those in `names_by_value`."""
    language = get_language() or "en"
    names = dict(names_by_value)
    for field, load_names in NAME_LOADERS.items():
        chosen = [choice.value for choice in filters.choices(field)]
        values = [value for value in chosen if (field, value) not in names_by_value]
        for value, name in load_names(values, language) if values else ():
            names[field, value] = name
    return names


def _name_kinds(kinds: list[str], _language: str) -> ValueNames:
    return ((kind, str(ENTRY_KINDS[kind].label)) for kind in kinds)


def _name_regions(codes: list[str], language: str) -> ValueNames:
    regions = Region.objects.filter(code__in=codes).prefetch_related("names")
    return ((region.code, region.name(language)) for region in regions)


def _name_tags(keys: list[str], language: str) -> ValueNames:
    slugs = [key.partition("/")[2] for key in keys]
    tags = Tag.objects.filter(slug__in=slugs).prefetch_related("labels")
    return ((tag.key, tag.label(language)) for tag in tags)


def _name_languages(codes: list[str], language: str) -> ValueNames:
    return ((code, name_language(code, language)) for code in codes)


def _name_sources(codes: list[str], _language: str) -> ValueNames:
    sources = Source.objects.public().filter(id_code__in=codes)
    return ((source.id_code, source.title) for source in sources)


def _name_outlets(slugs: list[str], _language: str) -> ValueNames:
    """Those that a public article has."""
    articles = Entry.objects.public().filter(article__outlet__slug__in=slugs)
    columns = articles.order_by().values_list(
        "article__outlet__slug", "article__outlet__name"
    )
    return columns.distinct()


NAME_LOADERS: dict[str, Callable[[list[str], str], ValueNames]] = {
    "kinds": _name_kinds,
    "regions": _name_regions,
    "tags": _name_tags,
    "languages": _name_languages,
    "source": _name_sources,
    "outlets": _name_outlets,
}


def get_url_without_filters(filters: SearchFilters, path: str) -> str:
    """The address with only the words."""
    return SearchFilters(q=filters.q, sort=filters.sort, basket=filters.basket).url(
        path
    )


@dataclass(frozen=True)
class FacetRow:
    """A value of a facet, with the addresses that choose only it and that exclude it
    ("" where impossible)."""

    value: FacetValue
    only_url: str
    without_url: str


@dataclass(frozen=True)
class FacetGroup:
    """A facet of the form; `all_url` leads to all its `number` values, "" where all are
    among the rows."""

    name: str
    title: str | Promise
    rows: tuple[FacetRow, ...]
    number: int = 0
    all_url: str = ""


def build_facet_groups(
    filters: SearchFilters, path: str, facets: tuple[Facet, ...]
) -> list[FacetGroup]:
    """The facets that have values."""
    return [
        FacetGroup(
            facet.name,
            FACET_NAMES[facet.name],
            tuple(
                _build_facet_row(facet, value, filters, path) for value in facet.values
            ),
            facet.number,
            _get_browse_url(facet, filters),
        )
        for facet in facets
        if facet.values or facet.name == "year"  # which holds the fields from and to
    ]


def _get_browse_url(facet: Facet, filters: SearchFilters) -> str:
    if facet.number <= len(facet.values):
        return ""
    return filters.url(reverse("archive:search-facet", args=[facet.name]))


def _build_facet_row(
    facet: Facet, value: FacetValue, filters: SearchFilters, path: str
) -> FacetRow:
    left_out = {} if value.is_chosen else facet.exclude(value, filters)
    return FacetRow(
        value,
        filters.url(path, **facet.choose(value)),
        filters.url(path, **left_out) if left_out else "",
    )


def list_hidden_parameters(
    filters: SearchFilters, *visible_fields: str
) -> list[tuple[str, str]]:
    """The parameters that a form must carry as hidden fields: all but the page and
    those with visible fields. Excluded values are always carried, since no checkbox
    shows them."""
    excluded = {
        (parameter, str(choice))
        for field, parameter in FILTER_FIELDS.items()
        for choice in filters.choices(field)
        if choice.excluded
    }
    return [
        pair
        for pair in filters.parameters()
        if pair[0] != "page" and (pair[0] not in visible_fields or pair in excluded)
    ]


def list_sort_options(
    filters: SearchFilters,
) -> list[tuple[str, str | Promise, bool]]:
    """(value, label, is chosen) of the orders; relevance only where there are words."""
    chosen = filters.sort or ("relevance" if filters.q else "added")
    return [
        (value, label, value == chosen)
        for value, label in SORT_NAMES.items()
        if filters.q or value != "relevance"
    ]


def build_problem_controls(form: FilterForm, path: str) -> dict[str, object]:
    """The controls of a page whose filters have a wrong value: chips for the others,
    and the problem."""
    return {
        "form": form,
        "selection": form.filters,
        "chips": build_chips(form.filters, path),
    }


def build_list_controls(filters: SearchFilters, path: str) -> dict[str, object]:
    """The controls above a list: chips, and a form for the order."""
    return {
        "selection": filters,
        "chips": build_chips(filters, path),
        "sorts": list_sort_options(filters),
        "sort_hidden": list_hidden_parameters(filters, "sort"),
    }
