"""Citation templates of Wikipedia: English, German and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from archive.citations._references import Reference, family_with_particles
from archive.text.author_names import display_name
from archive.text.dates import parse_edtf

# Links, templates, emphasis, signatures; `|` would begin another value.
_WIKI_MARKUP = re.compile(r"[<>\[\]{}|]|&(?=#|\w+;)|~(?=~~)|(?<=~)~|'(?=')|(?<=')'|__")
_ENGLISH_MONTHS = (
    "January February March April May June July August September October "
    "November December"
).split()


def write_wikipedia(reference: Reference) -> str:
    """The template of the reader's language: {{Literatur}} and {{Internetquelle}}
    in German, {{cite news}} and {{cite web}} in English and Chinese."""
    language = reference.language
    if language.startswith("de"):
        name, parameters = _german_template(reference)
    else:
        name, parameters = _english_template(
            reference, is_chinese=language.startswith("zh")
        )
    others = "".join(
        f" |{key}={value}" for key, value in parameters if value and key != "url"
    )
    url = dict(parameters).get("url", "")
    return f"{{{{{name}{f' |url={url}' if url else ''}{others}}}}}\n"


def _english_template(
    reference: Reference, is_chinese: bool
) -> tuple[str, list[tuple[str, str]]]:
    is_news = reference.csl["type"] == "article-newspaper"
    date, original_date = _english_date(reference)
    rows = [
        *_author_rows(reference),
        ("title", escape_wikitext(reference.get_line("title"))),
        (
            "newspaper" if is_news else "website",
            escape_wikitext(_work_title(reference)),
        ),
        ("publisher", escape_wikitext(reference.publisher)),
        ("date", reference.date if is_chinese and reference.has_plain_date else date),
        ("orig-date", original_date),
        ("language", reference.get_line("language")),
        ("id", escape_wikitext(reference.get_line("archive_location"))),
        ("via", escape_wikitext(reference.get_line("archive"))),
        ("access-date", reference.accessed_date),
        ("url", escape_url(reference.original_url or reference.get_line("URL"))),
        *_archived_rows(reference, "archive-url", "archive-date"),
    ]
    return ("cite news" if is_news else "cite web"), rows


def _author_rows(reference: Reference) -> Iterator[tuple[str, str]]:
    """`last1`, `first1`, `author2` …; numbers only where there are several."""
    many = len(reference.authors) > 1
    for number, name in enumerate(reference.authors, start=1):
        n = str(number) if many else ""
        if "literal" in name:
            yield f"author{n}", escape_wikitext(name["literal"])
            continue
        first = ", ".join(filter(None, (name.get("given"), name.get("suffix"))))
        yield f"last{n}", escape_wikitext(family_with_particles(name))
        yield f"first{n}", escape_wikitext(first)


def _german_template(reference: Reference) -> tuple[str, list[tuple[str, str]]]:
    authors = ", ".join(display_name(name) for name in reference.authors)
    author, title = (
        escape_wikitext(authors),
        escape_wikitext(reference.get_line("title")),
    )
    work, language = _work_title(reference), reference.get_line("language")
    date = reference.date if reference.has_plain_date else ""
    url = reference.original_url or reference.get_line("URL")
    if reference.csl["type"] == "article-newspaper" and work:
        return "Literatur", [
            ("Autor", author),
            ("Titel", title),
            ("Sammelwerk", escape_wikitext(work)),
            ("Datum", date),
            ("Sprache", language.partition("-")[0]),
            ("Online", escape_url(url)),
            ("Abruf", reference.accessed_date),
            ("Kommentar", _german_comment(reference, names_address=True)),
        ]
    return "Internetquelle", [
        ("url", escape_url(url)),
        ("titel", title),
        ("autor", author),
        ("werk", escape_wikitext(work)),
        ("hrsg", escape_wikitext(reference.publisher)),
        ("datum", date),
        ("sprache", language.partition("-")[0]),
        ("abruf", reference.accessed_date),
        *_archived_rows(reference, "archiv-url", "archiv-datum"),
        ("kommentar", _german_comment(reference)),
    ]


def _german_comment(reference: Reference, *, names_address: bool = False) -> str:
    """A date that the templates refuse, in words, and the location in the archive;
    with its address for {{Literatur}}, which has no field for an archived copy."""
    names = ("archive", "archive_location")
    location = ", ".join(reference.get_line(name) for name in names).strip(", ")
    date = "" if reference.has_plain_date else _date_in_words(reference)
    parts = [escape_wikitext(part) for part in (date, location) if part]
    if names_address and reference.original_url:
        parts.append(escape_url(reference.get_line("URL")))
    return ", ".join(parts)


def _archived_rows(
    reference: Reference, url_name: str, day_name: str
) -> Iterator[tuple[str, str]]:
    """The archive's version beside the original, as the templates want it: with its
    day."""
    if reference.original_url and reference.archived_day:
        yield url_name, escape_url(reference.get_line("URL"))
        yield day_name, reference.archived_day


def _date_in_words(reference: Reference) -> str:
    date = reference.date
    return parse_edtf(date).display(reference.language) if date else ""


def _work_title(reference: Reference) -> str:
    return reference.get_line("container-title")


def _english_date(reference: Reference) -> tuple[str, str]:
    """A date that the templates accept, and in words one that they would refuse."""
    if (
        not reference.date
        or len(reference.issued_parts) != 1
        or reference.csl["issued"].get("season")
    ):
        return "", escape_wikitext(_date_in_words(reference))
    year, month, *_day = [*reference.issued_parts[0], 0]
    circa = "c. " if reference.csl["issued"].get("circa") else ""
    if len(reference.issued_parts[0]) == 3 and not circa:
        return reference.date, ""
    if month:
        return f"{circa}{_ENGLISH_MONTHS[month - 1]} {year}", ""
    return f"{circa}{year}", ""


def escape_url(url: str) -> str:
    """A URL without characters that end a value or a link."""
    return quote(url, safe=":/?#@!$&()*+,;=%~'-._").replace("''", "%27%27")


def escape_wikitext(text: str) -> str:
    """Text without markup: no link, template, emphasis or signature."""
    return _WIKI_MARKUP.sub(
        lambda sign: "".join(f"&#{ord(c)};" for c in sign[0]), " ".join(text.split())
    )
