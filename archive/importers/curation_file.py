"""The shape of a curation file: its keys and the types of their values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any


class CodeRolePairs(list[list[str]]):
    """The type of `[[code, role], …]` in a shape."""


Shape = Mapping[str, type]

TOP_LEVEL_SHAPE: Shape = {
    "sha256": str,
    "regions": CodeRolePairs,
    "photo_regions": dict,
    "photo_dates": str,
    "tags": list,
    "emendations": list,
    "sources": list,
    "cites": list,
    "events": list,
    "capture": dict,
}
SHARED_SHAPE: Shape = {
    "key": str,
    "kind": str,
    "title": str,
    "summary": str,
    "reply": str,
    "language": str,
    "date": str,
    "regions": CodeRolePairs,
    "tags": list,
}
ROW_SHAPES: dict[str, Shape] = {
    "emendations": {"where": str, "wrong": str, "right": str, "why": str},
    "cites": {"source": str, "relation": str, "passage": str, "quotation": str},
    "sources": {
        **SHARED_SHAPE,
        "source_kind": str,
        "creator": str,
        "publisher": str,
        "original_url": str,
        "held": bool,
        "reliability": str,
        "credibility": str,
        "derived_from": list,
    },
    "events": {
        **SHARED_SHAPE,
        "event_kind": str,
        "description": str,
        "evidence": list,
    },
}
TEXT_LISTS = ("tags", "derived_from", "evidence")
TYPE_NAMES: dict[type, str] = {
    str: "text",
    list: "a list",
    dict: "an object",
    bool: "true or false",
}
REQUIRED_KEYS = {
    "emendations": ("where", "wrong", "right", "why"),
    "cites": ("source", "relation"),
    "sources": ("key", "title", "source_kind"),
    "events": ("key", "title"),
}
CAPTURE_SHAPE: Shape = {"captured": str, "note": str}


class CurationProblem(ValueError):
    """A curation file that cannot be applied; each problem is one message."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_curation_file(content: bytes) -> dict[str, Any]:
    """The data of a file whose shape is correct. Raises `CurationProblem`."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise CurationProblem(f"The file is not JSON: {error}.") from error
    if not isinstance(data, dict):
        raise CurationProblem("The file must contain one JSON object: {…}.")
    problems = _find_shape_problems("the file", data, TOP_LEVEL_SHAPE)
    if not re.fullmatch(r"[0-9a-f]{64}", str(data.get("sha256", ""))):
        problems.append(
            "sha256: give the SHA-256 of the imported original, 64 hexadecimal "
            "digits (sha256sum FILE)."
        )
    problems += _find_shape_problems("capture", data.get("capture", {}), CAPTURE_SHAPE)
    for anchor, pairs in _object_items(data, "photo_regions"):
        problems += _find_shape_problems(
            anchor, {"regions": pairs}, {"regions": CodeRolePairs}
        )
    for name in ROW_SHAPES:
        problems += _find_row_problems(name, data.get(name, []))
    if problems:
        raise CurationProblem(*problems)
    return data


def _object_items(data: dict[str, Any], name: str) -> list[tuple[str, Any]]:
    items = data.get(name)
    return list(items.items()) if isinstance(items, dict) else []


def _find_row_problems(name: str, rows: object) -> list[str]:
    problems = []
    for number, row in enumerate(rows if isinstance(rows, list) else [], start=1):
        where = f"{name} {number}"
        if not isinstance(row, dict):
            problems.append(f"{where}: must be a JSON object.")
            continue
        problems += _find_shape_problems(where, row, ROW_SHAPES[name])
        problems += [
            f"{where}: “{key}” is missing."
            for key in REQUIRED_KEYS[name]
            if not row.get(key)
        ]
    return problems


def _find_shape_problems(where: str, row: object, shape: Shape) -> list[str]:
    """The problems with the keys and types of one object."""
    if not isinstance(row, dict):
        return [f"{where}: must be a JSON object."]
    problems = []
    for key, value in row.items():
        expected_type = shape.get(key)
        if expected_type is None:
            allowed_keys = ", ".join(shape)
            problems.append(
                f"{where}: “{key}” is not known here; known are {allowed_keys}."
            )
        elif expected_type is CodeRolePairs:
            if not _is_list_of_pairs(value):
                problems.append(f"{where}: “{key}” must be pairs [code, role].")
        elif not isinstance(value, expected_type):
            problems.append(f"{where}: “{key}” must be {TYPE_NAMES[expected_type]}.")
        elif key in TEXT_LISTS and not _is_list_of_texts(value):
            problems.append(f"{where}: “{key}” must be a list of texts.")
    return problems


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_list_of_pairs(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(pair, list)
        and len(pair) == 2
        and all(isinstance(part, str) for part in pair)
        for pair in value
    )
