"""Schema.org and Dublin Core as JSON-LD."""

from __future__ import annotations

from typing import Any

from archive.citations import Reference, address, item
from archive.models import Entry, Event, Photo, Source
from archive.text.author_names import Name, printed

from .json_record import document, dumped
from .loading import whole
from .registry import export_format

TYPES = {"article": "NewsArticle", "photo": "ImageObject", "event": "Event"}
SOURCE_TYPES = {
    "agency_report": "NewsArticle",
    "social_post": "SocialMediaPosting",
    "dataset": "Dataset",
    "document": "Report",
    "web_page": "WebPage",
    "photograph_series": "ImageGallery",
    "leak": "DigitalDocument",
}
CONTEXT = {"@vocab": "https://schema.org/", "dcterms": "http://purl.org/dc/terms/"}
DATED = {"NewsArticle": "datePublished", "SocialMediaPosting": "datePublished"}


@export_format("jsonld", "application/ld+json", "JSON-LD")
def as_jsonld(entry: Entry) -> str:
    """The entry in the words of schema.org, with what it cites; the context names no
    file to fetch."""
    found = document(entry)
    own = whole(entry)
    linked = linked_data(own, item(own))
    linked["keywords"] = found["tags"]
    linked["citation"] = [
        {"@id": address_of(row["id"], found)} for row in found["sources"]
    ]
    linked["dcterms:bibliographicCitation"] = found["reference"]
    return dumped({name: value for name, value in linked.items() if value})


def address_of(id_code_display: str, found: dict[str, Any]) -> str:
    """The address of another entry, beside this one's."""
    stem = str(found["address"]).rpartition("/")[0]
    return f"{stem}/{id_code_display.replace('-', '').lower()}"


def schema_type(entry: Entry) -> str:
    """What schema.org calls the entry; never a ClaimReview: the archive judges no
    claim. A source has to be loaded as one."""
    if isinstance(entry, Source):
        return SOURCE_TYPES.get(entry.source_kind, "CreativeWork")
    return TYPES.get(entry.kind, "CreativeWork")


def linked_data(entry: Entry, found: Reference) -> dict[str, Any]:
    """What a page tells of an entry, loaded as its own kind with its vocabulary, from
    its reference; no query."""
    csl, own = found.csl, address(entry)
    language = entry.language
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": own,
        "@type": schema_type(entry),
        "identifier": entry.id_code_display,
        "dcterms:identifier": entry.id_code_display,
        "url": {"@id": own},
        "name": _text(entry.title, language),
        "author": [_author(name) for name in csl.get("author", [])],
        "version": entry.version,
        "keywords": list(found.tags),
        "spatialCoverage": _places(entry),
        "dcterms:date": entry.date,
        "archivedAt": {"@id": address(entry, "", entry.version)},
        "publisher": _named("Organization", csl.get("publisher", "")),
        "isPartOf": _named(
            "Newspaper" if csl["type"] == "article-newspaper" else "WebSite",
            csl.get("container-title", "") if entry.kind != "event" else "",
        ),
    }
    if csl.get("URL", own) != own and entry.kind in ("article", "source"):
        made["isBasedOn"] = {"@id": csl["URL"]}
    made |= _dated(entry, str(made["@type"])) | _described(entry)
    return {name: value for name, value in made.items() if value}


def _text(text: str, language: str) -> Any:
    if not text or language == "und":
        return text
    return {"@value": text, "@language": language}


def _author(name: Name) -> Any:
    """A person with parts; what has none is nobody knows what, and stays a text."""
    if "literal" in name:
        return name["literal"]
    return {
        "@type": "Person",
        "name": printed(name),
        "familyName": name["family"],
        "givenName": name.get("given", ""),
    }


def _named(kind: str, name: str) -> Any:
    return {"@type": kind, "name": name} if name else ""


def _places(entry: Entry) -> list[dict[str, str]]:
    return [
        {
            "@type": "Place",
            "identifier": tied.region.code,
            "name": tied.region.name("en"),
        }
        for tied in entry.entry_regions.all()
        if tied.role != "published_in"
    ]


def _dated(entry: Entry, kind: str) -> dict[str, str]:
    """Schema.org takes ISO 8601: what EDTF adds to it stands in `dcterms:date`."""
    begin, slash, end = entry.date.partition("/")
    if entry.kind == "event":
        return {"startDate": _iso(begin), "endDate": _iso(end) if slash else ""}
    return {DATED.get(kind, "dateCreated"): "" if slash else _iso(begin)}


def _iso(date: str) -> str:
    is_iso = len(date) in (4, 7, 10) and date.replace("-", "").isdigit()
    return date if is_iso else ""


def _described(entry: Entry) -> dict[str, Any]:
    """What one kind alone has."""
    language = entry.language
    if isinstance(entry, Photo):
        caption = _text(entry.text, language)
        return {"caption": caption, "creditText": entry.credit_line}
    described: dict[str, Any] = {"abstract": _text(entry.summary, language)}
    if isinstance(entry, Event):
        described["description"] = _text(entry.description, language)
    elif language != "und":
        described["inLanguage"] = language
    if entry.kind == "article":
        described["headline"] = _text(entry.title, language)
    return described
