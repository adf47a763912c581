"""RIS, as reference managers and library catalogues write it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import rispy

from .listed_work import ListedWork, find_doi, squeeze_spaces, turn_name

_CSL_TYPES = {
    "NEWS": "article-newspaper",
    "MGZN": "article-magazine",
    "ELEC": "webpage",
    "BLOG": "post",
    "RPRT": "report",
    "GOVDOC": "report",
    "STAT": "legislation",
    "BILL": "bill",
    "LEGAL": "legislation",
    "CASE": "legal_case",
    "DATA": "dataset",
    "AGGR": "dataset",
    "MAP": "map",
    "ART": "graphic",
    "FIGURE": "graphic",
    "PCOMM": "interview",
    "PRESS": "pressrelease",
}
_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: |$)")
_CONTAINERS = (
    "journal_name",
    "secondary_title",
    "alternate_title3",
    "alternate_title1",
)


def read_ris(text: str) -> list[ListedWork]:
    """The works of a RIS file, in its order; those without a title too. Raises
    `ValueError` where no line is one of RIS."""
    try:
        rows = rispy.loads(_end_works(text), skip_unknown_tags=True)
    except (rispy.parser.ParseError, OSError, KeyError) as error:
        raise ValueError(str(error)) from error
    return [_read_work(row) for row in rows]


def _end_works(text: str) -> str:
    """The lines with two spaces after each tag and an end of each work, which some
    programs leave out."""
    lines: list[str] = []
    is_open = False
    for line in text.lstrip("\ufeff").splitlines():
        tagged = _TAG.match(line)
        tag = tagged[1] if tagged else ""
        line = f"{tag}  - {line[tagged.end() :]}" if tagged else line
        if tag == "TY" and is_open:
            lines.append("ER  - ")
        is_open = (is_open or tag == "TY") and tag != "ER"
        lines.append(line)
    return "\n".join([*lines, "ER  - "] if is_open else lines)


def _read_work(row: Mapping[str, Any]) -> ListedWork:
    names = row.get("authors") or row.get("first_authors") or []
    addresses = [squeeze_spaces(url) for url in row.get("urls") or []]
    date = squeeze_spaces(row.get("date") or row.get("year"))
    kind = squeeze_spaces(row.get("type_of_reference")).upper()
    return ListedWork(
        title=_take_first(row, ("title", "primary_title", "translated_title")),
        type=_CSL_TYPES.get(kind, "document"),
        genre=_take_first(row, ("type_of_work",)),
        creator="; ".join(filter(None, map(turn_name, map(squeeze_spaces, names)))),
        publisher=_take_first(row, (*_CONTAINERS, "publisher")),
        date=_read_date(date),
        language=_take_first(row, ("language",)),
        url=next((url for url in addresses if url.startswith("http")), ""),
        doi=find_doi(squeeze_spaces(row.get("doi")) or " ".join(addresses)),
    )


def _take_first(row: Mapping[str, Any], fields: tuple[str, ...]) -> str:
    return next(filter(None, (squeeze_spaces(row.get(f)) for f in fields)), "")


def _read_date(text: str) -> str:
    """`2019/02/20/` or `2019/02/20` as EDTF; the fourth part holds what is no plain
    date, as this archive writes it."""
    parts = [part.strip() for part in text.split("/", 3)]
    plain = [part.zfill(2) for part in parts[:3] if part]
    if len(parts) == 4 and parts[3] and len(plain) == 1:
        return parts[3].replace("–", "/")
    if not all(part.isdecimal() for part in plain):
        return text.strip("/")
    return "-".join(plain)
