"""The shape of a curation file: which keys there are, and of what type."""

from __future__ import annotations

import json
import re
from typing import Any

PAIRS = "pairs"  # [[code, role], …]
TOP: dict[str, object] = {
    "sha256": str,
    "regions": PAIRS,
    "photo_regions": dict,
    "photo_dates": str,
    "tags": list,
    "emendations": list,
    "sources": list,
    "cites": list,
    "events": list,
    "capture": dict,
}
SHARED: dict[str, object] = {
    "key": str,
    "kind": str,
    "title": str,
    "summary": str,
    "language": str,
    "date": str,
    "regions": PAIRS,
    "tags": list,
}
ROWS: dict[str, dict[str, object]] = {
    "emendations": {"where": str, "wrong": str, "right": str, "why": str},
    "cites": {"source": str, "relation": str, "passage": str, "quotation": str},
    "sources": {
        **SHARED,
        "source_kind": str,
        "creator": str,
        "publisher": str,
        "original_url": str,
        "held": bool,
        "reliability": str,
        "credibility": str,
        "derived_from": list,
    },
    "events": {**SHARED, "description": str, "evidence": list},
}
TEXTS = ("tags", "derived_from", "evidence")
NAMES = {str: "text", list: "a list", dict: "an object", bool: "true or false"}
NEEDED = {
    "emendations": ("where", "wrong", "right", "why"),
    "cites": ("source", "relation"),
    "sources": ("key", "title", "source_kind"),
    "events": ("key", "title"),
}
CAPTURE: dict[str, object] = {"captured": str, "note": str}


class CurationProblem(ValueError):
    """A curation that cannot be applied; each problem is one clear message."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read(content: bytes) -> dict[str, Any]:
    """The file's data, checked for its shape. Raises `CurationProblem`."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except ValueError as error:
        raise CurationProblem(f"The file is not JSON: {error}.") from error
    if not isinstance(data, dict):
        raise CurationProblem("The file must hold one JSON object: {…}.")
    problems = _wrong("the file", data, TOP)
    if not re.fullmatch(r"[0-9a-f]{64}", str(data.get("sha256", ""))):
        problems.append(
            "sha256: give the SHA-256 of the imported original, 64 hexadecimal "
            "digits (sha256sum FILE)."
        )
    problems += _wrong("capture", data.get("capture", {}), CAPTURE)
    for anchor, pairs in _items(data, "photo_regions"):
        problems += _wrong(anchor, {"regions": pairs}, {"regions": PAIRS})
    for name in ROWS:
        problems += _wrong_rows(name, data.get(name, []))
    if problems:
        raise CurationProblem(*problems)
    return data


def _items(data: dict[str, Any], name: str) -> list[tuple[str, Any]]:
    found = data.get(name)
    return list(found.items()) if isinstance(found, dict) else []


def _wrong_rows(name: str, rows: object) -> list[str]:
    problems = []
    for number, row in enumerate(rows if isinstance(rows, list) else [], start=1):
        where = f"{name} {number}"
        if not isinstance(row, dict):
            problems.append(f"{where}: must be a JSON object.")
            continue
        problems += _wrong(where, row, ROWS[name])
        problems += [
            f"{where}: “{key}” is missing." for key in NEEDED[name] if not row.get(key)
        ]
    return problems


def _wrong(where: str, row: object, shape: dict[str, object]) -> list[str]:
    """What is wrong with the keys and types of one object."""
    if not isinstance(row, dict):
        return [f"{where}: must be a JSON object."]
    problems = []
    for key, value in row.items():
        wanted = shape.get(key)
        if wanted is None:
            known = ", ".join(shape)
            problems.append(f"{where}: “{key}” is not known here; known are {known}.")
        elif wanted is PAIRS:
            if not _are_pairs(value):
                problems.append(f"{where}: “{key}” must be pairs [code, role].")
        elif not isinstance(value, wanted):  # type: ignore[arg-type]
            problems.append(f"{where}: “{key}” must be {NAMES[wanted]}.")  # type: ignore[index]
        elif key in TEXTS and not all(isinstance(one, str) for one in value):
            problems.append(f"{where}: “{key}” must be a list of texts.")
    return problems


def _are_pairs(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(pair, list)
        and len(pair) == 2
        and all(isinstance(part, str) for part in pair)
        for pair in value
    )
