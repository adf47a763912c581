"""BibTeX and BibLaTeX."""

from __future__ import annotations

import logging

from bibtexparser.library import Library
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    MonthIntMiddleware,
    NormalizeFieldKeys,
    SeparateCoAuthors,
)
from bibtexparser.middlewares.parsestack import default_parse_stack
from bibtexparser.model import DuplicateBlockKeyBlock, Entry
from bibtexparser.splitter import Splitter

from .listed_work import ListedWork, find_doi, squeeze_spaces, turn_name

# They print what they can't read.
for _name in ("bibtexparser", "pylatexenc"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_CSL_TYPES = {
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "report": "report",
    "techreport": "report",
    "legislation": "legislation",
    "legal": "legislation",
    "jurisdiction": "legal_case",
    "dataset": "dataset",
    "map": "map",
    "artwork": "graphic",
    "image": "graphic",
    "unpublished": "manuscript",
    "letter": "interview",
}
_CONTAINERS = ("journaltitle", "journal", "booktitle", "maintitle")
_PUBLISHERS = ("publisher", "institution", "organization", "school", "howpublished")


def read_bibtex(text: str) -> list[ListedWork]:
    """The works of a BibTeX file, in its order; an entry that breaks off is a work
    without a title. Raises `ValueError` where there is none."""
    library = _keep_repeated(Splitter(text).split())
    for middleware in (
        *default_parse_stack(),
        NormalizeFieldKeys(),
        MonthIntMiddleware(),
        SeparateCoAuthors(),
    ):
        library = middleware.transform(library)
    works = [_read_work(entry) for entry in library.entries]
    broken = library.failed_blocks
    if not works and not broken:
        raise ValueError("no entry of BibTeX")
    return [*works, *(ListedWork("") for _block in broken)]


def _keep_repeated(library: Library) -> Library:
    """The file with a key of its own for each entry whose key another has too."""
    blocks = []
    for number, block in enumerate(library.blocks):
        if isinstance(block, DuplicateBlockKeyBlock):
            repeated = block.ignore_error_block
            if isinstance(repeated, Entry):
                repeated.key = f"{repeated.key} {number}"
                block = repeated
        blocks.append(block)
    return Library(blocks)


def _read_work(entry: Entry) -> ListedWork:
    fields = {field.key: field.value for field in entry.fields}
    names = fields.get("author") or fields.get("editor") or []
    names = [names] if isinstance(names, str) else names
    return ListedWork(
        title=": ".join(_decode_fields(fields, ("title", "subtitle"))),
        type=_find_type(entry.entry_type.lower(), fields),
        genre=_take_first(fields, ("type", "note")),
        creator="; ".join(filter(None, map(_read_name, names))),
        publisher=_take_first(fields, (*_CONTAINERS, *_PUBLISHERS)),
        date=_read_date(fields),
        language=_take_first(fields, ("language", "langid")),
        url=_read_tex(fields.get("url", "")).replace(" ", ""),
        doi=find_doi(_read_tex(fields.get("doi") or fields.get("url") or "")),
    )


def _find_type(entry_type: str, fields: dict[str, object]) -> str:
    if fields.get("entrysubtype") == "newspaper":
        return "article-newspaper"
    return _CSL_TYPES.get(entry_type, "document")


def _read_name(name: object) -> str:
    """A name; one in braces is an organisation's and stays whole."""
    text = str(name).strip()
    if text.startswith("{") and text.endswith("}"):
        return _read_tex(text)
    return turn_name(_read_tex(text))


def _read_date(fields: dict[str, object]) -> str:
    """BibLaTeX's `date`, which is EDTF; else year, month and day."""
    if date := squeeze_spaces(fields.get("date")):
        return date
    parts = []
    for name in ("year", "month", "day"):
        part = _read_tex(fields.get(name) or "")
        if not part.isdecimal():
            break
        parts.append(part.zfill(2))
    return "-".join(parts) or _read_tex(fields.get("year") or "")


def _decode_fields(fields: dict[str, object], names: tuple[str, ...]) -> list[str]:
    return list(filter(None, (_read_tex(fields.get(name) or "") for name in names)))


def _take_first(fields: dict[str, object], names: tuple[str, ...]) -> str:
    return next(iter(_decode_fields(fields, names)), "")


def _read_tex(value: object) -> str:
    """The text of a value in TeX; as it is where TeX's own reader fails."""
    text = squeeze_spaces(value)
    decoded, problem = _DECODER.decode_value(text) if text else ("", "")
    plain = decoded if not problem else text
    return squeeze_spaces(plain.replace("{", "").replace("}", ""))


class _TexDecoder(LatexDecodingMiddleware):
    """bibtexparser's reading of TeX, for one value at a time."""

    def decode_value(self, text: str) -> tuple[str, str]:
        """The text, and what was wrong with it."""
        return self._transform_python_value_string(text)


_DECODER = _TexDecoder()
