"""The regions of an entry, with a small map."""

from __future__ import annotations

from dataclasses import dataclass

from archive.filters import ROLE_NAMES, ROLES, name_language
from archive.models import Entry, EntryRegion, Region
from archive.web.regions.region_maps import LocatorPicture, get_locator_picture
from archive.web.regions.region_ranking import LOCAL_LANGUAGES, get_text_direction

MOST_MAIN_REGIONS = 3


@dataclass(frozen=True)
class LabelledRegionName:
    """A name of a region, with the name of its language."""

    language: str
    language_name: str
    name: str
    direction: str


@dataclass(frozen=True)
class EntryRegionRow:
    """A region in one role; `map` shows where it lies."""

    region: Region
    name: str
    role: str
    names: tuple[LabelledRegionName, ...]
    map: LocatorPicture | None


def list_entry_regions(entry: Entry, language: str) -> list[EntryRegionRow]:
    """The regions of an entry with prefetched vocabulary, subjects first."""
    tied = sorted(
        entry.entry_regions.all(),
        key=lambda row: (ROLES.index(row.role), row.pk),
    )
    return [_build_region_row(row, language) for row in tied]


def list_main_regions(rows: list[EntryRegionRow]) -> list[EntryRegionRow]:
    """The first three regions, each once, without those in which it was only
    published."""
    published = str(ROLE_NAMES["published_in"])
    by_code = {row.region.code: row for row in reversed(rows) if row.role != published}
    return list(by_code.values())[::-1][:MOST_MAIN_REGIONS]


def _build_region_row(row: EntryRegion, language: str) -> EntryRegionRow:
    region = row.region
    above = [code for code in reversed(region.path.split("/")) if code]
    return EntryRegionRow(
        region,
        region.name(language),
        str(ROLE_NAMES[row.role]),
        _build_region_names(region, above, language),
        get_locator_picture(region),
    )


def _build_region_names(
    region: Region, above: list[str], language: str
) -> tuple[LabelledRegionName, ...]:
    names = {n.language: n.name for n in region.names.all() if n.is_preferred}
    local = [code for code, homes in LOCAL_LANGUAGES if set(homes) & set(above)]
    return tuple(
        LabelledRegionName(
            code,
            name_language(code.partition("-")[0], language),
            names[code],
            get_text_direction(code) or "ltr",
        )
        for code in dict.fromkeys([language, *local])
        if code in names
    )
