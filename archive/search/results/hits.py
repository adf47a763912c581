"""The hits of a page, each with the reasons why it matched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from archive.models import Entry
from archive.models.entries.regions_and_tags import prefetch_vocabulary
from archive.models.held_values import HeldValues
from archive.models.visibility import public_column
from archive.search.index.public_texts import (
    EntryText,
    TextLoader,
    iter_entry_labels,
)
from archive.search.query.parsed_query import ParsedQuery
from archive.search.query.word_nodes import MATCH_VARIANTS

from .marking import Highlighter
from .snippets import MatchReason, highlight_texts, mark_spans

NO_NAME = mark_spans("", ())


@dataclass(frozen=True)
class SearchHit:
    """One result: its title with the hits marked, where it matched, and the words
    around it, marked. `matched_name` is the name of a tag or region that matched, where
    the text itself does not say the words; `reasons` tell the field and the way.
    `record` is the entry as its own kind, None where its own row is lost."""

    entry: Entry
    title: SafeString
    anchor: str
    snippet: SafeString | None
    matched_name: SafeString
    reasons: tuple[MatchReason, ...]
    record: Entry | None = None


@dataclass(frozen=True)
class PublicRecord:
    """A public entry with its vocabulary, as its own kind, and what readers see of
    it."""

    entry: Entry
    own: Entry | None
    texts: tuple[EntryText, ...]


_records = HeldValues[int, PublicRecord](most=400)


def load_hits(ids: list[int], parsed: ParsedQuery) -> tuple[SearchHit, ...]:
    """Hits for those ids that are public now, in this order; about ten queries for
    those that are not held."""
    highlighter = Highlighter(parsed.targets)
    records = _records.look_up(ids, _load_records).values()
    return tuple(_make_hit(record, highlighter, parsed) for record in records)


def _load_records(ids: list[int]) -> dict[int, PublicRecord]:
    # What is public is a column, or SQLite would look at all public entries first.
    by_id = Entry.objects.annotate(is_public=public_column()).in_bulk(ids)
    entries = [entry for entry in by_id.values() if vars(entry)["is_public"]]
    prefetch_vocabulary(entries)
    loader = TextLoader(entries)
    return {
        entry.pk: PublicRecord(
            entry,
            loader.own_kinds.get(entry.pk),
            tuple(text for text in loader.iter_texts(entry) if text.text),
        )
        for entry in entries
    }


def _make_hit(
    record: PublicRecord, highlighter: Highlighter, parsed: ParsedQuery
) -> SearchHit:
    entry, own = record.entry, record.own
    if not parsed.targets:
        title = mark_spans(entry.title, ())
        return SearchHit(entry, title, "", None, NO_NAME, (), own)
    hit = highlight_texts(record.texts, highlighter)
    via, reasons = NO_NAME, hit.reasons
    if not reasons:
        via, reasons = _find_label_reason(entry, highlighter, parsed)
    return SearchHit(entry, hit.title, hit.anchor, hit.snippet, via, reasons, own)


def _find_label_reason(
    entry: Entry, highlighter: Highlighter, parsed: ParsedQuery
) -> tuple[SafeString, tuple[MatchReason, ...]]:
    """The name of a tag or region that says the words, else one below what they
    name."""
    matches = [
        (span, name)
        for name in dict.fromkeys(iter_entry_labels(entry))  # a name of many languages
        for span in highlighter.find_spans(name, "und")
    ]
    if matches:
        own = {name for _path, name in _iter_label_paths(entry)}
        first, best = min(
            matches,
            key=lambda m: (MATCH_VARIANTS.index(m[0].variant), m[1] not in own),
        )
        reason = MatchReason("label", first.variant, first.word, best)
        spans = [span for span, name in matches if name == best]
        return mark_spans(best, spans), (reason,)
    for word, concept in parsed.concepts:
        for path, name in _iter_label_paths(entry):
            if concept.key in path:
                return mark_spans(name, ()), (
                    MatchReason("label", "narrower", word, name),
                )
    return NO_NAME, ()


def _iter_label_paths(entry: Entry) -> Iterator[tuple[Iterable[str], str]]:
    """The keys above each tag and region of an entry, itself with them, and its
    name in the reader's language."""
    for tagging in entry.taggings.all():
        tag = tagging.tag
        yield tag.path.rstrip("|").split("|"), str(tag)
    for tie in entry.entry_regions.all():
        if tie.role != "published_in":
            yield tie.region.path.rstrip("/").split("/"), str(tie.region)
