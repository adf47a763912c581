"""What readers see of public entries, text by text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.models import Article, Entry, Event, Passage, Photo, Source


@dataclass(frozen=True)
class EntryText:
    """One text: the field of its own that holds it ("" for none), where it stands in
    the entry, and its language."""

    field: str
    anchor: str
    language: str
    text: str


class TextLoader:
    """The records behind a batch of entries: at most five queries for all."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        of: defaultdict[str, list[int]] = defaultdict(list)
        for entry in entries:
            of[entry.kind].append(entry.pk)
        articles = Article.objects.select_related("outlet")
        self.articles = articles.in_bulk(of["article"]) if of["article"] else {}
        self.photos = Photo.objects.in_bulk(of["photo"]) if of["photo"] else {}
        self.sources = Source.objects.in_bulk(of["source"]) if of["source"] else {}
        self.events = Event.objects.in_bulk(of["event"]) if of["event"] else {}
        self.passages: defaultdict[int, list[Passage]] = defaultdict(list)
        open_to_all = [
            pk for pk, a in self.articles.items() if a.text_access == "public"
        ]
        if open_to_all:
            shown = Passage.objects.public().filter(article__in=open_to_all)
            for passage in shown.order_by("article", "position"):
                self.passages[passage.article_id].append(passage)

    def texts(self, entry: Entry) -> Iterator[EntryText]:
        """All that readers see of a public entry; its title comes first."""
        own = entry.language
        yield EntryText("title", "", own, entry.title)
        yield EntryText("", "", own, entry.summary)
        if entry.pk in self.articles:
            yield from self._article(self.articles[entry.pk])
        elif entry.pk in self.photos:
            photo = self.photos[entry.pk]
            yield EntryText("caption", "", own, photo.text)
            yield EntryText("caption", "", own, photo.caption if photo.reading else "")
            yield EntryText("credit", "", "und", photo.credit_line)
        elif entry.pk in self.sources:
            source = self.sources[entry.pk]
            yield EntryText("source", "", "und", source.creator)
            yield EntryText("source", "", "und", source.publisher)
        elif entry.pk in self.events:
            yield EntryText("", "", own, self.events[entry.pk].description)

    def _article(self, article: Article) -> Iterator[EntryText]:
        own = article.language
        yield EntryText("", "", own, article.kicker)
        yield EntryText("byline", "", "und", article.byline)
        yield EntryText(
            "source", "", "und", article.outlet.name if article.outlet else ""
        )
        if article.text_access != "public":
            return
        yield EntryText("", "", own, article.lead)
        for passage in self.passages[article.pk]:
            language = passage.language if passage.language != "und" else own
            yield EntryText("", passage.anchor, language, passage.text)
            if passage.reading:
                yield EntryText("", passage.anchor, language, passage.verbatim)


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


def list_public_texts(entry: Entry) -> list[str]:
    """All that readers see of a public entry; at most five queries."""
    return [held.text for held in TextLoader([entry]).texts(entry) if held.text]
