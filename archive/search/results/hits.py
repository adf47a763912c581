"""The entries of a page, each with why it matched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from archive.models import Entry
from archive.models.visibility import public_column
from archive.search.index.public_texts import TextLoader, iter_entry_labels
from archive.search.query.parsed_query import ParsedQuery
from archive.search.query.word_nodes import MATCH_VARIANTS

from .marking import Highlighter
from .snippets import MatchReason, highlight_texts, mark_spans


@dataclass(frozen=True)
class SearchHit:
    """One result: its title with the hits marked, where it matched, and the words
    around it, marked. `via` is the name of a tag or region that matched, where the
    text itself does not say the words; `reasons` tell the field and the way."""

    entry: Entry
    title: SafeString
    anchor: str
    snippet: SafeString | None
    via: SafeString
    reasons: tuple[MatchReason, ...]


def load_hits(ids: list[int], asked: ParsedQuery) -> tuple[SearchHit, ...]:
    """Those of the entries that are public now, in this order; about ten queries."""
    told = Entry.objects.annotate(is_public=public_column())
    entries = told.with_vocabulary().in_bulk(ids)
    here = [entries[pk] for pk in ids if pk in entries]
    found = [e for e in here if e.is_public]  # type: ignore[attr-defined]
    loaded = TextLoader(found)
    marker = Highlighter(asked.sought)
    return tuple(_make_hit(entry, loaded, marker, asked) for entry in found)


def _make_hit(
    entry: Entry, loaded: TextLoader, marker: Highlighter, asked: ParsedQuery
) -> SearchHit:
    if not asked.sought:
        return SearchHit(
            entry, mark_spans(entry.title, ()), "", None, SafeString(""), ()
        )
    seen = highlight_texts(loaded.texts(entry), marker)
    via, reasons = SafeString(""), seen.reasons
    if not reasons:
        via, reasons = _find_label_reason(entry, marker, asked)
    return SearchHit(entry, seen.title, seen.anchor, seen.snippet, via, reasons)


def _find_label_reason(
    entry: Entry, marker: Highlighter, asked: ParsedQuery
) -> tuple[SafeString, tuple[MatchReason, ...]]:
    """The name of a tag or region that says the words, else one below what they
    name."""
    said = [
        (span, name)
        for name in iter_entry_labels(entry)
        for span in marker.spans(name, "und")
    ]
    if said:
        first, name = min(said, key=lambda pair: MATCH_VARIANTS.index(pair[0].variant))
        reason = MatchReason("label", first.variant, first.word, name)
        return mark_spans(name, [span for span, of in said if of == name]), (reason,)
    for word, concept in asked.named:
        for path, name in _iter_label_paths(entry):
            if concept.key in path:
                return mark_spans(name, ()), (
                    MatchReason("label", "narrower", word, name),
                )
    return SafeString(""), ()


def _iter_label_paths(entry: Entry) -> Iterator[tuple[Iterable[str], str]]:
    """The keys above each tag and region of an entry, itself with them, and its
    name."""
    for tagging in entry.taggings.all():
        tag = tagging.tag
        yield tag.path.rstrip("|").split("|"), tag.label("en")
    for tie in entry.entry_regions.all():
        if tie.role != "published_in":
            yield tie.region.path.rstrip("/").split("/"), tie.region.name("en")
