"""What is chosen, as chips to take away and as a form to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from archive.models import ENTRY_KINDS, Region, Source, Tag
from archive.search import Facet, Value
from archive.selection import ROLE_NAMES, Selection, language_name
from archive.text.punctuation import punctuation_marks

FACET_NAMES: dict[str, str | Promise] = {
    "kind": pgettext_lazy("kind of entry", "Type"),
    "region": gettext_lazy("Region"),
    "tag": gettext_lazy("Tag"),
    "language": gettext_lazy("Language"),
    "credit": pgettext_lazy("of a picture", "Credit"),
    "source": gettext_lazy("Rests on source"),
    "year": gettext_lazy("Date"),
    "undated": gettext_lazy("Without a date"),
}
FIELDS = {
    "kinds": "kind",
    "regions": "region",
    "tags": "tag",
    "languages": "language",
    "credit": "credit",
    "source": "source",
}
SORT_NAMES: dict[str, str | Promise] = {
    "relevance": gettext_lazy("Relevance"),
    "date": gettext_lazy("Date, oldest first"),
    "-date": gettext_lazy("Date, newest first"),
    "added": gettext_lazy("Recently added"),
}


@dataclass(frozen=True)
class Chip:
    """A filter that is set, and the address without it."""

    label: str
    url: str
    change: dict[str, Any]


def chips(
    selection: Selection, path: str, known: dict[tuple[str, str], str] | None = None
) -> list[Chip]:
    """One for each value of each filter; at most five queries for the names that are
    not `known`, by field and value."""
    made = []
    language = get_language() or "en"
    colon = punctuation_marks(language).colon
    names = _names(selection, known or {})
    for field, parameter in FIELDS.items():
        for value in getattr(selection, field):
            bare = value.removeprefix("-")
            name = names.get((field, bare), bare)
            label = f"{FACET_NAMES[parameter]}{colon}{name}"
            if value != bare:
                label = _("without %(name)s") % {"name": name}
            made.append(_chip(selection, path, label, selection.without(field, value)))
    for field, before in (("date_from", _("From")), ("date_to", _("To"))):
        edtf = getattr(selection, field)
        if edtf:
            label = f"{before} {edtf.display(language)}"
            made.append(_chip(selection, path, label, {field: None}))
    if selection.undated:
        made.append(_chip(selection, path, _("Without a date"), {"undated": False}))
    if selection.role:
        role = f"{_('Region')} {ROLE_NAMES[selection.role]}"
        made.append(_chip(selection, path, role, {"role": ""}))
    return made


def _chip(selection: Selection, path: str, label: str, change: dict[str, Any]) -> Chip:
    return Chip(label, selection.url(path, **change), change)


def _names(
    selection: Selection, known: dict[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    language = get_language() or "en"
    values = {
        field: [v.removeprefix("-") for v in getattr(selection, field)]
        for field in FIELDS
    }
    bare = {f: [v for v in held if (f, v) not in known] for f, held in values.items()}
    names = known | {("kinds", k): str(ENTRY_KINDS[k].label) for k in bare["kinds"]}
    names |= {("languages", c): language_name(c, language) for c in bare["languages"]}
    if bare["regions"]:
        regions = Region.objects.filter(code__in=bare["regions"])
        for region in regions.prefetch_related("names"):
            names["regions", region.code] = region.name(language)
    if bare["tags"]:
        slugs = [key.partition("/")[2] for key in bare["tags"]]
        for tag in Tag.objects.filter(slug__in=slugs).prefetch_related("labels"):
            names["tags", tag.key] = tag.label(language)
    if bare["source"]:
        for source in Source.objects.public().filter(id_code__in=bare["source"]):
            names["source", source.id_code] = source.title
    return names


def clear(selection: Selection, path: str) -> str:
    """The address with the words alone."""
    return Selection(q=selection.q, sort=selection.sort).url(path)


@dataclass(frozen=True)
class Row:
    """A value in the form, with the addresses that choose it alone and leave it out
    ("" where that cannot be)."""

    value: Value
    only: str
    without: str


@dataclass(frozen=True)
class Group:
    """A facet in the form."""

    name: str
    title: str | Promise
    rows: tuple[Row, ...]


def groups(selection: Selection, path: str, facets: tuple[Facet, ...]) -> list[Group]:
    """The facets that have values, with their links."""
    return [
        Group(
            facet.name,
            FACET_NAMES[facet.name],
            tuple(_row(facet, value, selection, path) for value in facet.values),
        )
        for facet in facets
        if facet.values or facet.name == "year"  # which holds the fields from and to
    ]


def _row(facet: Facet, value: Value, selection: Selection, path: str) -> Row:
    left_out = {} if value.is_chosen else facet.exclude(value, selection)
    return Row(
        value,
        selection.url(path, **facet.choose(value)),
        selection.url(path, **left_out) if left_out else "",
    )


def hidden(selection: Selection, *shown: str) -> list[tuple[str, str]]:
    """The parameters that a form must carry: all but the page and those it shows;
    what is left out by `-` is carried, for no checkbox stands for it."""
    return [
        (name, value)
        for name, value in selection.parameters()
        if name != "page" and (name not in shown or value.startswith("-"))
    ]


def sorts(selection: Selection) -> list[tuple[str, str | Promise, bool]]:
    """(value, label, is chosen) of the orders; relevance only with words."""
    chosen = selection.sort or ("relevance" if selection.q else "added")
    return [
        (value, label, value == chosen)
        for value, label in SORT_NAMES.items()
        if selection.q or value != "relevance"
    ]


def controls(selection: Selection, path: str) -> dict[str, Any]:
    """What a list of entries shows above it: chips, and a form for the order."""
    return {
        "selection": selection,
        "chips": chips(selection, path),
        "sorts": sorts(selection),
        "sort_hidden": hidden(selection, "sort"),
    }
