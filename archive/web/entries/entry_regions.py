"""Where an entry belongs: its regions by name, with a small map."""

from __future__ import annotations

from dataclasses import dataclass

from archive.models import Entry, EntryRegion, Region
from archive.selection import ROLE_NAMES, ROLES, language_name
from archive.web.regions.region_maps import Picture, picture
from archive.web.regions.region_ranking import LOCAL, direction


@dataclass(frozen=True)
class Name:
    """A name with what its language is called."""

    language: str
    language_name: str
    name: str
    direction: str


@dataclass(frozen=True)
class Place:
    """A region in one role; `map` is the picture that shows where it lies."""

    region: Region
    name: str
    role: str
    names: tuple[Name, ...]
    map: Picture | None


def places(entry: Entry, language: str) -> list[Place]:
    """The regions of an entry whose vocabulary is prefetched: subject first."""
    tied = sorted(
        entry.entry_regions.all(),
        key=lambda row: (ROLES.index(row.role), row.pk),
    )
    return [_place(row, language) for row in tied]


def _place(row: EntryRegion, language: str) -> Place:
    region = row.region
    above = [code for code in reversed(region.path.split("/")) if code]
    return Place(
        region,
        region.name(language),
        str(ROLE_NAMES[row.role]),
        _names(region, above, language),
        picture(region),
    )


def _names(region: Region, above: list[str], language: str) -> tuple[Name, ...]:
    held = {n.language: n.name for n in region.names.all() if n.is_preferred}
    local = [code for code, homes in LOCAL if set(homes) & set(above)]
    return tuple(
        Name(
            code,
            language_name(code.partition("-")[0], language),
            held[code],
            direction(code) or "ltr",
        )
        for code in dict.fromkeys([language, *local])
        if code in held
    )
