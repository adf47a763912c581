"""What a story still lacks: told, never refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models import Article, Entry, EntryRegion, Passage, Photo, User
from archive.models.entries.entry import SUBJECT_ROLES

from .._entry_content import get_specific
from ..readiness import list_altered_quotations, list_missing_statements
from ._story_members import UNPUBLISHED, list_story_members

NAMED_AT_MOST = 3  # entries of one line


@dataclass(frozen=True)
class StoryGap:
    """A line of the list: what is missing, in the editor's language, and the name of
    the part of the page where it can be added."""

    text: str
    part: str


def list_story_gaps(article: Article, seen_by: User | None) -> list[StoryGap]:
    """What an article, its captions, sources and events lack, as far as `seen_by` may
    see them. About a dozen queries, whatever their number."""
    members = list_story_members(article, seen_by)
    photos = [m for m in members if m.kind == "photo" and m.status in UNPUBLISHED]
    sources = [m for m in members if m.kind == "source"]
    events = [m for m in members if m.kind == "event" and m.status in UNPUBLISHED]
    return [
        *_find_gaps_of_article(article),
        *_find_gaps_of_captions(photos),
        *_find_gaps_of_sources(article, sources),
        *_find_gaps_of_events(events, seen_by),
        *_find_left_out(article),
        *_find_wider_audience(article, members),
        *(
            StoryGap(text, "story")
            for text in (
                *list_missing_statements(article, seen_by),
                *list_altered_quotations(article, seen_by),
            )
        ),
    ]


def _find_gaps_of_article(article: Article) -> Iterator[StoryGap]:
    if article.outlet_id is None:
        yield StoryGap(_("The article has no outlet."), "article")
    if not article.date:
        yield StoryGap(_("The article has no date."), "article")
    if article.language == "und":
        yield StoryGap(_("The language of the article is not known."), "article")
    if not _count_placed([article.pk]):
        yield StoryGap(_("The article has no region."), "regions")
    if not article.taggings.exists():
        yield StoryGap(_("The article has no tag."), "tags")


def _count_placed(keys: list[int]) -> int:
    ties = EntryRegion.objects.filter(entry__in=keys, role__in=SUBJECT_ROLES)
    return ties.order_by().values("entry").distinct().count()


def _find_gaps_of_captions(photos: list[Entry]) -> Iterator[StoryGap]:
    keys = [photo.pk for photo in photos]
    undated = sum(not photo.date for photo in photos)
    placeless = len(keys) - _count_placed(keys) if keys else 0
    silent = Photo.objects.filter(pk__in=keys, alt_text="").count() if keys else 0
    if undated:
        yield StoryGap(
            ngettext(
                "%(count)s caption has no date.",
                "%(count)s captions have no date.",
                undated,
            )
            % {"count": undated},
            "captions",
        )
    if placeless:
        yield StoryGap(
            ngettext(
                "%(count)s caption has no region.",
                "%(count)s captions have no region.",
                placeless,
            )
            % {"count": placeless},
            "captions",
        )
    if silent:
        yield StoryGap(
            ngettext(
                "%(count)s caption has no alternative text.",
                "%(count)s captions have no alternative text.",
                silent,
            )
            % {"count": silent},
            "captions",
        )


def _find_gaps_of_sources(article: Article, sources: list[Entry]) -> Iterator[StoryGap]:
    if not sources:
        yield StoryGap(_("The article cites no source."), "sources")
    drafts = [s for s in sources if s.status in UNPUBLISHED]
    if drafts:
        yield StoryGap(
            ngettext(
                "%(count)s source is not published yet: %(titles)s.",
                "%(count)s sources are not published yet: %(titles)s.",
                len(drafts),
            )
            % {"count": len(drafts), "titles": _name_entries(drafts)},
            "sources",
        )
    gone = [s for s in sources if s.status == "withdrawn"]
    if gone:
        yield StoryGap(
            _("Withdrawn or discarded, but cited: %(titles)s.")
            % {"titles": _name_entries(gone)},
            "sources",
        )


def _find_gaps_of_events(
    events: list[Entry], seen_by: User | None
) -> Iterator[StoryGap]:
    for entry in events:
        missing = list_missing_statements(get_specific(entry), seen_by)
        missing += [] if entry.date else [_("It has no date.")]
        for text in missing:
            yield StoryGap(f"“{entry.title}”: {text}", "events")


def _find_left_out(article: Article) -> Iterator[StoryGap]:
    left = Passage.objects.left_out().filter(article=article.pk).count()
    if left:
        yield StoryGap(
            ngettext(
                "%(count)s passage is left out: readers won't see it.",
                "%(count)s passages are left out: readers won't see them.",
                left,
            )
            % {"count": left},
            "left-out",
        )


def _find_wider_audience(article: Article, members: list[Entry]) -> Iterator[StoryGap]:
    """What readers would see though they may not see the article."""
    if article.audience == "public":
        return
    wider = [m for m in members if m.audience == "public" and m.status in UNPUBLISHED]
    if wider:
        yield StoryGap(
            _("Only editors will see the article, but everybody will see: %(titles)s.")
            % {"titles": _name_entries(wider)},
            "story",
        )


def _name_entries(entries: list[Entry]) -> str:
    named = [f"“{entry.title}”" for entry in entries[:NAMED_AT_MOST]]
    return ", ".join(named) + (" …" if len(entries) > NAMED_AT_MOST else "")
