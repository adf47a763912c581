"""The hits of a page, each with the reasons why it matched."""

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


def load_hits(ids: list[int], parsed: ParsedQuery) -> tuple[SearchHit, ...]:
    """Hits for those ids that are public now, in this order; about ten queries."""
    # What is public is a column, or SQLite would look at all public entries first.
    marked = Entry.objects.annotate(is_public=public_column())
    by_id = marked.with_vocabulary().in_bulk(ids)
    entries = [by_id[pk] for pk in ids if pk in by_id and vars(by_id[pk])["is_public"]]
    loader = TextLoader(entries)
    highlighter = Highlighter(parsed.targets)
    return tuple(_make_hit(entry, loader, highlighter, parsed) for entry in entries)


def _make_hit(
    entry: Entry, loader: TextLoader, highlighter: Highlighter, parsed: ParsedQuery
) -> SearchHit:
    record = loader.own_kinds.get(entry.pk)
    if not parsed.targets:
        title = mark_spans(entry.title, ())
        return SearchHit(entry, title, "", None, SafeString(""), (), record)
    hit = highlight_texts(loader.iter_texts(entry), highlighter)
    via, reasons = SafeString(""), hit.reasons
    if not reasons:
        via, reasons = _find_label_reason(entry, highlighter, parsed)
    return SearchHit(entry, hit.title, hit.anchor, hit.snippet, via, reasons, record)


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
    return SafeString(""), ()


def _iter_label_paths(entry: Entry) -> Iterator[tuple[Iterable[str], str]]:
    """The keys above each tag and region of an entry, itself with them, and its
    name in the reader's language."""
    for tagging in entry.taggings.all():
        tag = tagging.tag
        yield tag.path.rstrip("|").split("|"), str(tag)
    for tie in entry.entry_regions.all():
        if tie.role != "published_in":
            yield tie.region.path.rstrip("/").split("/"), str(tie.region)
