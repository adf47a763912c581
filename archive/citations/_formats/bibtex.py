"""BibTeX and BibLaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import write

from archive.citations._references import Reference, family_with_particles
from archive.text.author_names import AuthorName, display_name

from .item_types import item_type

# Where BibLaTeX's data model keeps the publisher; all others have an `organization`.
_PUBLISHER_FIELDS = {
    "report": "institution",
    "jurisdiction": "institution",
    "unpublished": "howpublished",
}
# What a type of work is, where the entry type does not say it.
_UNTYPED_KINDS = {
    "dataset": "dataset",
    "report": "report",
    "map": "map",
    "interview": "interview",
    "legislation": "legislation",
    "legal_case": "judgment",
}
_TEX_ESCAPES = {
    "\\": r"{\textbackslash}",
    # A brace counts even after a backslash, so it is written as a command, inside
    # braces as Zotero writes and reads it.
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


def write_bibtex(reference: Reference) -> str:
    """An entry for BibTeX's own styles, with fields that BibLaTeX reads as well."""
    _year, month, day = _first_date_parts(reference)
    return _write_entry(
        item_type(reference.csl["type"]).bibtex,
        reference,
        {
            "journal": escape_tex(reference.get_line("container-title")),
            "howpublished": escape_tex(_name_publisher_of_misc(reference)),
            "year": reference.first_year,
            "month": _MONTH_MACROS[int(month) - 1] if month else "",
            "day": day.lstrip("0"),
            "date": reference.date if reference.has_plain_date else "",
            "institution": escape_tex(_name_institution(reference)),
        },
        [sentence.rstrip(".") for sentence in reference.relation_sentences],
    )


def write_biblatex(reference: Reference) -> str:
    """An entry for BibLaTeX, whose dates are EDTF.

    Its data model has a container in articles alone: the site of a page is its
    `organization`. Related entries are the `addendum`, which ends a printed reference:
    `related` wants them in the same file, and allows one type of relation.
    """
    kind = item_type(reference.csl["type"]).biblatex
    container = reference.get_line("container-title")
    publisher = reference.publisher
    if kind == "report":
        publisher = _name_institution(reference)
    if kind != "article":
        publisher, container = publisher or container, ""
    return _write_entry(
        kind if kind != "article" or container else "misc",
        reference,
        {
            "journaltitle": escape_tex(container),
            "date": _biblatex_date(reference),
            "urldate": reference.accessed_date,
            _PUBLISHER_FIELDS.get(kind, "organization"): escape_tex(publisher),
            "library": escape_tex(", ".join(_archive_location(reference))),
            "addendum": escape_tex(" ".join(reference.relation_sentences).rstrip(".")),
        },
    )


def _name_institution(reference: Reference) -> str:
    """Who issued a report: its publisher, else its authors, whom both formats want."""
    if reference.csl["type"] != "report":
        return ""
    authors = ", ".join(display_name(name) for name in reference.authors)
    return reference.publisher or authors


def _name_publisher_of_misc(reference: Reference) -> str:
    """BibTeX has no field for the publisher of a page, a law or a judgment."""
    return "" if reference.csl["type"] == "report" else reference.publisher


def _write_entry(
    kind: str,
    reference: Reference,
    own_fields: dict[str, str],
    printed_relations: Iterable[str] = (),
) -> str:
    is_news = reference.csl["type"] == "article-newspaper"
    language = reference.get_line("language")
    url = reference.get_line("URL").translate({ord(c): None for c in "{}\\"})
    fields = {
        "author": " and ".join(_format_author(name) for name in reference.authors),
        "title": f"{{{escape_tex(reference.get_line('title'))}}}",
        **own_fields,
        "entrysubtype": "newspaper" if is_news else "",
        "issn": reference.get_line("ISSN"),
        # BCP 47, which pandoc reads and Biber turns into babel's names, except `de`.
        "langid": "ngerman" if language == "de" else language,
        "language": language,
        "type": escape_tex(_work_type(reference)),
        "keywords": ", ".join(
            escape_tex(tag).replace(",", ";") for tag in reference.tags
        ),
        "url": url,
        "note": escape_tex(
            ", ".join(
                [
                    *reference.date_lines,
                    *_archive_location(reference),
                    *filter(None, [reference.original_url]),
                    *printed_relations,
                ]
            )
        ),
        "abstract": escape_tex(reference.abstract),
        "annotation": escape_tex(" ".join(reference.note_lines)),
    }
    entry_fields = [
        Field(name, value if name == "month" else f"{{{value}}}")
        for name, value in fields.items()
        if value
    ]
    library = Library([Entry(kind, reference.key, entry_fields)])
    return write(library) + "\n"


def escape_tex(text: str) -> str:
    """Text that TeX prints as it is; `--`, `''` and `,,` do not become ligatures."""
    parted = _TEX_LIGATURE.sub("\0", text)
    escaped = _TEX_SPECIAL.sub(lambda sign: _TEX_ESCAPES[sign[0]], parted)
    return escaped.replace("\0", "{}")


def _format_author(name: AuthorName) -> str:
    """`van Gogh, Jr., Vincent`. Braces keep a literal name in one piece, and a part
    with a comma or *and* in it.
    """
    if "literal" in name:
        return f"{{{escape_tex(name['literal'])}}}"
    family = family_with_particles(name | {"family": _brace_part(name["family"])})
    parts = (
        family,
        _brace_part(name.get("suffix", "")),
        _brace_part(name.get("given", "")),
    )
    return ", ".join(part for part in parts if part)


def _brace_part(part: str) -> str:
    is_odd = _NAME_SEPARATOR.search(part) or part[:1].islower()
    return f"{{{escape_tex(part)}}}" if is_odd else escape_tex(part)


def _work_type(reference: Reference) -> str:
    """What kind of work it is, where the entry type doesn't say it."""
    stated = reference.get_line("genre") or reference.get_line("medium")
    return stated or _UNTYPED_KINDS.get(reference.csl["type"], "")


def _first_date_parts(reference: Reference) -> list[str]:
    """Year, month and day of the (first) date, each "" where not known."""
    numbers = reference.issued_parts[0] if reference.issued_parts else []
    texts = [f"{n:02d}" if at else f"{n:04d}" for at, n in enumerate(numbers)]
    return [*texts, "", "", ""][:3]


def _biblatex_date(reference: Reference) -> str:
    """EDTF; of `[..2019]`, which BibLaTeX does not read, the year as uncertain. The
    note has it in words."""
    if reference.date.startswith("["):
        return f"{reference.first_year}?" if reference.first_year else ""
    return reference.date


def _archive_location(reference: Reference) -> list[str]:
    names = ("archive", "archive_location")
    return [reference.get_line(name) for name in names if reference.get_line(name)]
