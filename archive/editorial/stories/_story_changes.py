"""What is entered on the page of a story: all of it is saved, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.models import (
    Article,
    Citation,
    Entry,
    EntryRegion,
    Event,
    Evidence,
    Passage,
    Photo,
    Placement,
    Region,
    Source,
    Tag,
    Tagging,
    User,
)
from archive.models.entries.entry import SUBJECT_ROLES
from archive.text.dates import write_on_or_before

from .._rights import EditorialError, has_right
from .._workflow import lock_row, record_creation, record_edit


@dataclass(frozen=True)
class NewCitation:
    """A source that the article will cite: one that exists, or one to be made."""

    relation: str
    passage: Passage | None = None
    source: Source | None = None
    new: dict[str, str] = field(default_factory=dict)  # columns of a new source


@dataclass(frozen=True)
class NewEvent:
    """An event that the article reports; `inherits` gives it the article's regions,
    tags and, where it has none and happened, the article's date as the latest."""

    columns: dict[str, str]
    passage: Passage | None = None
    inherits: bool = True


@dataclass(frozen=True)
class CaptionChange:
    """What is entered for one caption: columns of the photo, and the regions it
    shows."""

    columns: dict[str, str] = field(default_factory=dict)
    regions: Collection[Region] = ()


@dataclass
class StoryChanges:
    """What is to change; `seen_edit` is the article's number of edits when the page was
    opened."""

    seen_edit: int
    columns: dict[str, Any] = field(default_factory=dict)  # of the article
    regions: Sequence[tuple[Region, str]] = ()  # with their roles
    dropped_regions: Collection[int] = ()  # keys of ties
    tags: Sequence[Tag] = ()
    dropped_tags: Collection[int] = ()
    citations: Sequence[NewCitation] = ()
    dropped_citations: Collection[int] = ()
    events: Sequence[NewEvent] = ()
    captions: dict[int, CaptionChange] = field(default_factory=dict)
    filled_captions: Collection[int] = ()  # that inherit from the article


@transaction.atomic
def change_story(
    article: Article, by: User | None, changes: StoryChanges
) -> list[Entry]:
    """Save what was entered on the page of a story; returns the entries that changed or
    are new, each with one revision.

    Raises `EditorialError` where the article may not be edited, or where somebody else
    saved it since, and `ValidationError` where a retold text would quote.
    """
    row = lock_row(Entry.objects.get(pk=article.pk), by, "view")
    current = Article.objects.get(pk=row.pk)
    changed: list[Entry] = []
    if _change_article(current, by, changes):
        lock_row(row, by, "edit")
        if current.edit_number != changes.seen_edit:
            raise EditorialError(
                _(
                    "Somebody else saved this article after you opened the page. What "
                    "you entered is still in the form: check it, and save again."
                )
            )
        record_edit(current, by)
        changed.append(current)
    changed += [_add_event(current, by, event) for event in changes.events]
    return [*changed, *_change_captions(current, by, changes)]


def _change_article(article: Article, by: User | None, changes: StoryChanges) -> bool:
    """Whether anything of the article's own is new."""
    columns = {
        name: value
        for name, value in changes.columns.items()
        if getattr(article, name) != value
    }
    for name, value in columns.items():
        setattr(article, name, value)
    if columns:
        article.save()
    new = _add_ties(article, changes.regions, changes.tags)
    dropped = (
        EntryRegion.objects.filter(entry=article.pk, pk__in=changes.dropped_regions),
        Tagging.objects.filter(entry=article.pk, pk__in=changes.dropped_tags),
        Citation.objects.filter(entry=article.pk, pk__in=changes.dropped_citations),
    )
    gone = sum(rows.delete()[0] for rows in dropped)
    for citation in changes.citations:
        _add_citation(article, by, citation)
    return bool(columns or new or gone or changes.citations)


