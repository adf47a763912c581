"""Schema.org and Dublin Core as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from archive.citations import (
    Reference,
    page_reference,
    permanent_url,
    source_type,
)
from archive.models import ENTRY_KINDS, Entry, Event, Photo, Region, Source
from archive.models.entries.relation import load_related_entries
from archive.text.author_names import AuthorName, display_name, names_organisation

from .json_record import build_json_record, dump_json
from .loading import load_public_entry
from .registry import register_entry_format

JSON_LD_CONTEXT = {
    "@vocab": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
}
# How related entries are named; what has no property of its own is a relation.
RELATION_PROPERTIES = {
    "corrected_by": "correction",
    "supersedes": "dcterms:replaces",
    "superseded_by": "dcterms:isReplacedBy",
    "republished_from": "dcterms:source",
    "issued_by": "dcterms:source",
}
# Properties of works that an event hasn't.
_OF_WORKS = (
    "author",
    "version",
    "genre",
    "archivedAt",
    "publisher",
    "citation",
    "correction",
)
DATE_PROPERTIES = {
    "NewsArticle": "datePublished",
    "SocialMediaPosting": "datePublished",
    "Article": "datePublished",
    "Legislation": "legislationDate",
    "Report": "datePublished",
}


@register_entry_format("jsonld", "application/ld+json", "JSON-LD")
def write_json_ld(entry: Entry) -> str:
    """The entry in schema.org's vocabulary, with the sources that it cites.

    The context names no file to fetch.
    """
    record = build_json_record(entry)
    own_kind = load_public_entry(entry)
    related = load_related_entries([entry])[entry.pk]
    reference = page_reference(own_kind, related=related)
    node = build_linked_data(own_kind, reference)
    node["keywords"] = record["tags"]
    cited = dict.fromkeys(row["id"] for row in record["sources"])
    node["citation"] = [{"@id": sibling_url(code, record)} for code in cited]
    node["dcterms:bibliographicCitation"] = record["reference"]
    if entry.kind == "event":
        node = _describe_event(node)
    return dump_json({name: value for name, value in node.items() if value})


def build_page_data(
    entry: Entry, reference: Reference, cited: Iterable[Entry] = ()
) -> dict[str, Any]:
    """What the page of an entry says of it in schema.org's vocabulary; no query.

    `cited` are the sources that it cites, each once. The file has a reference in words
    too. The entry must be loaded as its own kind, with its vocabulary.
    """
    node = build_linked_data(entry, reference)
    node |= _list_citations(cited)
    return _describe_event(node) if entry.kind == "event" else node


def build_version_data(
    entry: Entry,
    reference: Reference,
    places: Iterable[tuple[Region, str]],
    cited: Iterable[Entry] = (),
) -> dict[str, Any]:
    """The same of a former version, whose page is its address: the entry as it was,
    with its regions and their roles, and the sources that it cited; no query."""
    node = build_linked_data(entry, reference, places) | _list_citations(cited)
    version = {"@id": permanent_url(entry, "", entry.version)}
    node |= {**version, "url": version, "dcterms:isVersionOf": node["url"]}
    return _describe_event(node) if entry.kind == "event" else node


def _list_citations(cited: Iterable[Entry]) -> dict[str, Any]:
    addresses = dict.fromkeys(permanent_url(one) for one in cited)
    citations = [{"@id": address} for address in addresses]
    return {"citation": citations} if citations else {}


def build_list_data(
    kind: str,
    record: dict[str, Any],
    entries: Iterable[Entry] = (),
    total: int | None = None,
    **more: Any,
) -> dict[str, Any]:
    """What a page that is no entry says of itself, from its CSL record: `kind` is its
    type in schema.org, `entries` are those on this page in their order, of `total`."""
    listed = [{"@id": permanent_url(entry)} for entry in entries]
    items = {"@type": "ItemList", "numberOfItems": total, "itemListElement": listed}
    node = {
        "@context": JSON_LD_CONTEXT,
        "@id": record["URL"],
        "@type": kind,
        "url": {"@id": record["URL"]},
        "name": record["title"],
        "inLanguage": record["language"],
        "isPartOf": _named_node("WebSite", record["container-title"]),
        "mainEntity": items if listed else "",
        **more,
    }
    return {name: value for name, value in node.items() if value}


def _describe_event(node: dict[str, Any]) -> dict[str, Any]:
    """An event with properties of schema.org's Event alone: what is said of a work is
    said of the page about it (`subjectOf`), and its places are its `location`."""
    page = {"@type": "WebPage", "@id": node["url"]["@id"]}
    page |= {name: node.pop(name) for name in _OF_WORKS if node.get(name)}
    proofs = [node["subjectOf"]] if node.get("subjectOf") else []
    summary = node.pop("abstract", "")
    own = {name: value for name, value in node.items() if name not in _OF_WORKS}
    own["location"] = own.pop("spatialCoverage", [])
    own["description"] = own.get("description") or summary
    return own | {"subjectOf": [page, *proofs]}


def sibling_url(id_code_display: str, record: dict[str, Any]) -> str:
    """The permanent URL of another entry."""
    stem = str(record["address"]).rpartition("/")[0]
    return f"{stem}/{id_code_display.replace('-', '').lower()}"


def schema_type(entry: Entry) -> str:
    """The schema.org type of an entry. It is never ClaimReview, because the archive
    judges no claims. A source must be loaded as a source.
    """
    if isinstance(entry, Source):
        return source_type(entry).schema
    return ENTRY_KINDS[entry.kind].schema_type


def build_linked_data(
    entry: Entry,
    reference: Reference,
    places: Iterable[tuple[Region, str]] | None = None,
) -> dict[str, Any]:
    """The structured data of an entry's page, from its reference; no query.

    The entry must be loaded as its own kind, with its vocabulary, which `places` (of a
    former version) replaces.
    """
    if places is None:
        places = [(tied.region, tied.role) for tied in entry.entry_regions.all()]
    csl, url = reference.csl, permanent_url(entry)
    language = entry.language
    node: dict[str, Any] = {
        "@context": JSON_LD_CONTEXT,
        "@id": url,
        "@type": schema_type(entry),
        "identifier": entry.id_code_display,
        "dcterms:identifier": entry.id_code_display,
        "url": {"@id": url},
        "name": _language_value(entry.title, language),
        "author": [_author_node(name) for name in csl.get("author", [])],
        "version": entry.version,
        "genre": csl.get("genre", ""),
        "keywords": list(reference.tags),
        "spatialCoverage": _place_nodes(places),
        "dcterms:date": entry.date,
        "archivedAt": {"@id": permanent_url(entry, "", entry.version)},
        "publisher": _named_node("Organization", csl.get("publisher", "")),
        "isPartOf": _named_node(
            "Newspaper" if csl["type"] == "article-newspaper" else "WebSite",
            csl.get("container-title", "") if entry.kind != "event" else "",
        ),
    }
    if csl.get("URL", url) != url and entry.kind in ("article", "source"):
        node["isBasedOn"] = {"@id": csl["URL"]}
    node |= _list_proof_and_relations(reference)
    node |= _date_properties(entry, str(node["@type"])) | _description_properties(entry)
    return {name: value for name, value in node.items() if value}


def _list_proof_and_relations(reference: Reference) -> dict[str, Any]:
    """The proof that the version was published, and related entries by property."""
    found: dict[str, Any] = {}
    if reference.proof_url:
        found["subjectOf"] = {"@type": "DigitalDocument", "@id": reference.proof_url}
    for work in reference.related:
        name = RELATION_PROPERTIES.get(work.relation, "dcterms:relation")
        found.setdefault(name, []).append({"@id": work.url})
    return found


def _language_value(text: str, language: str) -> Any:
    if not text or language == "und":
        return text
    return {"@value": text, "@language": language}


def _author_node(name: AuthorName) -> Any:
    """A person with name parts, or an organisation by the words of its name. Any other
    literal name may be anything, so it stays a text."""
    if "literal" in name:
        literal = name["literal"]
        is_organisation = names_organisation(literal)
        return _named_node("Organization", literal) if is_organisation else literal
    return {
        "@type": "Person",
        "name": display_name(name),
        "familyName": name["family"],
        "givenName": name.get("given", ""),
    }


def _named_node(kind: str, name: str) -> Any:
    return {"@type": kind, "name": name} if name else ""


def _place_nodes(places: Iterable[tuple[Region, str]]) -> list[dict[str, str]]:
    return [
        build_place_node(region.name("en"), region.code)
        for region, role in places
        if role != "published_in"
    ]


def build_place_node(name: str, code: str) -> dict[str, str]:
    """A region as a place of schema.org."""
    return {"@type": "Place", "identifier": code, "name": name}


def _date_properties(entry: Entry, kind: str) -> dict[str, str]:
    """Dates in ISO 8601, as schema.org wants; `dcterms:date` has the full EDTF."""
    begin, slash, end = entry.date.partition("/")
    if entry.kind == "event":
        return {
            "startDate": _iso_date_or_empty(begin),
            "endDate": _iso_date_or_empty(end) if slash else "",
        }
    return {
        DATE_PROPERTIES.get(kind, "dateCreated"): ""
        if slash
        else _iso_date_or_empty(begin)
    }


def _iso_date_or_empty(date: str) -> str:
    is_iso = len(date) in (4, 7, 10) and date.replace("-", "").isdigit()
    return date if is_iso else ""


def _description_properties(entry: Entry) -> dict[str, Any]:
    """The properties of one kind."""
    language = entry.language
    if isinstance(entry, Photo):
        caption = _language_value(entry.text, language)
        return {"caption": caption, "creditText": entry.credit_line}
    described: dict[str, Any] = {"abstract": _language_value(entry.summary, language)}
    if isinstance(entry, Event):
        described["description"] = _language_value(entry.description, language)
        if entry.event_kind == "plan":
            described["eventStatus"] = {"@id": "https://schema.org/EventScheduled"}
    elif language != "und":
        described["inLanguage"] = language
    if entry.kind == "article":
        described["headline"] = _language_value(entry.title, language)
    return described
