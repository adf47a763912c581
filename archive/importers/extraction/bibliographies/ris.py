"""RIS, as reference managers and library catalogues write it."""

from __future__ import annotations

import re

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
# A line of RIS: a tag, two spaces, a hyphen, a space; some programs write one space.
_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: |$)")
_CONTAINERS = ("JO", "JF", "T2", "J2", "JA", "BT")


def read_ris(text: str) -> list[ListedWork]:
    """The works of a RIS file, in its order; those without a title too. Raises
    `ValueError` where no line begins a work.

    A work ends with `ER` or where the next begins. What stands on a line without a tag
    belongs to the one before.
    """
    works: list[dict[str, list[str]]] = []
    values: list[str] = []
    for line in text.splitlines():
        tagged = _TAG.match(line)
        tag = tagged[1] if tagged else ""
        if tag == "TY":
            works.append({})
        if tagged and works:
            values = works[-1].setdefault(tag, [])
            values.append(line[tagged.end() :].strip())
        elif values:
            values[-1] = f"{values[-1]} {line.strip()}".strip()
    if not works:
        raise ValueError("no line begins a work")
    return [_read_work(work) for work in works]


def _read_work(work: dict[str, list[str]]) -> ListedWork:
    names = work.get("AU") or work.get("A1") or []
    addresses = work.get("UR", [])
    return ListedWork(
        title=_take_first(work, "TI", "T1", "CT", "TT"),
        type=_CSL_TYPES.get(_take_first(work, "TY").upper(), "document"),
        genre=_take_first(work, "M3"),
        creator="; ".join(filter(None, map(turn_name, map(squeeze_spaces, names)))),
        publisher=_take_first(work, *_CONTAINERS, "PB"),
        date=_read_date(_take_first(work, "DA", "PY", "Y1")),
        language=_take_first(work, "LA"),
        url=next((url for url in addresses if url.startswith("http")), ""),
        doi=find_doi(_take_first(work, "DO") or " ".join(addresses)),
    )


def _take_first(work: dict[str, list[str]], *tags: str) -> str:
    values = (squeeze_spaces(value) for tag in tags for value in work.get(tag, ()))
    return next(filter(None, values), "")


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
