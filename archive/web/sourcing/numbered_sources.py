"""The sources of an entry as numbered notes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from archive.models import Article, Citation, Entry, Passage, Source
from archive.models.prepared_queries import prepare_query
from archive.models.visibility import is_text_public

from .chain_drawing import draw_source_chain
from .source_chain import build_source_chain, count_citing_entries

USE_NAMES = {
    "quotes": _("quotes this source"),
    "reports": _("reports what this source says"),
    "is_based_on": _("relies on this source"),
    "shows": _("shows pictures from this source"),
}


@dataclass(frozen=True)
class SourceUse:
    """How an entry uses a source: in which passage, where in the source, quoting which
    words."""

    relation: str
    anchor: str
    locator: str
    quotation: str


@dataclass
class NumberedSource:
    """A source with its number, its uses, and how many `other_entries` cite it."""

    number: int
    source: Source
    passages: list[str] = field(default_factory=list)
    uses: list[SourceUse] = field(default_factory=list)
    other_entries: int = 0


def number_sources(entry: Entry) -> list[NumberedSource]:
    """The public sources that an entry of its own kind cites, each once, numbered in
    order of use.

    Each with its uses (relation, public passage, locator and quoted words) and the
    number of other public entries that cite it.
    """
    citations = _read_citations(entry.pk)
    is_open = not isinstance(entry, Article) or is_text_public(entry)
    readable = _load_readable_anchors(entry, citations) if is_open else {}
    rows: dict[int, NumberedSource] = {}
    for citation in citations:
        row = rows.setdefault(
            citation.source_id, NumberedSource(len(rows) + 1, citation.source)
        )
        use = _describe_use(citation, readable, is_open=is_open)
        if use.anchor and use.anchor not in row.passages:
            row.passages.append(use.anchor)
        if use not in row.uses:
            row.uses.append(use)
    others = _count_other_citing_entries(entry, list(rows))
    for pk, row in rows.items():
        row.other_entries = others.get(pk, 0)
    return list(rows.values())


def _load_readable_anchors(entry: Entry, citations: list[Citation]) -> dict[int, str]:
    """The anchors of the public passages among those that the citations name."""
    passages = {c.passage_id for c in citations if c.passage_id}
    if not passages:
        return {}
    return dict(_read_public_anchors(entry.pk, passages))


def build_sources_context(
    entry: Entry, sources: Sequence[NumberedSource]
) -> dict[str, object]:
    """The template context: numbered sources, their chain and its drawing."""
    chain = build_source_chain(entry, [row.source for row in sources])
    return {"sources": sources, "chain": chain, "drawing": draw_source_chain(chain)}


def build_source_chain_context(source: Source) -> dict[str, object]:
    """The same for the page of a source: what it is based on."""
    chain = build_source_chain(source, [source])
    return {"chain": chain, "drawing": draw_source_chain(chain)}


def _describe_use(
    citation: Citation, readable: dict[int, str], *, is_open: bool
) -> SourceUse:
    """How a source is used, without words of a text that readers do not see."""
    anchor = readable.get(citation.passage_id or 0, "")
    is_hidden = not is_open or bool(citation.passage_id and not anchor)
    return SourceUse(
        str(USE_NAMES[citation.relation]),
        anchor,
        citation.locator,
        "" if is_hidden else citation.quotation_exact,
    )


def _count_other_citing_entries(entry: Entry, sources: list[int]) -> dict[int, int]:
    """How many other public entries cite each source."""
    return dict(count_citing_entries(sources, entry.pk))


@prepare_query
def _read_citations(entry: int) -> QuerySet[Citation]:
    public = Entry.objects.public().filter(kind="source").values("pk")
    cited = Citation.objects.filter(entry=entry, source__in=public)
    return cited.select_related("source")


@prepare_query
def _read_public_anchors(
    article: int, passages: Collection[int]
) -> QuerySet[Passage, tuple[int, str]]:
    public = Passage.objects.public().filter(article=article, pk__in=passages)
    return public.values_list("pk", "anchor")
