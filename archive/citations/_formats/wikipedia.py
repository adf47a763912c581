"""Citation templates of Wikipedia: English, German and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from archive.citations._references import Reference
from archive.text.author_names import display_name

# Markup: links, templates, emphasis, signatures; `|` would begin another value.
_WIKI_MARKUP = re.compile(r"[<>\[\]{}|]|&(?=#|\w+;)|~(?=~~)|(?<=~)~|'(?=')|(?<=')'|__")
_ENGLISH_MONTHS = (
    "January February March April May June July August September October "
    "November December"
).split()


def write_wikipedia(found: Reference) -> str:
    """The template of the reader's language: {{Literatur}} and {{Internetquelle}}
    in German, {{cite news}} and {{cite web}} in English and Chinese."""
    language = found.language
    if language.startswith("de"):
        name, rows = _german_template(found)
    else:
        name, rows = _english_template(found, is_chinese=language.startswith("zh"))
    written = "".join(
        f" |{key}={value}" for key, value in rows if value and key != "url"
    )
    url = dict(rows).get("url", "")
    return f"{{{{{name}{f' |url={url}' if url else ''}{written}}}}}\n"


def _english_template(
    found: Reference, is_chinese: bool
) -> tuple[str, list[tuple[str, str]]]:
    is_news = found.csl["type"] == "article-newspaper"
    date, before = _english_date(found)
    rows = [
        *_author_rows(found),
        ("title", escape_wikitext(found.line("title"))),
        ("newspaper" if is_news else "website", escape_wikitext(_work_title(found))),
        ("publisher", escape_wikitext(found.line("publisher"))),
        ("date", found.date if is_chinese and found.is_plain else date),
        ("orig-date", before),
        ("language", found.line("language")),
        ("id", escape_wikitext(found.line("archive_location"))),
        ("via", escape_wikitext(found.line("archive"))),
        ("access-date", found.accessed),
        ("url", _escape_url(found)),
    ]
    return ("cite news" if is_news else "cite web"), rows


def _author_rows(found: Reference) -> Iterator[tuple[str, str]]:
    """`last1`, `first1`, `author2` …; numbers only where there are several."""
    many = len(found.authors) > 1
    for number, name in enumerate(found.authors, start=1):
        n = str(number) if many else ""
        if "literal" in name:
            yield f"author{n}", escape_wikitext(name["literal"])
            continue
        particles = [
            name.get(f"{p}-particle", "") for p in ("dropping", "non-dropping")
        ]
        last = " ".join(p for p in (*particles, name["family"]) if p)
        first = ", ".join(p for p in (name.get("given"), name.get("suffix")) if p)
        yield f"last{n}", escape_wikitext(last)
        yield f"first{n}", escape_wikitext(first)


def _german_template(found: Reference) -> tuple[str, list[tuple[str, str]]]:
    authors = escape_wikitext(", ".join(display_name(name) for name in found.authors))
    title, work = (
        escape_wikitext(found.line("title")),
        escape_wikitext(_work_title(found)),
    )
    language = found.line("language").partition("-")[0]
    where = ", ".join(found.line(n) for n in ("archive", "archive_location"))
    remark = escape_wikitext(where.strip(", "))
    date = found.date if found.is_plain else ""
    other = "" if found.is_plain else escape_wikitext(found.date)
    if found.csl["type"] == "article-newspaper" and work:
        return "Literatur", [
            ("Autor", authors),
            ("Titel", title),
            ("Sammelwerk", work),
            ("Datum", date),
            ("Sprache", language),
            ("Online", _escape_url(found)),
            ("Abruf", found.accessed),
            ("Kommentar", ", ".join(part for part in (other, remark) if part)),
        ]
    return "Internetquelle", [
        ("url", _escape_url(found)),
        ("titel", title),
        ("autor", authors),
        ("werk", work),
        ("hrsg", escape_wikitext(found.line("publisher"))),
        ("datum", date),
        ("sprache", language),
        ("abruf", found.accessed),
        ("kommentar", ", ".join(part for part in (other, remark) if part)),
    ]


def _work_title(found: Reference) -> str:
    return found.line("container-title")


def _english_date(found: Reference) -> tuple[str, str]:
    """A date as the templates check it, and what they would refuse, as EDTF."""
    if not found.date or len(found.days) != 1 or found.csl["issued"].get("season"):
        return "", escape_wikitext(found.date)
    year, month, *_day = [*found.days[0], 0]
    circa = "c. " if found.csl["issued"].get("circa") else ""
    if len(found.days[0]) == 3 and not circa:
        return found.date, ""
    if month:
        return f"{circa}{_ENGLISH_MONTHS[month - 1]} {year}", ""
    return f"{circa}{year}", ""


def _escape_url(found: Reference) -> str:
    """The address without signs that end a value or a link."""
    return quote(found.line("URL"), safe=":/?#@!$&()*+,;=%~'-._").replace(
        "''", "%27%27"
    )


def escape_wikitext(text: str) -> str:
    """Text that is no markup: no link, template, emphasis or signature."""
    return _WIKI_MARKUP.sub(
        lambda sign: "".join(f"&#{ord(c)};" for c in sign[0]), " ".join(text.split())
    )
