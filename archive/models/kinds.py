"""The registry of the kinds of entry: everything that depends on the kind alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .entries.article import Article
from .entries.author import load_authors
from .entries.entry import Entry, EntryQuerySet
from .entries.event import Event
from .entries.photo import Photo
from .entries.source import Source
from .prepared_queries import prepare_query

Label = str | Promise


@dataclass(frozen=True)
class EntryKind:
    """One kind of entry.

    `name` stands in addresses, columns and files; `date_label` says what its date is
    of. `own_fields` are the columns of the kind alone that readers see, `quoted_fields`
    those whose text readers may have quoted. `csl_type` and `schema_type` are what
    citations and schema.org call it where nothing nearer is known. `shown_with` are
    relations that every page and file of it reads.
    """

    name: str
    model: type[Entry]
    label: Label
    plural: Label
    date_label: Label
    own_fields: tuple[str, ...]
    quoted_fields: tuple[str, ...]
    csl_type: str
    schema_type: str
    shown_with: tuple[str, ...] = ()

    @property
    def list_path(self) -> str:
        """The path of the list of this kind, below the root."""
        return f"{self.name}s/"

    def select_entries(self) -> EntryQuerySet:
        """All entries of this kind as their own model, with the rows shown with them
        prefetched."""
        rows: Any = self.model._default_manager.all()
        entries: EntryQuerySet = rows
        return entries.select_related(*self.shown_with) if self.shown_with else entries


# In the order in which readers see them.
ENTRY_KINDS = {
    kind.name: kind
    for kind in (
        EntryKind(
            "article",
            Article,
            label=_("Article"),
            plural=_("Articles"),
            date_label=pgettext_lazy("date of an article", "Published"),
            own_fields=(
                "kicker",
                "lead",
                "byline",
                "section",
                "issued_by",
                "original_url",
                "text_is",
            ),
            quoted_fields=(),  # its passages, and its lead where the text is public
            csl_type="article-newspaper",
            schema_type="NewsArticle",
            shown_with=("outlet",),
        ),
        EntryKind(
            "photo",
            Photo,
            label=_("Photo caption"),
            plural=_("Photo captions"),
            date_label=pgettext_lazy("date of a photo", "Taken"),
            own_fields=(
                "caption",
                "reading",
                "emendation",
                "headline",
                "credit_line",
                "creator",
                "copyright_notice",
                "licence",
                "alt_text",
            ),
            quoted_fields=("reading", "caption"),
            csl_type="graphic",
            schema_type="ImageObject",
        ),
        EntryKind(
            "source",
            Source,
            label=pgettext_lazy("kind of entry", "Source"),
            plural=_("Sources"),
            date_label=pgettext_lazy("date of a source", "Created"),
            own_fields=(
                "source_kind",
                "creator",
                "publisher",
                "original_url",
                "held",
                "reliability",
                "credibility",
            ),
            quoted_fields=("summary",),
            csl_type="document",
            schema_type="CreativeWork",
        ),
        EntryKind(
            "event",
            Event,
            label=_("Event"),
            plural=_("Events"),
            date_label=pgettext_lazy("date of an event", "Happened"),
            own_fields=("event_kind", "description"),
            quoted_fields=("description", "summary"),
            csl_type="webpage",
            schema_type="Event",
        ),
    )
}
# What others refer to comes first, so that nothing public refers to a draft.
PUBLICATION_ORDER = ("source", "photo", "event", "article")


# What the date of an event is, where it did not happen.
EVENT_DATE_LABELS: dict[str, Label] = {
    "plan": pgettext_lazy("date of a plan", "Announced"),
    "call": pgettext_lazy("date of a call for something", "Called for"),
    "claim": pgettext_lazy("date of a claim", "Claimed"),
}


def label_date(entry: Entry) -> Label:
    """What the date of an entry means; the entry must be loaded as its own kind."""
    own = EVENT_DATE_LABELS.get(getattr(entry, "event_kind", ""))
    return own or ENTRY_KINDS[entry.kind].date_label


def load_own_kinds(entries: Iterable[Entry]) -> dict[int, Any]:
    """The entries as their own models, by key, with their authors; one query for each
    kind among those that were loaded as plain entries, and one for authors."""
    keys: dict[str, list[int]] = {}
    by_id: dict[int, Any] = {}
    for entry in entries:
        if entry.KIND:
            by_id[entry.pk] = entry
        else:
            keys.setdefault(entry.kind, []).append(entry.pk)
    for name, of_kind in keys.items():
        rows = _read_own_kind(ENTRY_KINDS[name].model, of_kind)
        by_id |= {entry.pk: entry for entry in rows}
    load_authors(by_id.values())
    return by_id


@prepare_query
def _read_own_kind(model: type[Entry], ids: Collection[int]) -> EntryQuerySet:
    return ENTRY_KINDS[model.KIND].select_entries().filter(pk__in=ids).order_by()