def _add_ties(
    entry: Entry, regions: Sequence[tuple[Region, str]], tags: Sequence[Tag]
) -> int:
    """Tie an entry to what it is not tied to yet; how many ties are new."""
    new = 0
    for region, role in regions:
        tie: dict[str, Any] = {"entry_id": entry.pk, "region": region, "role": role}
        new += EntryRegion.objects.get_or_create(**tie)[1]
    for tag in tags:
        new += Tagging.objects.get_or_create(entry_id=entry.pk, tag=tag)[1]
    return new


def _add_citation(article: Article, by: User | None, citation: NewCitation) -> None:
    source = citation.source
    if source is None:
        columns = {"language": article.language, **citation.new}
        source = Source.objects.create(**columns)
        record_creation(source, by)
    row = Citation(
        entry=article,
        source=source,
        relation=citation.relation,
        passage=citation.passage,
    )
    row.clean()
    row.save()


def _add_event(article: Article, by: User | None, wanted: NewEvent) -> Event:
    """A draft event with the article as its evidence; of a working copy the entry that
    it corrects, because the copy goes when it is published."""
    event = Event(language=article.language, **wanted.columns)
    happened = event.event_kind == Event.EventKind.HAPPENED
    if wanted.inherits and happened and not event.date and article.edtf:
        event.date = write_on_or_before(article.edtf)
    event.save()
    if wanted.inherits:
        _add_ties(event, *_list_inherited(article))
    is_copy = article.correction_of_id is not None
    Evidence.objects.create(
        event=event,
        entry_id=article.correction_of_id or article.pk,
        passage=None if is_copy else wanted.passage,
    )
    record_creation(event, by)
    return event


def _list_inherited(article: Article) -> tuple[list[tuple[Region, str]], list[Tag]]:
    """Regions and tags that hold of what belongs to the article too: not where it was
    published."""
    ties = EntryRegion.objects.filter(entry=article.pk, role__in=SUBJECT_ROLES)
    regions = [(tie.region, tie.role) for tie in ties.select_related("region")]
    taggings = Tagging.objects.filter(entry=article.pk).select_related("tag")
    return regions, [tagging.tag for tagging in taggings]


def _change_captions(
    article: Article, by: User | None, changes: StoryChanges
) -> list[Entry]:
    keys = {*changes.captions, *changes.filled_captions}
    placed = Placement.objects.filter(article=article.pk, photo__in=keys)
    locked = Entry.objects.select_for_update().filter(pk__in=placed.values("photo"))
    inherited = _list_inherited(article) if changes.filled_captions else ([], [])
    changed: list[Entry] = []
    for row in locked.order_by("pk"):
        if not has_right(by, "edit", row):  # public, or somebody else's
            continue
        photo: Photo = row.photo
        is_new = _change_caption(photo, changes.captions.get(photo.pk))
        if photo.pk in changes.filled_captions:
            is_new = _fill_caption(photo, article, *inherited) or is_new
        if is_new:
            record_edit(photo, by)
            changed.append(photo)
    return changed


def _change_caption(photo: Photo, change: CaptionChange | None) -> bool:
    if change is None:
        return False
    columns = {
        name: value
        for name, value in change.columns.items()
        if getattr(photo, name) != value
    }
    for name, value in columns.items():
        setattr(photo, name, value)
    if columns:
        photo.save()
    return bool(_add_ties(photo, [(r, "shown") for r in change.regions], ()) or columns)


def _fill_caption(
    photo: Photo, article: Article, regions: list[tuple[Region, str]], tags: list[Tag]
) -> bool:
    """Give a caption what it lacks: a date on or before the article's, its regions
    where the caption has none of its own, and its tags. Whether it lacked any."""
    date = "" if photo.date or not article.edtf else write_on_or_before(article.edtf)
    if date:
        photo.date = date
        photo.save()
    has_regions = EntryRegion.objects.filter(
        entry=photo.pk, role__in=SUBJECT_ROLES
    ).exists()
    return bool(_add_ties(photo, () if has_regions else regions, tags) or date)
