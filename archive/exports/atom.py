"""Entries and corrections as Atom feeds (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from archive.citations import permanent_url
from archive.models import Correction, Entry, Revision

ATOM_MEDIA_TYPE = "application/atom+xml; charset=utf-8"
MAX_FEED_ENTRIES = 50  # in a feed
CHECKPOINT_NAMESPACE = "https://c2sp.org/tlog-checkpoint"


class AtomFeed(Atom1Feed):
    """An Atom feed whose entries say their language."""

    mime_type = ATOM_MEDIA_TYPE

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """The elements of every feed, and where readers keep the public log from; in
        some feeds its latest checkpoint, so that whoever keeps the feed keeps it."""
        log = f"{settings.BASE_URL}{reverse('archive:log')}"
        handler.addQuickElement("link", "", {"rel": "related", "href": log})
        checkpoint = self.feed.get("checkpoint")
        if checkpoint:
            namespace = {"xmlns": CHECKPOINT_NAMESPACE}
            handler.addQuickElement("checkpoint", checkpoint, namespace)
        super().add_root_elements(handler)

    def item_attributes(self, item: dict) -> dict[str, str]:
        """The language of an entry's title, where it is known."""
        language = item.get("language") or "und"
        return {} if language == "und" else {"xml:lang": language}


def make_feed(
    title: str, page_url: str, feed_url: str, language: str, checkpoint: str = ""
) -> AtomFeed:
    """An empty feed with its title, the page it belongs to, its own URL, and a
    checkpoint of the public log."""
    return AtomFeed(
        title=_remove_control_characters(title),
        link=page_url,
        description="",
        language=language,
        feed_url=feed_url,
        feed_guid=feed_url,
        checkpoint=checkpoint,
    )


def add_feed_entries(feed: AtomFeed, entries: Iterable[Entry], language: str) -> None:
    """Append public entries whose vocabulary is prefetched; one query for the time of
    each entry's latest publication.
    """
    listed = list(entries)
    published = _last_published([entry.pk for entry in listed])
    for entry in listed:
        first = _latest_of(entry.first_published_at, entry.embargo_until)
        edtf = entry.edtf
        date = f"{edtf.display(language)} ({entry.date})" if edtf else ""
        feed.add_item(
            title=_remove_control_characters(entry.title),
            link=permanent_url(entry),
            description=_escape_summary(date, entry.summary),
            unique_id=permanent_url(entry),
            pubdate=first,
            updateddate=_latest_of(first, published.get(entry.pk)),
            categories=[
                tagging.tag.label(language) for tagging in entry.taggings.all()
            ],
            language=entry.language,
        )


def add_feed_corrections(feed: AtomFeed, corrections: Iterable[Correction]) -> None:
    """Append public corrections with their entries."""
    for correction in corrections:
        feed.add_item(
            title=_remove_control_characters(correction.entry.title),
            link=permanent_url(correction.entry),
            description=_escape_summary(
                f"{correction.get_kind_display()}:",
                f"{correction.was_wrong} → {correction.is_right}",
            ),
            unique_id=f"{permanent_url(correction.entry)}#{_correction_fragment(correction)}",
            pubdate=correction.at,
            updateddate=correction.at,
            language=correction.entry.language,
        )


def add_feed_checkpoints(
    feed: AtomFeed, checkpoints: Iterable[tuple[str, int, str, datetime]], page_url: str
) -> None:
    """Append checkpoints of the public log: title, size, text with signatures, and the
    moment of each; the page lists them by size."""
    for title, size, note, at in checkpoints:
        address = f"{page_url}#{size}"
        feed.add_item(
            title=title,
            link=address,
            description=f"<pre>{escape(note)}</pre>",
            unique_id=address,
            pubdate=at,
            updateddate=at,
        )


def _correction_fragment(correction: Correction) -> str:
    """A fragment that identifies a correction of an entry. Primary keys would reveal
    how many corrections are hidden.
    """
    identity = f"{correction.at}{correction.was_wrong}{correction.is_right}"
    return f"correction-{sha256(identity.encode()).hexdigest()[:12]}"


def _last_published(ids: list[int]) -> dict[int, datetime]:
    rows = Revision.objects.filter(entry__in=ids, public_version__isnull=False)
    return dict(rows.order_by().values_list("entry").annotate(last=Max("at")))


def _latest_of(first: datetime | None, other: datetime | None) -> datetime | None:
    return max((at for at in (first, other) if at), default=None)


def _escape_summary(*parts: str) -> str:
    """Escaped once more than XML requires, because readers parse a summary as HTML."""
    return escape(_remove_control_characters(" ".join(part for part in parts if part)))


def _remove_control_characters(text: str) -> str:
    """Without the control characters that XML forbids."""
    return "".join(c if c.isprintable() else " " for c in text)
