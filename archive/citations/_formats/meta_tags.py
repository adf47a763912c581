"""A reference as `<meta>` elements, where reference managers look for it.

Zotero's translators (copies of 2015) take the item type from `z:itemType`, else from
`DC.type`. They take the publication from `prism.publicationName`, then from Highwire's
tags, then from `og:site_name`. The latter names the archive, which is not the
newspaper: it stands only where something outranks it, or where Zotero's type has no
publication. We don't write `DC.coverage`, because it would become the location in the
archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import Truncator

from archive.citations._references import Reference, family_name_first
from archive.text.author_names import AuthorName, display_name
from archive.text.languages import find_locale

from .item_types import item_type

# Types of Zotero whose publication would be the archive, where nothing names one.
_WITH_PUBLICATION = {"newspaperArticle", "blogPost", "webpage", "case"}
MOST_CHARACTERS = 300  # of a description where a link is shown
_DCMI_TYPES = {"graphic": "StillImage", "dataset": "Dataset"}


@dataclass(frozen=True)
class MetaTag:
    """A `<meta>` element: Open Graph tags have a `property`, all others a `name`."""

    name: str
    content: str

    @property
    def attribute(self) -> str:
        """The attribute that holds the name."""
        return "property" if self.name.startswith(("og:", "article:")) else "name"


def build_meta_tags(reference: Reference) -> list[MetaTag]:
    """Highwire, Dublin Core, Zotero and Open Graph tags of one item."""
    rows = (
        *_highwire_tags(reference),
        *_dublin_core_tags(reference),
        *_zotero_tags(reference),
        *_open_graph_tags(reference),
    )
    return [MetaTag(name, content) for name, content in rows if content]


def _highwire_tags(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "citation_title", reference.get_line("title")
    for name in reference.authors:
        yield "citation_author", _highwire_author(name)
    if reference.has_plain_date:
        yield "citation_publication_date", reference.date.replace("-", "/")
    yield "citation_language", reference.get_line("language")
    yield "citation_publisher", reference.publisher
    yield "citation_issn", reference.get_line("ISSN")
    yield "citation_keywords", "; ".join(reference.tags)
    yield "citation_public_url", reference.get_line("URL")


def _highwire_author(name: AuthorName) -> str:
    """A comma after a literal name of several words keeps readers from splitting it."""
    whole = family_name_first(name)
    return f"{whole}," if "literal" in name and " " in whole else whole


def _dublin_core_tags(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "DC.type", item_type(reference.csl["type"]).zotero
    yield "DC.type", _DCMI_TYPES.get(reference.csl["type"], "Text")
    yield "DC.title", reference.get_line("title")
    for name in reference.authors:
        yield "DC.creator", family_name_first(name)
    yield "DC.date", reference.date
    yield "DC.language", reference.get_line("language")
    yield "DC.publisher", reference.publisher
    for tag in reference.tags:
        yield "DC.subject", tag
    yield "DC.identifier", reference.get_line("URL")
    yield "DCTERMS.isPartOf", reference.get_line("container-title")
    yield "prism.publicationName", reference.get_line("container-title")


def _zotero_tags(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "z:itemType", item_type(reference.csl["type"]).zotero
    yield "z:archive", reference.get_line("archive")
    yield "z:archiveLocation", reference.get_line("archive_location")


def _open_graph_tags(reference: Reference) -> Iterator[tuple[str, str]]:
    """Of type `article`, which Zotero ranks as a guess; others would outrank ours.

    Authors are names, as readers of these tags take them: the archive knows no address
    of anybody's profile.
    """
    container = reference.get_line("container-title")
    yield "og:type", "article"
    yield "og:title", reference.get_line("title")
    yield "og:description", Truncator(reference.abstract).chars(MOST_CHARACTERS)
    if container or item_type(reference.csl["type"]).zotero not in _WITH_PUBLICATION:
        site = reference.get_line("archive") or container
        yield "og:site_name", site
    language = reference.get_line("language")
    yield "og:locale", find_locale(language) if language else ""
    yield "og:url", reference.note
    if reference.has_plain_date:
        yield "article:published_time", reference.date
    if reference.is_corrected:
        yield "article:modified_time", reference.archived_day
    for name in reference.authors:
        yield "article:author", display_name(name)
    yield "article:section", reference.get_line("section")
    for tag in reference.tags:
        yield "article:tag", tag
