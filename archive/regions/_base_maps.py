"""The outlines in `base_maps`: a file for the world and one for each region whose parts
we draw. `fixtures/README.md` describes the files."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop

from ._outlines import bounding_box
from ._projections import PROJECTIONS, project_point

OUTLINE_FOLDER = Path(__file__).resolve().with_name("base_maps")
# The origins that the files name, for translators.
MAP_CREDITS = (gettext_noop("Natural Earth (public domain)"),)
WORLD_CODE = ""
_WORLD_FILE = "world"
_MOST_IN_MEMORY = 40  # files; one takes some 100 KB
_REGION_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,8})?")
_PATH_SYNTAX = re.compile(r"[MmLlz\d\s.,-]*")


class BaseMapError(ValueError):
    """A file of outlines that cannot be drawn; the message says what is wrong."""


@dataclass(frozen=True)
class RegionOutline:
    """An outline as an SVG path, and the point where its name goes."""

    d: str
    centre: tuple[float, float]


@dataclass(frozen=True)
class BaseMap:
    """The outlines of a file by region code; those of `surrounding_codes` are drawn for
    orientation and never shaded."""

    code: str
    credit: str
    view_box: tuple[float, float, float, float]
    projection: dict[str, Any]
    outlines: dict[str, RegionOutline]
    surrounding_codes: tuple[str, ...]

    def project(self, latitude: float, longitude: float) -> tuple[float, float]:
        """The position of a point (in degrees) on the map."""
        return project_point(self.projection, longitude, latitude)


def get_base_map(code: str) -> BaseMap | None:
    """The map of the parts of a region ("": the countries of the world); None without a
    file."""
    if code and not _REGION_CODE.fullmatch(code):
        return None
    if code not in _list_codes(OUTLINE_FOLDER):
        return None
    return _read_base_map(code, OUTLINE_FOLDER / f"{code or _WORLD_FILE}.json")


def find_base_map(code: str) -> BaseMap | None:
    """The most detailed map on which a region itself has an outline, or None.

    Reads the files of its country only, and the world's.
    """
    country, dash, _part = code.partition("-")
    candidates = [
        other
        for other in _list_codes(OUTLINE_FOLDER)
        if not other or (dash and other.partition("-")[0] == country)
    ]
    for other in sorted(candidates, key=len, reverse=True):
        base_map = get_base_map(other)
        if base_map and code in base_map.outlines:
            return base_map
    return None


@cache
def _list_codes(folder: Path) -> frozenset[str]:
    """The region codes in the names of a folder's files. Raises `BaseMapError`."""
    codes = set()
    for file in sorted(folder.glob("*.json")):
        code = WORLD_CODE if file.stem == _WORLD_FILE else file.stem
        if code and not _REGION_CODE.fullmatch(code):
            raise BaseMapError(
                f"{file.name}: name it by the code of a region: CN.json."
            )
        codes.add(code)
    return frozenset(codes)


@lru_cache(maxsize=_MOST_IN_MEMORY)
def _read_base_map(code: str, file: Path) -> BaseMap:
    """Read one file. Raises `BaseMapError`."""
    try:
        data = json.loads(file.read_text("utf-8"))
        outlines = {
            key: RegionOutline(outline["d"], _find_label_point(outline))
            for key, outline in data["outlines"].items()
        }
        base_map = BaseMap(
            code,
            str(data["credit"]),
            _parse_view_box(data["view_box"]),
            data["projection"],
            outlines,
            tuple(data.get("around", ())),
        )
        base_map.project(0.0, 0.0)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        names = ", ".join(sorted(PROJECTIONS))
        raise BaseMapError(
            f"{file.name}: {error!r}. It needs credit, view_box (left, top, width, "
            f"height), projection (name: {names}; origin, scale, offset) and outlines."
        ) from error
    for d in (*(o.d for o in outlines.values()), *base_map.surrounding_codes):
        if not _PATH_SYNTAX.fullmatch(d):
            raise BaseMapError(f"{file.name}: a path has M, L, l, z and numbers only.")
    return base_map


def _parse_view_box(numbers: Any) -> tuple[float, float, float, float]:
    left, top, width, height = (float(number) for number in numbers)
    return left, top, width, height


def _find_label_point(outline: dict[str, Any]) -> tuple[float, float]:
    """The point for the name: from the file, else the middle of the outline."""
    if "c" in outline:
        return float(outline["c"][0]), float(outline["c"][1])
    left, top, width, height = bounding_box(outline["d"])
    return left + width / 2, top + height / 2
