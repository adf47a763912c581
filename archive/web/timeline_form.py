"""What the timeline's form offers to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from archive.models import RegionName, TagLabel
from archive.regions import counts
from archive.search import tag_counts
from archive.selection import Selection, Tallies, value_of

from .lists import narrowed

OPTIONS = 100  # regions, and tags, to choose from; the others have their own pages
FEW = 5_000  # entries that are counted for the form; more come from the tallies


@dataclass(frozen=True)
class Option:
    """A value of a list to choose from; no number where it would have to be counted
    among too many."""

    value: str
    label: str
    number: int | None
    is_chosen: bool


def first(values: tuple[str, ...]) -> str:
    """The one value that a list can show as chosen."""
    return next((value for value in values if not value.startswith("-")), "")


def further(selection: Selection) -> list[tuple[str, str]]:
    """Regions and tags beyond the one that a list can show."""
    return [
        (name, value)
        for name, values in (("region", selection.regions), ("tag", selection.tags))
        for value in values
        if value != first(values) and not value.startswith("-")
    ]


def options(
    selection: Selection, held: Tallies | None, total: int
) -> dict[str, list[Option]]:
    """Regions and tags that the other filters leave, with counts; four queries.

    `total` is how many entries the selection finds without its dates.
    """
    return {
        "regions": _regions(selection, *_counted(selection, "regions", held, total)),
        "tags": _tags(selection, *_counted(selection, "tags", held, total)),
    }


def named(offered: dict[str, list[Option]]) -> dict[tuple[str, str], str]:
    """The names of what is chosen, for chips."""
    return {
        (field, option.value): option.label.strip("\u2003")
        for field, found in offered.items()
        for option in found
        if option.is_chosen
    }


def _counted(
    selection: Selection, field: str, held: Tallies | None, total: int
) -> tuple[list[str], dict[str, int] | None]:
    """The values to offer, most first, and their counts where they can be told."""
    prefix = "r:" if field == "regions" else "t:"
    others = selection.but(**{field: ()})
    if held is not None and value_of(others) == "":
        found = held.totals(prefix)
    elif held is not None and total > FEW:
        return held.most(prefix, OPTIONS), None
    else:
        entries = selection.entries(field, "date_from", "date_to", "undated")
        entries = narrowed(selection, entries)
        is_region = field == "regions"
        found = counts(entries, selection.roles) if is_region else tag_counts(entries)
    return sorted(found, key=lambda value: (-found[value], value))[:OPTIONS], found


def _regions(
    selection: Selection, offered: list[str], found: dict[str, int] | None
) -> list[Option]:
    chosen = first(selection.regions)
    names: dict[str, dict[str, str]] = {}
    paths: dict[str, str] = {}
    rows = RegionName.objects.filter(
        region__code__in={*offered, chosen} - {""}, is_preferred=True
    ).order_by("region__path", "name")
    for code, path, language, name in rows.values_list(
        "region__code", "region__path", "language", "name"
    ):
        names.setdefault(code, {})[language] = name
        paths[code] = path
    for code in {*offered, chosen} - {"", *paths}:
        names[code], paths[code] = {}, selection.paths.get(code, f"{code}/")
    return [
        Option(
            code,
            "\u2003" * (paths[code].count("/") - 1) + _named(names[code], code),
            None if found is None else found.get(code, 0),
            code == chosen,
        )
        for code in sorted(names, key=lambda code: paths[code])
    ]


def _tags(
    selection: Selection, offered: list[str], found: dict[str, int] | None
) -> list[Option]:
    chosen = first(selection.tags)
    keys = {*offered, chosen} - {""}
    rows = TagLabel.objects.filter(
        tag__slug__in={key.partition("/")[2] for key in keys},
        tag__merged_into=None,
        is_preferred=True,
    )
    names: dict[str, dict[str, str]] = {}
    for scheme, slug, language, label in rows.values_list(
        "tag__scheme", "tag__slug", "language", "label"
    ):
        names.setdefault(f"{scheme}/{slug}", {})[language] = label
    made = [
        Option(
            key,
            _named(names.get(key, {}), key.partition("/")[2]),
            None if found is None else found.get(key, 0),
            key == chosen,
        )
        for key in keys
    ]
    return sorted(made, key=lambda option: (option.label.casefold(), option.value))


def _named(names: dict[str, str], default: str) -> str:
    """As `Region.name` and `Tag.label` choose."""
    language = get_language() or "en"
    short = language.split("-")[0]
    for wanted in (language, "zh-Hans" if short == "zh" else short, "en"):
        if wanted in names:
            return names[wanted]
    return default
