"""Regions, tags and outlets from the files in `fixtures`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from archive.models import (
    FormerCode,
    NameForm,
    Outlet,
    Region,
    RegionName,
    Tag,
    TagLabel,
)

LOADED_FIELDS = (
    "parent_id",
    "path",
    "level",
    "latitude",
    "longitude",
    "outline",
    "is_listed",
)
ROWS_PER_UPDATE = 500
NameKey = tuple[int, str, str]  # id of a region, language, name


def _read_rows(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return rows


@transaction.atomic
def load_vocabulary(folder: Path) -> dict[str, int]:
    """Make the vocabularies what the files say; repeatable, all or nothing.

    Nothing is deleted except names and labels that the files no longer have.
    """
    numbers = {
        "regions": _load_regions(
            _read_regions(folder),
            json.loads((folder / "former_codes.json").read_text("utf-8")),
        ),
        "tags": _load_tags(_read_rows(folder / "tags.json")),
        "outlets": _load_outlets(_read_rows(folder / "outlets.json")),
    }
    NameForm.objects.replace_forms(TagLabel.objects.all(), RegionName.objects.all())
    return numbers


def _parents_first(
    rows: dict[str, dict[str, Any]], parent_key: str
) -> list[tuple[str, dict[str, Any]]]:
    ordered: dict[str, dict[str, Any]] = {}

    def add(key: str) -> None:
        if key in ordered:
            return
        if rows[key].get(parent_key):
            add(rows[key][parent_key])
        ordered[key] = rows[key]

    for key in rows:
        add(key)
    return list(ordered.items())


def _read_regions(folder: Path) -> list[dict[str, Any]]:
    """The rows of all files of regions; the second file may be left out."""
    further = folder / "subdivisions.json"
    rows = _read_rows(folder / "regions.json")
    return [*rows, *(_read_rows(further) if further.is_file() else ())]


def _load_regions(rows: list[dict[str, Any]], former: dict[str, str]) -> int:
    """The tree of regions, in bulk. A region that was merged here stays merged, and the
    region that it became gets its names."""
    regions = Region.objects.map_by_every_code()
    merged = {code for code, region in regions.items() if region.code != code}
    changed = []
    for code, row in _parents_first({row["code"]: row for row in rows}, "parent"):
        if code not in merged:
            region = regions.setdefault(code, Region(code=code))
            if _set_fields(region, row, regions.get(row.get("parent") or "")):
                changed.append(region)
    _save_regions(changed)
    _load_region_names(rows, regions, merged)
    _load_former_codes(former, regions)
    return len(rows)


def _load_former_codes(former: dict[str, str], regions: dict[str, Region]) -> None:
    """Those that are new and lead to a region that is there."""
    FormerCode.objects.bulk_create(
        FormerCode(code=code, region=regions[current])
        for code, current in former.items()
        if code not in regions and current in regions
    )


def _save_regions(regions: list[Region]) -> None:
    """Update those that are there, and create the others, a level at a time: a row
    needs the id of the one above it."""
    there = [region for region in regions if region.pk is not None]
    by_depth: defaultdict[int, list[Region]] = defaultdict(list)
    for region in regions:
        if region.pk is None:
            by_depth[region.path.count("/")].append(region)
    for depth in sorted(by_depth):
        for region in by_depth[depth]:
            region.parent = region.parent  # its id is known now
        Region.objects.bulk_create(by_depth[depth])
    fields = [name.removesuffix("_id") for name in LOADED_FIELDS]
    Region.objects.bulk_update(there, fields, batch_size=ROWS_PER_UPDATE)


def _set_fields(region: Region, row: dict[str, Any], above: Region | None) -> bool:
    """Make a region what its row says; whether that changed anything."""
    before = [getattr(region, field) for field in LOADED_FIELDS]
    region.parent = above
    region.path = f"{above.path if above else ''}{region.code}/"
    region.level = row["level"]
    region.latitude, region.longitude = row.get("latitude"), row.get("longitude")
    region.outline = row.get("outline") or ""
    region.is_listed = True
    return before != [getattr(region, field) for field in LOADED_FIELDS]


def _list_wanted_names(
    rows: list[dict[str, Any]], regions: dict[str, Region], merged: set[str]
) -> dict[NameKey, bool]:
    """Whether each name of the files is preferred, once for a region and language."""
    wanted: dict[NameKey, bool] = {}
    for row in sorted(rows, key=lambda row: row["code"] in merged):
        region = regions[row["code"]]
        for language, names in row["names"].items():
            for i, name in enumerate(dict.fromkeys(names)):
                is_preferred = i == 0 and row["code"] not in merged
                wanted.setdefault((region.pk, language, name), is_preferred)
    return wanted


def _load_region_names(
    rows: list[dict[str, Any]], regions: dict[str, Region], merged: set[str]
) -> None:
    """The names of the files; those that are there and say the same stay."""
    wanted = _list_wanted_names(rows, regions, merged)
    named = {regions[row["code"]].pk for row in rows}
    gone = []
    for there in RegionName.objects.order_by():
        key = (there.region_id, there.language, there.name)
        is_folded = RegionName.fold(there.name) == there.folded
        if wanted.get(key) == there.is_preferred and is_folded:
            del wanted[key]
        elif there.region_id in named:
            gone.append(there.pk)
    for first in range(0, len(gone), ROWS_PER_UPDATE):
        RegionName.objects.filter(pk__in=gone[first : first + ROWS_PER_UPDATE]).delete()
    RegionName.objects.bulk_create(
        (
            RegionName(
                region_id=pk,
                language=language,
                name=name,
                folded=RegionName.fold(name),
                is_preferred=is_preferred,
            )
            for (pk, language, name), is_preferred in wanted.items()
        ),
        batch_size=ROWS_PER_UPDATE,
    )


def _load_tags(rows: list[dict[str, Any]]) -> int:
    tags = {tag.key: tag for tag in Tag.objects.all()}
    by_key = {f"{row['scheme']}/{row['slug']}": row for row in rows}
    for key, row in _parents_first(by_key, "broader"):
        tag = tags.setdefault(key, Tag(scheme=row["scheme"], slug=row["slug"]))
        tag.broader = tags[row["broader"]] if row.get("broader") else None
        tag.scope_note = row.get("scope_note", {})
        tag.is_listed = True
        tag.save()
    TagLabel.objects.filter(tag__in=[tags[key] for key in by_key]).delete()
    for key, others in _list_related(by_key).items():
        tags[key].related.set(tags[other] for other in others)
    TagLabel.objects.bulk_create(
        label for key, row in by_key.items() for label in _build_labels(tags[key], row)
    )
    return len(rows)


def _list_related(rows: dict[str, dict[str, Any]]) -> dict[str, set[str]]:
    """The related tags of each, whichever of the two names the other."""
    related: dict[str, set[str]] = {key: set() for key in rows}
    for key, row in rows.items():
        for other in row.get("related", []):
            related[key].add(other)
            related.setdefault(other, set()).add(key)
    return related


def _build_labels(tag: Tag, row: dict[str, Any]) -> Iterator[TagLabel]:
    """The preferred label of each language, then its synonyms, each once."""
    for language, label in row["labels"].items():
        synonyms = row.get("synonyms", {}).get(language, [])
        for i, text in enumerate(dict.fromkeys([label, *synonyms])):
            yield TagLabel(
                tag=tag,
                language=language,
                label=text,
                folded=TagLabel.fold(text),
                is_preferred=i == 0,
            )


def _load_outlets(rows: list[dict[str, Any]]) -> int:
    regions = {region.code: region for region in Region.objects.filter(parent=None)}
    for row in rows:
        Outlet.objects.update_or_create(
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "country": regions.get(row.get("country") or ""),
                "language": row.get("language") or "und",
                "url": row.get("url") or "",
                "issn": row.get("issn") or "",
            },
        )
    return len(rows)
