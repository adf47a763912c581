"""`Link` headers (RFC 8288), and signposts of pages that are not one entry: a search, a
region, a comparison, a story trail, a basket, a table (signposting.org)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from archive.exports import ENTRY_FORMATS, LIST_FORMATS
from archive.filters import SearchFilters

# The formats of unAPI, by the names that reference managers know, and their suffixes.
UNAPI_FORMATS = {
    "ris": "ris",
    "bibtex": "bib",
    "csl-json": "csl.json",
    "endnote.xml": "endnote.xml",
    "mods.xml": "mods.xml",
}
PROGRAM_FORMATS = ("csv", "jsonl", "csl.json")  # of lists, for programs


@dataclass(frozen=True)
class PageFile:
    """A file of what a page shows: its path and media type."""

    path: str
    media_type: str


def add_list_signposts(
    response: HttpResponse,
    schema_type: str,
    items: Iterable[PageFile] = (),
    *,
    cite_as: str = "",
    collection: str = "",
) -> HttpResponse:
    """Add links from a page to its type in schema.org, to the files of what it shows
    (`item`) and to the list that it is in (`collection`).

    `cite_as` is the path of a page that is cited, with its query: the page then has a
    permanent URL, and is described by what unAPI says of it.
    """
    rows = [format_link(f"https://schema.org/{schema_type}", "type")]
    if cite_as:
        address = f"{settings.BASE_URL}{cite_as}"
        rows += [format_link(address, "cite-as"), *list_descriptions(address)]
    rows += [format_link(item.path, "item", item.media_type) for item in items]
    if collection:
        rows.append(format_link(collection, "collection", "text/html"))
    append_links(response, rows)
    return response


def list_descriptions(identifier: str) -> list[str]:
    """Links to what unAPI says of an identifier, one for each format."""
    return [
        format_link(
            build_unapi_url(identifier, name),
            "describedby",
            ENTRY_FORMATS[suffix].media_type,
        )
        for name, suffix in UNAPI_FORMATS.items()
    ]


def build_unapi_url(identifier: str, name: str) -> str:
    """The path at which unAPI gives what the identifier names in a format."""
    return f"{reverse('archive:unapi')}?id={quote(identifier, safe='')}&format={name}"


def list_search_files(filters: SearchFilters) -> list[PageFile]:
    """What a search finds as files that programs read."""
    first = filters.without_basket()
    return [
        PageFile(
            first.url(reverse("archive:search-export", args=[suffix])),
            LIST_FORMATS[suffix].media_type,
        )
        for suffix in PROGRAM_FORMATS
    ]


def format_link(target: str, relation: str, media_type: str = "") -> str:
    """A link of the header; the parameters of the media type are left out."""
    kind = f'; type="{media_type.partition(";")[0]}"' if media_type else ""
    safe = "".join(f"%{ord(c):02X}" if c in '<>" \\' else c for c in target)
    return f'<{safe}>; rel="{relation}"{kind}'


def append_links(response: HttpResponse, rows: Iterable[str]) -> None:
    """Append links to the header, which may already have some."""
    before = response.headers.get("Link")
    response.headers["Link"] = ", ".join([*([before] if before else []), *rows])
