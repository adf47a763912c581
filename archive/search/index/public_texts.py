"""What readers see of public entries, text by text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from archive.models import (
    Article,
    Entry,
    Event,
    Passage,
    Photo,
    Source,
    load_own_kinds,
)
from archive.models.entries.author import list_author_names
from archive.models.prepared_queries import prepare_query
from archive.text.addresses import find_host
from archive.text.author_names import display_name

_PRELOADED = "_public_texts"


@dataclass(frozen=True)
class EntryText:
    """One text: the field of its own that holds it ("" for none; "host" is that of the
    original's address), where it stands in the entry, and its language."""

    field: str
    anchor: str
    language: str
    text: str


class TextLoader:
    """The records behind a batch of entries: at most six queries for all."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.own_kinds = load_own_kinds(entries)
        self.passages: defaultdict[int, list[Passage]] = defaultdict(list)
        open_to_all = [
            pk
            for pk, own in self.own_kinds.items()
            if isinstance(own, Article) and own.text_access == "public"
        ]
        if open_to_all:
            for passage in _read_passages(open_to_all):
                self.passages[passage.article_id].append(passage)

    def iter_texts(self, entry: Entry) -> Iterator[EntryText]:
        """All that readers see of a public entry; its title comes first."""
        language = entry.language
        yield EntryText("title", "", language, entry.title)
        yield EntryText("", "", language, entry.summary)
        yield EntryText("", "", language, entry.reply)
        record = self.own_kinds.get(entry.pk)  # None where its own row is lost
        if isinstance(record, Article):
            yield from self._iter_article_texts(record)
        elif isinstance(record, Photo):
            printed = record.caption if record.reading else ""
            yield EntryText("caption", "", language, record.text)
            yield EntryText("caption", "", language, printed)
            yield EntryText("credit", "", "und", record.credit_line)
            yield from self._iter_authors(record, "credit")
        elif isinstance(record, Source):
            yield EntryText("source", "", "und", record.creator)
            yield EntryText("source", "", "und", record.publisher)
            yield EntryText("host", "", "und", find_host(record.original_url))
            yield from self._iter_authors(record, "source")
        elif isinstance(record, Event):
            yield EntryText("", "", language, record.description)

    def _iter_article_texts(self, article: Article) -> Iterator[EntryText]:
        own = article.language
        yield EntryText("", "", own, article.kicker)
        yield EntryText("byline", "", "und", article.byline)
        yield from self._iter_authors(article, "byline")
        outlet = article.outlet.name if article.outlet else ""
        yield EntryText("source", "", "und", outlet)
        yield EntryText("source", "", "und", article.issued_by)
        yield EntryText("host", "", "und", find_host(article.original_url))
        if article.text_access != "public":
            return
        yield EntryText("", "", own, article.lead)
        for passage in self.passages[article.pk]:
            language = passage.language if passage.language != "und" else own
            yield EntryText("", passage.anchor, language, passage.text)
            if passage.reading:
                yield EntryText("", passage.anchor, language, passage.verbatim)

    def _iter_authors(self, entry: Entry, field: str) -> Iterator[EntryText]:
        """The names that an editor confirmed: a byline may abbreviate them."""
        for name in list_author_names(entry):
            yield EntryText(field, "", "und", display_name(name))


@prepare_query
def _read_passages(articles: Collection[int]) -> QuerySet[Passage]:
    passages = Passage.objects.public().filter(article__in=articles)
    return passages.order_by("article_id", "position")


def iter_entry_labels(entry: Entry) -> Iterator[str]:
    """Labels and synonyms of its tags and regions, in every language; no query where
    its vocabulary is prefetched."""
    for tagging in entry.taggings.all():
        for label in tagging.tag.labels.all():
            yield label.label
    for tied in entry.entry_regions.all():
        if tied.role != "published_in":
            for name in tied.region.names.all():
                yield name.name


def preload_public_texts(entries: Iterable[Entry]) -> None:
    """Keep with each of the entries what readers see of it, for `list_public_texts`; at
    most five queries for all."""
    entries = list(entries)
    loader = TextLoader(entries)
    for entry in entries:
        setattr(entry, _PRELOADED, list(loader.iter_texts(entry)))


def list_public_texts(entry: Entry) -> list[EntryText]:
    """All that readers see of a public entry, its title first; at most five queries,
    none where it was preloaded."""
    preloaded: list[EntryText] | None = getattr(entry, _PRELOADED, None)
    return (
        list(TextLoader([entry]).iter_texts(entry)) if preloaded is None else preloaded
    )
