"""BibTeX and BibLaTeX."""

from __future__ import annotations

import re

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from archive.citations._references import Reference
from archive.text.author_names import Name

from .item_types import kind

_BABEL = {
    "de-CH": "nswissgerman", "de-AT": "naustrian", "de": "ngerman", "en": "english",
    "en-GB": "british", "en-US": "american", "zh": "chinese", "fr": "french",
    "it": "italian", "es": "spanish", "ru": "russian", "ja": "japanese",
}  # fmt: skip
_ESCAPES = {
    "\\": r"{\textbackslash}",
    # Braces count even behind a backslash, so they are written as commands; commands
    # stand in braces, as Zotero writes and reads them.
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    **{character: f"\\{character}" for character in "&%$#_"},
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "`": r"{\textasciigrave}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
    '"': '"{}',  # babel's German makes ä of `"a`
}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # BibTeX's macros
_SPECIAL = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")  # – ” „
_AND = re.compile(r",|\band\b", re.IGNORECASE)


def bibtex(found: Reference) -> str:
    """An entry that BibTeX's own styles read, with what BibLaTeX reads beside it."""
    year, month, day = _parts(found)
    return _entry(kind(found.csl["type"]).bibtex, found, {
        "journal": tex(found.line("container-title")),
        "year": year or tex(found.csl.get("issued", {}).get("literal", "")),
        "month": _MONTHS[int(month) - 1] if month else "",
        "day": day.lstrip("0"),
        "date": found.date if found.is_plain else "",
        "institution": tex(found.line("publisher")),
    })  # fmt: skip


def biblatex(found: Reference) -> str:
    """An entry for BibLaTeX, whose dates are EDTF."""
    return _entry(kind(found.csl["type"]).biblatex, found, {
        "journaltitle": tex(found.line("container-title")),
        "date": _date(found.date),
        "eventdate": _date(found.happened),
        "urldate": found.accessed,
        "publisher": tex(found.line("publisher")),
        "library": tex(", ".join(_kept(found))),
    })  # fmt: skip


def _entry(kind: str, found: Reference, own: dict[str, str]) -> str:
    is_news = found.csl["type"] == "article-newspaper"
    language = found.line("language")
    url = found.line("URL").translate({ord(c): None for c in "{}\\"})
    fields = {
        "author": " and ".join(_name(name) for name in found.authors),
        "title": f"{{{tex(found.line('title'))}}}",
        **own,
        "entrysubtype": "newspaper" if is_news else "",
        "issn": found.line("ISSN"),
        "langid": _BABEL.get(language) or _BABEL.get(language.partition("-")[0], ""),
        "language": language,
        "type": tex(found.line("genre") or found.line("medium")),
        "keywords": ", ".join(tex(tag).replace(",", ";") for tag in found.tags),
        "url": url,
        "note": tex(", ".join([*_kept(found), *filter(None, [found.also])])),
        "annotation": tex(found.note),
    }
    rows = [
        Field(name, value if name == "month" else f"{{{value}}}")
        for name, value in fields.items()
        if value
    ]
    library = Library([Entry(kind, found.key, rows)])
    return str(bibtexparser.write_string(library, unparse_stack=[])) + "\n"


def tex(text: str) -> str:
    """Text whose signs TeX prints as they are; `--`, `''` and `,,` do not join."""
    parted = _LIGATURE.sub("\0", text)
    escaped = _SPECIAL.sub(lambda sign: _ESCAPES[sign[0]], parted)
    return escaped.replace("\0", "{}")


def _name(name: Name) -> str:
    """`van Gogh, Jr., Vincent`. What has no parts, and a part with a comma or *and*
    in it, is one word to BibTeX in braces."""
    if "literal" in name:
        return f"{{{tex(name['literal'])}}}"
    particles = (name.get(f"{p}-particle", "") for p in ("dropping", "non-dropping"))
    family = " ".join(p for p in (*particles, _whole(name["family"])) if p)
    parts = (family, _whole(name.get("suffix", "")), _whole(name.get("given", "")))
    return ", ".join(part for part in parts if part)


def _whole(part: str) -> str:
    is_odd = _AND.search(part) or part[:1].islower()
    return f"{{{tex(part)}}}" if is_odd else tex(part)


def _parts(found: Reference) -> list[str]:
    """Year, month and day, each "" where not known; of a range the first."""
    numbers = found.days[0] if found.days else []
    texts = [f"{n:02d}" if at else f"{n:04d}" for at, n in enumerate(numbers)]
    return [*texts, "", "", ""][:3]


def _date(edtf: str) -> str:
    """EDTF, which BibLaTeX reads but for `[..2019]`."""
    before = re.fullmatch(r"\[\.\.(.*)\]", edtf)
    return f"../{before[1]}" if before else edtf


def _kept(found: Reference) -> list[str]:
    names = ("archive", "archive_location")
    return [found.line(name) for name in names if found.line(name)]
