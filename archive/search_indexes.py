"""What Haystack knows of our records: an index class for each kind of entry.

`index_queryset()` is what is public. The fields are those of our index
(`archive.search.engines.document_fields`); the words of a document are made by
`archive.search.index.documents`, not by `prepare()`, which makes what a result shows.
See docs/search.md.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from haystack import indexes

from archive.models import SUBJECT_ROLES, Article, Entry, Event, Photo, Source
from archive.models.entries.entry import EntryQuerySet
from archive.search import list_public_texts


class EntryIndex(indexes.SearchIndex):
    """What all kinds share."""

    model: type[Entry]

    text = indexes.CharField(document=True)
    title = indexes.CharField(model_attr="title")
    title_auto = indexes.EdgeNgramField(model_attr="title", stored=False)
    content_auto = indexes.EdgeNgramField(stored=False)
    summary = indexes.CharField(model_attr="summary", indexed=False)
    id_code = indexes.CharField(model_attr="id_code", indexed=False)
    url = indexes.CharField(model_attr="get_absolute_url", indexed=False)
    kind = indexes.CharField(model_attr="kind", faceted=True)
    language = indexes.CharField(model_attr="language", faceted=True)
    regions = indexes.MultiValueField(faceted=True)
    about = indexes.MultiValueField(faceted=True)
    happened_in = indexes.MultiValueField(faceted=True)
    shown = indexes.MultiValueField(faceted=True)
    published_in = indexes.MultiValueField(faceted=True)
    tags = indexes.MultiValueField(faceted=True)
    sources = indexes.MultiValueField(faceted=True, stored=False)
    date = indexes.CharField(model_attr="date")
    earliest = indexes.DateField(null=True)
    latest = indexes.DateField(null=True)
    pub_date = indexes.DateTimeField(model_attr="first_published_at")

    def get_model(self) -> type[Entry]:
        """The records that this class is for."""
        return self.model

    def get_updated_field(self) -> str:
        """When an entry was changed last, for `update_index --age`."""
        return "modified_at"

    def index_queryset(self, using: str | None = None) -> EntryQuerySet:
        """What is public."""
        return self.model.objects.public()

    def read_queryset(self, using: str | None = None) -> EntryQuerySet:
        """What is public. The tables beside it are left to `ResultLoader`, which reads
        them once for all kinds; a view that calls `load_all()` reads each kind again.
        """
        return self.index_queryset(using=using)

    def load_all_queryset(self) -> EntryQuerySet:
        """What is public, with the names of its regions and tags: Haystack's own would
        load what is hidden too."""
        return self.read_queryset().with_vocabulary()

    def prepare_text(self, entry: Entry) -> str:
        """All that readers see of it; at most five queries."""
        return " ".join(part.text for part in list_public_texts(entry) if part.text)

    def prepare_regions(self, entry: Entry) -> list[str]:
        """Codes of the places it is about, where it happened or that it shows, and of
        all above them."""
        return _list_codes(entry, SUBJECT_ROLES)

    def prepare_about(self, entry: Entry) -> list[str]:
        """Codes of the places it is about."""
        return _list_codes(entry, ("about",))

    def prepare_happened_in(self, entry: Entry) -> list[str]:
        """Codes of the places where it happened."""
        return _list_codes(entry, ("happened_in",))

    def prepare_shown(self, entry: Entry) -> list[str]:
        """Codes of the places that it shows."""
        return _list_codes(entry, ("shown",))

    def prepare_published_in(self, entry: Entry) -> list[str]:
        """Codes of the places where it was published."""
        return _list_codes(entry, ("published_in",))

    def prepare_tags(self, entry: Entry) -> list[str]:
        """Keys of its tags, such as `theme/surveillance`, and of all broader ones."""
        paths = (tagging.tag.path for tagging in entry.taggings.all())
        return _drop_repeated(
            key for path in paths for key in path.rstrip("|").split("|")
        )

    def prepare_earliest(self, entry: Entry) -> datetime.date | None:
        """The first day on which it may have happened; None where that is open, not
        known or beyond the years 1 to 9999."""
        return _to_date(entry.date_earliest)

    def prepare_latest(self, entry: Entry) -> datetime.date | None:
        """The last day, likewise."""
        return _to_date(entry.date_latest)


class ArticleIndex(EntryIndex, indexes.Indexable):
    """Newspaper articles; `source` is the outlet."""

    model = Article

    byline = indexes.CharField()
    source = indexes.CharField(model_attr="outlet__name", default="")

    def read_queryset(self, using: str | None = None) -> EntryQuerySet:
        """With their outlets."""
        # Fields of articles, which the type of the set doesn't tell.
        more = ("outlet", "authors")
        return super().read_queryset(using=using).prefetch_related(*more)

    def prepare_byline(self, article: Article) -> str:
        """As printed, and the names that an editor confirmed where they say more."""
        names = [str(author) for author in article.authors.all()]
        more = [name for name in names if name not in article.byline]
        return ", ".join(filter(None, [article.byline, *more]))


class PhotoIndex(EntryIndex, indexes.Indexable):
    """Photos, with the name of who took them."""

    model = Photo

    caption = indexes.CharField(model_attr="text")
    credit = indexes.CharField(model_attr="credit", faceted=True)


class SourceIndex(EntryIndex, indexes.Indexable):
    """Sources; `source` is who made and published it."""

    model = Source

    source = indexes.CharField()

    def prepare_source(self, source: Source) -> str:
        """Who made it and who published it."""
        return ", ".join(name for name in (source.creator, source.publisher) if name)


class EventIndex(EntryIndex, indexes.Indexable):
    """Events."""

    model = Event


def _list_codes(entry: Entry, roles: Iterable[str]) -> list[str]:
    ties = (tie for tie in entry.entry_regions.all() if tie.role in roles)
    return _drop_repeated(
        code for tie in ties for code in tie.region.path.rstrip("/").split("/")
    )


def _to_date(number: int | None) -> datetime.date | None:
    if number is None or not 1 <= number <= datetime.date.max.toordinal():
        return None
    return datetime.date.fromordinal(number)


def _drop_repeated(values: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(values))
