"""A reference in the head of its page, as reference managers look for it there.

What Zotero's translators take (read in copies of 2015): the item type from
`z:itemType`, else `DC.type`; the publication from `prism.publicationName`, then
Highwire's, and `og:site_name` where there is none, so that is not written: the archive
is not the newspaper. `DC.coverage` would become the place in the archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.citations._references import Reference, family_name_first
from archive.text.author_names import AuthorName

from .item_types import item_type

_DCMI_TYPES = {"graphic": "StillImage", "dataset": "Dataset"}


@dataclass(frozen=True)
class MetaTag:
    """One `<meta>`: Open Graph names its tags by `property`, all others by `name`."""

    name: str
    content: str

    @property
    def attribute(self) -> str:
        """The attribute that the name stands in."""
        return "property" if self.name.startswith(("og:", "article:")) else "name"


def build_meta_tags(found: Reference) -> list[MetaTag]:
    """Highwire, Dublin Core, Open Graph and Zotero's own names, all of one item."""
    rows = (
        *_highwire_tags(found),
        *_dublin_core_tags(found),
        *_zotero_tags(found),
        *_open_graph_tags(found),
    )
    return [MetaTag(name, content) for name, content in rows if content]


def _highwire_tags(found: Reference) -> Iterator[tuple[str, str]]:
    yield "citation_title", found.line("title")
    for name in found.authors:
        yield "citation_author", _highwire_author(name)
    if found.is_plain:
        yield "citation_publication_date", found.date.replace("-", "/")
    yield "citation_language", found.line("language")
    yield "citation_publisher", found.line("publisher")
    yield "citation_issn", found.line("ISSN")
    yield "citation_keywords", "; ".join(found.tags)
    yield "citation_public_url", found.line("URL")


def _highwire_author(name: AuthorName) -> str:
    """A comma behind a name of several words keeps readers from cutting it."""
    whole = family_name_first(name)
    return f"{whole}," if "literal" in name and " " in whole else whole


def _dublin_core_tags(found: Reference) -> Iterator[tuple[str, str]]:
    yield "DC.type", item_type(found.csl["type"]).zotero
    yield "DC.type", _DCMI_TYPES.get(found.csl["type"], "Text")
    yield "DC.title", found.line("title")
    for name in found.authors:
        yield "DC.creator", family_name_first(name)
    yield "DC.date", found.date
    yield "DC.language", found.line("language")
    yield "DC.publisher", found.line("publisher")
    for tag in found.tags:
        yield "DC.subject", tag
    yield "DC.identifier", found.line("URL")
    yield "DCTERMS.isPartOf", found.line("container-title")
    yield "prism.publicationName", found.line("container-title")


def _zotero_tags(found: Reference) -> Iterator[tuple[str, str]]:
    yield "z:itemType", item_type(found.csl["type"]).zotero
    yield "z:archive", found.line("archive")
    yield "z:archiveLocation", found.line("archive_location")


def _open_graph_tags(found: Reference) -> Iterator[tuple[str, str]]:
    """Of type `article`, which Zotero takes for a guess; another would outrank ours."""
    yield "og:type", "article"
    yield "og:title", found.line("title")
    yield "og:locale", found.line("language").replace("-", "_")
    yield "og:url", found.note
    if found.is_plain:
        yield "article:published_time", found.date
    yield "article:section", found.line("section")
