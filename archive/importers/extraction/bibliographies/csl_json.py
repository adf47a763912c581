"""CSL-JSON 1.0, which Zotero, Pandoc and Crossref write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .listed_work import ListedWork, find_doi, join_name, squeeze_spaces


def read_csl_json(text: str) -> list[ListedWork]:
    """The works of a list of CSL items, of one item, or of `{"items": […]}`; what is no
    item is a work without a title. Raises `ValueError`."""
    data = json.loads(text)
    if isinstance(data, dict):
        data = data.get("items", [data])
    if not isinstance(data, list):
        raise ValueError("no list of items")
    return [
        _read_work(item) if isinstance(item, dict) else ListedWork("") for item in data
    ]


def _read_work(item: Mapping[str, Any]) -> ListedWork:
    names = item.get("author") or item.get("editor")
    names = names if isinstance(names, list) else []
    url = squeeze_spaces(item.get("URL"))
    return ListedWork(
        title=squeeze_spaces(_first_of(item.get("title"))),
        type=squeeze_spaces(item.get("type")) or "document",
        genre=squeeze_spaces(item.get("genre")),
        creator="; ".join(filter(None, map(_read_name, names))),
        publisher=squeeze_spaces(_first_of(item.get("container-title")))
        or squeeze_spaces(item.get("publisher")),
        date=_read_date(item.get("issued")),
        language=squeeze_spaces(item.get("language")),
        url=url,
        doi=find_doi(squeeze_spaces(item.get("DOI")) or url),
    )


def _first_of(value: object) -> object:
    """Crossref writes titles as lists."""
    return value[0] if isinstance(value, list) and value else value


def _read_name(name: object) -> str:
    if not isinstance(name, dict):
        return ""
    if literal := squeeze_spaces(name.get("literal")):
        return literal
    particles = ("dropping-particle", "non-dropping-particle", "family")
    family = " ".join(filter(None, (squeeze_spaces(name.get(p)) for p in particles)))
    given, suffix = (squeeze_spaces(name.get(part)) for part in ("given", "suffix"))
    return join_name(family, given, suffix)


def _read_date(issued: object) -> str:
    """A CSL date as EDTF; a range is an interval."""
    if not isinstance(issued, dict):
        return squeeze_spaces(issued)
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts:
        days = [_join_day(day) for day in parts[:2] if isinstance(day, list)]
        if days and all(days):
            return "/".join(days) + ("~" if issued.get("circa") else "")
    return squeeze_spaces(issued.get("raw") or issued.get("literal"))


def _join_day(parts: list[object]) -> str:
    numbers = [squeeze_spaces(part) for part in parts[:3]]
    return "-".join(n.zfill(2) for n in numbers if n.isdecimal() and int(n))
