"""`Link` headers that tell programs what belongs to a page (RFC 8288, RFC 8574,
signposting.org)."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from archive.citations import REFERENCE_FORMATS as REFERENCES
from archive.citations import name_authors, permanent_url
from archive.exports import ENTRY_FORMATS, schema_type
from archive.models import Entry, Photo
from archive.text.addresses import is_web_url
from archive.text.author_names import display_name
from archive.web.page_signposts import append_links, format_link, list_descriptions

_DESCRIBING = (*REFERENCES, "jsonld", "json")
_ABOUT_PAGE = "https://schema.org/AboutPage"
# The field of a search that finds the authors of a kind.
_AUTHOR_FIELDS = {"article": "byline", "photo": "credit", "source": "source"}
_MOST_AUTHORS = 5  # web servers in front take heads of 4 to 8 KB


def add_page_signposts(response: HttpResponse, entry: Entry) -> None:
    """Add links from the page of an entry, loaded as its own kind: to its permanent URL
    (`cite-as`), its metadata (`describedby`), `type`, `item`, `author` and
    `license`."""
    rows = [
        format_link(permanent_url(entry), "cite-as"),
        format_link(_ABOUT_PAGE, "type"),
        format_link(f"https://schema.org/{schema_type(entry)}", "type"),
    ]
    rows += [
        format_link(
            _get_file_url(entry, suffix),
            "describedby",
            ENTRY_FORMATS[suffix].media_type,
        )
        for suffix in _DESCRIBING
    ]
    rows.append(
        format_link(
            _get_file_url(entry, "txt"), "item", ENTRY_FORMATS["txt"].media_type
        )
    )
    kind_list = reverse(f"archive:{entry.kind}-list")
    rows.append(format_link(kind_list, "collection", "text/html"))
    rows += [*_author_links(entry), *_licence_links(entry)]
    append_links(response, [*rows, *_memento_links(entry)])


def add_cite_signposts(
    response: HttpResponse, entry: Entry, anchor: str = "", of: str = ""
) -> HttpResponse:
    """Add links from the page that says how to cite an entry, loaded as its own kind:
    to the version, passage or caption that it cites, and to the files that cite it."""
    query = urlencode({name: v for name, v in (("of", of), ("passage", anchor)) if v})
    rows = [
        format_link(permanent_url(entry, anchor, entry.version), "cite-as"),
        format_link(_ABOUT_PAGE, "type"),
    ]
    rows += [
        format_link(
            f"{_get_file_url(entry, suffix)}{'?' if query else ''}{query}",
            "describedby",
            ENTRY_FORMATS[suffix].media_type,
        )
        for suffix in REFERENCES
    ]
    rows.append(format_link(entry.get_absolute_url(), "collection", "text/html"))
    rows += [*_author_links(entry), *_licence_links(entry)]
    append_links(response, [*rows, *_memento_links(entry)])
    patch_vary_headers(response, ["Accept"])
    return response


def add_memento_links(response: HttpResponse, entry: Entry) -> None:
    """Add links from an address that leads to an entry to the TimeGate and TimeMap of
    its versions (RFC 7089, 2.1)."""
    append_links(response, _memento_links(entry))


def add_version_signposts(
    response: HttpResponse, entry: Entry, number: int, anchor: str = ""
) -> HttpResponse:
    """Add links from the page of a version, whose own address is to be cited, or a
    passage or caption of it, to its record and to what unAPI says of it."""
    permanent = permanent_url(entry, "", number)
    rows = [
        format_link(permanent_url(entry, anchor, number), "cite-as"),
        format_link(_ABOUT_PAGE, "type"),
        format_link(f"https://schema.org/{schema_type(entry)}", "type"),
        format_link(f"{permanent}record.json", "describedby", "application/json"),
        *list_descriptions(f"{entry.id_code}/v{number}"),
        format_link(f"{permanent}record.json", "item", "application/json"),
        format_link(permanent_url(entry), "collection", "text/html"),
    ]
    append_links(response, [*rows, *_author_links(entry), *_licence_links(entry)])
    return response


def _memento_links(entry: Entry) -> list[str]:
    if not entry.version:
        return []
    gate = reverse("archive:entry-timegate", args=[entry.id_code])
    times = reverse("archive:entry-timemap", args=[entry.id_code])
    return [
        format_link(permanent_url(entry), "original"),
        format_link(f"{settings.BASE_URL}{gate}", "timegate"),
        format_link(
            f"{settings.BASE_URL}{times}", "timemap", "application/link-format"
        ),
    ]


def _author_links(entry: Entry) -> list[str]:
    """The archive knows authors by name alone: the page of an author is the search for
    what the archive has by that name."""
    field = _AUTHOR_FIELDS.get(entry.kind, "")
    names = name_authors(entry)[:_MOST_AUTHORS] if field else []
    written = (" ".join(display_name(name).replace('"', " ").split()) for name in names)
    path = reverse("archive:search")
    queries = (urlencode({"q": f'{field}:"{name}"'}) for name in written)
    return [
        format_link(f"{settings.BASE_URL}{path}?{query}", "author", "text/html")
        for query in queries
    ]


def _licence_links(entry: Entry) -> list[str]:
    licence = entry.licence if isinstance(entry, Photo) else ""
    if is_web_url(licence) and licence.isascii():
        return [format_link(licence, "license")]
    return []


def add_file_signposts(response: HttpResponse, entry: Entry, suffix: str) -> None:
    """Add links from a file: to its page, and to the permanent URL."""
    page = entry.get_absolute_url()
    relation = "describes" if suffix in _DESCRIBING else "collection"
    rows = [format_link(page, "canonical"), format_link(page, relation, "text/html")]
    append_links(response, [*rows, format_link(permanent_url(entry), "cite-as")])


def _get_file_url(entry: Entry, suffix: str) -> str:
    return reverse("archive:entry-format", args=[entry.id_code, suffix])
