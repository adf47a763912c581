"""Regions, tags and outlets from the files in `fixtures`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from archive.models import FormerCode, Outlet, Region, RegionName, Tag, TagLabel


def _read_rows(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return rows


@transaction.atomic
def load_vocabulary(folder: Path) -> dict[str, int]:
    """Bring the vocabularies to what the files say; repeatable, all or nothing.

    Nothing is deleted but names and labels that the files no longer have.
    """
    return {
        "regions": _load_regions(
            _read_rows(folder / "regions.json"),
            json.loads((folder / "former_codes.json").read_text("utf-8")),
        ),
        "tags": _load_tags(_read_rows(folder / "tags.json")),
        "outlets": _load_outlets(_read_rows(folder / "outlets.json")),
    }


def _parents_first(
    rows: dict[str, dict[str, Any]], above: str
) -> list[tuple[str, dict[str, Any]]]:
    ordered: dict[str, dict[str, Any]] = {}

    def place(key: str) -> None:
        if key in ordered:
            return
        if rows[key].get(above):
            place(rows[key][above])
        ordered[key] = rows[key]

    for key in rows:
        place(key)
    return list(ordered.items())


def _load_regions(rows: list[dict[str, Any]], former: dict[str, str]) -> int:
    """The tree; a region that was merged here stays merged, and lends its names."""
    there = Region.objects.map_by_every_code()
    merged = {code for code, region in there.items() if region.code != code}
    by_code = {row["code"]: row for row in rows}
    for code, row in _parents_first(by_code, "parent"):
        if code in merged:
            continue
        region = there.get(code) or Region(code=code)
        region.level = row["level"]
        region.parent = there[row["parent"]] if row.get("parent") else None
        region.latitude, region.longitude = row.get("latitude"), row.get("longitude")
        region.outline = row.get("outline") or ""
        region.save()
        there[code] = region
    _load_region_names(rows, there, merged)
    FormerCode.objects.bulk_create(
        FormerCode(code=code, region=there[now])
        for code, now in former.items()
        if code not in there and now in there
    )
    return len(rows)


def _load_region_names(
    rows: list[dict[str, Any]], there: dict[str, Region], merged: set[str]
) -> None:
    """Names as the file has them, each once for a region and language."""
    named = {there[row["code"]].pk for row in rows}
    RegionName.objects.filter(region__in=named).delete()
    made: dict[tuple[int, str, str], RegionName] = {}
    for row in sorted(rows, key=lambda row: row["code"] in merged):
        region = there[row["code"]]
        for language, found in row["names"].items():
            for i, name in enumerate(dict.fromkeys(found)):
                made.setdefault(
                    (region.pk, language, name),
                    RegionName(
                        region=region,
                        language=language,
                        name=name,
                        folded=RegionName.fold(name),
                        is_preferred=i == 0 and row["code"] not in merged,
                    ),
                )
    RegionName.objects.bulk_create(made.values())


def _load_tags(rows: list[dict[str, Any]]) -> int:
    there = {tag.key: tag for tag in Tag.objects.all()}
    by_key = {f"{row['scheme']}/{row['slug']}": row for row in rows}
    for key, row in _parents_first(by_key, "broader"):
        tag = there.get(key) or Tag(scheme=row["scheme"], slug=row["slug"])
        tag.broader = there[row["broader"]] if row.get("broader") else None
        tag.scope_note = row.get("scope_note", {})
        tag.save()
        there[key] = tag
    TagLabel.objects.filter(tag__in=[there[key] for key in by_key]).delete()
    labels = []
    for key, row in by_key.items():
        for language, label in row["labels"].items():
            others = row.get("synonyms", {}).get(language, [])
            for i, text in enumerate(dict.fromkeys([label, *others])):
                labels.append(
                    TagLabel(
                        tag=there[key],
                        language=language,
                        label=text,
                        folded=TagLabel.fold(text),
                        is_preferred=i == 0,
                    )
                )
        there[key].related.set(there[other] for other in row.get("related", []))
    TagLabel.objects.bulk_create(labels)
    return len(rows)


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
