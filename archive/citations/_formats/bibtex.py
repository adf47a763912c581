"""BibTeX and BibLaTeX."""

from __future__ import annotations

import re

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from archive.citations._references import Reference
from archive.text.author_names import AuthorName

from .item_types import item_type

_BABEL_LANGUAGES = {
    "de-CH": "nswissgerman",
    "de-AT": "naustrian",
    "de": "ngerman",
    "en": "english",
    "en-GB": "british",
    "en-US": "american",
    "zh": "chinese",
    "fr": "french",
    "it": "italian",
    "es": "spanish",
    "ru": "russian",
    "ja": "japanese",
}
_TEX_ESCAPES = {
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
_MONTH_MACROS = (
    "jan feb mar apr may jun jul aug sep oct nov dec".split()
)  # BibTeX's macros
_TEX_SPECIAL = re.compile("[" + re.escape("".join(_TEX_ESCAPES)) + "]")
_TEX_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")  # – ” „
_NAME_SEPARATOR = re.compile(r",|\band\b", re.IGNORECASE)


def write_bibtex(found: Reference) -> str:
    """An entry that BibTeX's own styles read, with what BibLaTeX reads beside it."""
    year, month, day = _first_date_parts(found)
    return _write_entry(
        item_type(found.csl["type"]).bibtex,
        found,
        {
            "journal": escape_tex(found.line("container-title")),
            "year": year or escape_tex(found.csl.get("issued", {}).get("literal", "")),
            "month": _MONTH_MACROS[int(month) - 1] if month else "",
            "day": day.lstrip("0"),
            "date": found.date if found.is_plain else "",
            "institution": escape_tex(found.line("publisher")),
        },
    )


def write_biblatex(found: Reference) -> str:
    """An entry for BibLaTeX, whose dates are EDTF."""
    return _write_entry(
        item_type(found.csl["type"]).biblatex,
        found,
        {
            "journaltitle": escape_tex(found.line("container-title")),
            "date": _biblatex_date(found.date),
            "eventdate": _biblatex_date(found.happened),
            "urldate": found.accessed,
            "publisher": escape_tex(found.line("publisher")),
            "library": escape_tex(", ".join(_archive_location(found))),
        },
    )


def _write_entry(kind: str, found: Reference, own: dict[str, str]) -> str:
    is_news = found.csl["type"] == "article-newspaper"
    language = found.line("language")
    url = found.line("URL").translate({ord(c): None for c in "{}\\"})
    fields = {
        "author": " and ".join(_format_author(name) for name in found.authors),
        "title": f"{{{escape_tex(found.line('title'))}}}",
        **own,
        "entrysubtype": "newspaper" if is_news else "",
        "issn": found.line("ISSN"),
        "langid": _BABEL_LANGUAGES.get(language)
        or _BABEL_LANGUAGES.get(language.partition("-")[0], ""),
        "language": language,
        "type": escape_tex(found.line("genre") or found.line("medium")),
        "keywords": ", ".join(escape_tex(tag).replace(",", ";") for tag in found.tags),
        "url": url,
        "note": escape_tex(
            ", ".join([*_archive_location(found), *filter(None, [found.also])])
        ),
        "annotation": escape_tex(found.note),
    }
    rows = [
        Field(name, value if name == "month" else f"{{{value}}}")
        for name, value in fields.items()
        if value
    ]
    library = Library([Entry(kind, found.key, rows)])
    return str(bibtexparser.write_string(library, unparse_stack=[])) + "\n"


def escape_tex(text: str) -> str:
    """Text whose signs TeX prints as they are; `--`, `''` and `,,` do not join."""
    parted = _TEX_LIGATURE.sub("\0", text)
    escaped = _TEX_SPECIAL.sub(lambda sign: _TEX_ESCAPES[sign[0]], parted)
    return escaped.replace("\0", "{}")


def _format_author(name: AuthorName) -> str:
    """`van Gogh, Jr., Vincent`. What has no parts, and a part with a comma or *and*
    in it, is one word to BibTeX in braces."""
    if "literal" in name:
        return f"{{{escape_tex(name['literal'])}}}"
    particles = (name.get(f"{p}-particle", "") for p in ("dropping", "non-dropping"))
    family = " ".join(p for p in (*particles, _brace_part(name["family"])) if p)
    parts = (
        family,
        _brace_part(name.get("suffix", "")),
        _brace_part(name.get("given", "")),
    )
    return ", ".join(part for part in parts if part)


def _brace_part(part: str) -> str:
    is_odd = _NAME_SEPARATOR.search(part) or part[:1].islower()
    return f"{{{escape_tex(part)}}}" if is_odd else escape_tex(part)


def _first_date_parts(found: Reference) -> list[str]:
    """Year, month and day, each "" where not known; of a range the first."""
    numbers = found.days[0] if found.days else []
    texts = [f"{n:02d}" if at else f"{n:04d}" for at, n in enumerate(numbers)]
    return [*texts, "", "", ""][:3]


def _biblatex_date(edtf: str) -> str:
    """EDTF, which BibLaTeX reads but for `[..2019]`."""
    before = re.fullmatch(r"\[\.\.(.*)\]", edtf)
    return f"../{before[1]}" if before else edtf


def _archive_location(found: Reference) -> list[str]:
    names = ("archive", "archive_location")
    return [found.line(name) for name in names if found.line(name)]
