"""The entries of a page, each with why it matched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from archive.models import Entry
from archive.models.visibility import public_column
from archive.search.index.public_texts import Loaded, labels
from archive.search.query.parsed_query import Asked
from archive.search.query.word_nodes import VARIANTS

from .marking import Marker
from .snippets import Reason, marked, shown


@dataclass(frozen=True)
class Hit:
    """One result: its title with the hits marked, where it matched, and the words
    around it, marked. `via` is the name of a tag or region that matched, where the
    text itself does not say the words; `reasons` tell the field and the way."""

    entry: Entry
    title: SafeString
    anchor: str
    snippet: SafeString | None
    via: SafeString
    reasons: tuple[Reason, ...]


def hits(ids: list[int], asked: Asked) -> tuple[Hit, ...]:
    """Those of the entries that are public now, in this order; about ten queries."""
    told = Entry.objects.annotate(is_public=public_column())
    entries = told.with_vocabulary().in_bulk(ids)
    here = [entries[pk] for pk in ids if pk in entries]
    found = [e for e in here if e.is_public]  # type: ignore[attr-defined]
    loaded = Loaded(found)
    marker = Marker(asked.sought)
    return tuple(_hit(entry, loaded, marker, asked) for entry in found)


def _hit(entry: Entry, loaded: Loaded, marker: Marker, asked: Asked) -> Hit:
    if not asked.sought:
        return Hit(entry, marked(entry.title, ()), "", None, SafeString(""), ())
    seen = shown(loaded.texts(entry), marker)
    via, reasons = SafeString(""), seen.reasons
    if not reasons:
        via, reasons = _via(entry, marker, asked)
    return Hit(entry, seen.title, seen.anchor, seen.snippet, via, reasons)


def _via(
    entry: Entry, marker: Marker, asked: Asked
) -> tuple[SafeString, tuple[Reason, ...]]:
    """The name of a tag or region that says the words, else one below what they
    name."""
    said = [(span, name) for name in labels(entry)
            for span in marker.spans(name, "und")]  # fmt: skip
    if said:
        first, name = min(said, key=lambda pair: VARIANTS.index(pair[0].variant))
        reason = Reason("label", first.variant, first.word, name)
        return marked(name, [span for span, of in said if of == name]), (reason,)
    for word, concept in asked.named:
        for path, name in _held(entry):
            if concept.key in path:
                return marked(name, ()), (Reason("label", "narrower", word, name),)
    return SafeString(""), ()


def _held(entry: Entry) -> Iterator[tuple[Iterable[str], str]]:
    """The keys above each tag and region of an entry, itself with them, and its
    name."""
    for tagging in entry.taggings.all():
        tag = tagging.tag
        yield tag.path.rstrip("|").split("|"), tag.label("en")
    for tie in entry.entry_regions.all():
        if tie.role != "published_in":
            yield tie.region.path.rstrip("/").split("/"), tie.region.name("en")
