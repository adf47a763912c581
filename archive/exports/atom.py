"""Entries and corrections as Atom (RFC 4287), for readers that look by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.db.models import Max
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from archive.citations import permanent_url
from archive.models import Correction, Entry, Revision

ATOM_MEDIA_TYPE = "application/atom+xml; charset=utf-8"
MAX_FEED_ENTRIES = 50  # entries of a feed


class AtomFeed(Atom1Feed):
    """An Atom feed whose entries say their language."""

    mime_type = ATOM_MEDIA_TYPE

    def item_attributes(self, item: dict) -> dict[str, str]:
        """The language of an entry's title, where it is known."""
        language = item.get("language") or "und"
        return {} if language == "und" else {"xml:lang": language}


def make_feed(title: str, page: str, own: str, language: str) -> AtomFeed:
    """An empty feed: its title, the page it follows, its own address."""
    return AtomFeed(
        title=_remove_control_characters(title),
        link=page,
        description="",
        language=language,
        feed_url=own,
        feed_guid=own,
    )


def add_feed_entries(made: AtomFeed, entries: Iterable[Entry], language: str) -> None:
    """Append public entries whose vocabulary is prefetched; one query for when each
    was last published."""
    shown = list(entries)
    published = _last_published([entry.pk for entry in shown])
    for entry in shown:
        first = _latest_of(entry.first_published_at, entry.embargo_until)
        edtf = entry.edtf
        date = f"{edtf.display(language)} ({entry.date})" if edtf else ""
        made.add_item(
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


def add_feed_corrections(made: AtomFeed, corrections: Iterable[Correction]) -> None:
    """Append public corrections with their entries."""
    for correction in corrections:
        made.add_item(
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


def _correction_fragment(correction: Correction) -> str:
    """What tells corrections of an entry apart; their numbers in the database would
    tell how many are hidden."""
    said = f"{correction.at}{correction.was_wrong}{correction.is_right}"
    return f"correction-{sha256(said.encode()).hexdigest()[:12]}"


def _last_published(ids: list[int]) -> dict[int, datetime]:
    rows = Revision.objects.filter(entry__in=ids, public_version__isnull=False)
    return dict(rows.order_by().values_list("entry").annotate(last=Max("at")))


def _latest_of(first: datetime | None, other: datetime | None) -> datetime | None:
    return max((at for at in (first, other) if at), default=None)


def _escape_summary(*parts: str) -> str:
    """Escaped once more than XML asks: a summary is read as HTML."""
    return escape(_remove_control_characters(" ".join(part for part in parts if part)))


def _remove_control_characters(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c if c.isprintable() else " " for c in text)
