"""Schema.org and Dublin Core as JSON-LD."""

from __future__ import annotations

from typing import Any

from archive.models import Entry
from archive.text.bylines import author

from .document import document, dumped
from .registry import export_format

TYPES = {
    "article": "NewsArticle",
    "photo": "ImageObject",
    "source": "CreativeWork",
    "event": "Event",
}
CONTEXT = {"@vocab": "https://schema.org/", "dcterms": "http://purl.org/dc/terms/"}


@export_format("jsonld", "application/ld+json", "JSON-LD")
def as_jsonld(entry: Entry) -> str:
    """The entry in the words of schema.org; the context names no file to fetch."""
    found = document(entry)
    linked: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": found["address"],
        "@type": TYPES[entry.kind],
        "identifier": found["id"],
        "dcterms:identifier": found["id"],
        "url": {"@id": found["address"]},
        "name": _text(found["title"], found["language"]),
        "version": found["version"],
        "keywords": found["tags"],
        "spatialCoverage": [
            {"@type": "Place", "identifier": row["code"], "name": row["name"]}
            for row in found["regions"]
            if row["role"] != "published_in"
        ],
        "citation": [{"@id": address_of(row["id"], found)} for row in found["sources"]],
        "dcterms:bibliographicCitation": found["reference"],
    }
    linked |= _dated(found) | _described(found)
    return dumped({name: value for name, value in linked.items() if value})


def address_of(id_code_display: str, found: dict[str, Any]) -> str:
    """The address of another entry, beside this one's."""
    stem = str(found["address"]).rpartition("/")[0]
    return f"{stem}/{id_code_display.replace('-', '').lower()}"


def _text(text: str, language: str) -> Any:
    if not text or language == "und":
        return text
    return {"@value": text, "@language": language}


def _dated(found: dict[str, Any]) -> dict[str, Any]:
    name = {"article": "datePublished", "event": "startDate"}.get(found["kind"])
    return {name or "dateCreated": found["date"], "dcterms:date": found["date"]}


def _described(found: dict[str, Any]) -> dict[str, Any]:
    """What one kind alone has."""
    language = found["language"]
    if found["kind"] == "photo":
        caption = found["reading"] or found["caption"]
        return {
            "caption": _text(caption, language),
            "creditText": found["credit_line"],
        }
    described: dict[str, Any] = {"abstract": _text(found["summary"], language)}
    if found["kind"] != "event" and language != "und":
        described["inLanguage"] = language
    if found["kind"] == "article":
        publisher = {"@type": "Organization", "name": found["outlet"]}
        described |= {
            "headline": _text(found["title"], language),
            "author": author(found["byline"]),
            "publisher": publisher if found["outlet"] else "",
            "isBasedOn": {"@id": found["original_url"]}
            if found["original_url"]
            else "",
        }
        if found["original_url"]:
            described["isBasedOn"] = {"@id": found["original_url"]}
    elif found["kind"] == "source":
        described |= {"author": found["creator"], "publisher": found["publisher"]}
    else:
        described["description"] = _text(found["description"], language)
    return described
