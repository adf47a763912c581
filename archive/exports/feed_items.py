"""What a feed holds, whatever its form: entries, corrections and checkpoints of the
public log as items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Max
from django.utils.html import escape

from archive.citations import permanent_url
from archive.models import Correction, Entry, Revision

MAX_FEED_ENTRIES = 50  # in a feed


@dataclass(frozen=True)
class FeedItem:
    """One item; `summary` is plain text, `summary_html` the same for programs that
    parse it as HTML. `language` is that of the title; `tags` are labels."""

    id: str
    url: str
    title: str
    summary: str
    summary_html: str
    published: datetime | None
    updated: datetime | None
    language: str = "und"
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed with its items, the latest first.

    `page_url` is the page that it belongs to, `url` its own address, `id` the address
    that names it in each form. `checkpoint` is the latest of the public log, where the
    feed carries it.
    """

    title: str
    page_url: str
    url: str
    id: str
    language: str
    items: tuple[FeedItem, ...]
    checkpoint: str = ""


def build_entry_items(entries: Iterable[Entry], language: str) -> tuple[FeedItem, ...]:
    """Public entries whose vocabulary is prefetched; one query for the time of each
    entry's latest publication."""
    listed = list(entries)
    published = _last_published([entry.pk for entry in listed])
    return tuple(
        _build_entry_item(entry, published.get(entry.pk), language) for entry in listed
    )


def _build_entry_item(
    entry: Entry, last_published: datetime | None, language: str
) -> FeedItem:
    first = _latest_of(entry.first_published_at, entry.embargo_until)
    edtf = entry.edtf
    date = f"{edtf.display(language)} ({entry.date})" if edtf else ""
    return build_text_item(
        permanent_url(entry),
        permanent_url(entry),
        entry.title,
        _join_words(date, entry.summary),
        first,
        _latest_of(first, last_published),
        entry.language,
        tuple(tagging.tag.label(language) for tagging in entry.taggings.all()),
    )


def build_correction_items(
    corrections: Iterable[Correction],
) -> tuple[FeedItem, ...]:
    """Public corrections with their entries."""
    return tuple(
        build_text_item(
            build_correction_id(correction),
            permanent_url(correction.entry),
            correction.entry.title,
            describe_correction(correction),
            correction.at,
            correction.at,
            correction.entry.language,
        )
        for correction in corrections
    )


def describe_correction(correction: Correction) -> str:
    """What was wrong and what is right, in a line."""
    return _join_words(
        f"{correction.get_kind_display()}:",
        f"{correction.was_wrong} → {correction.is_right}",
    )


def build_checkpoint_items(
    checkpoints: Iterable[tuple[str, int, str, datetime]], page_url: str
) -> tuple[FeedItem, ...]:
    """Checkpoints of the public log: title, size, text with signatures, and the moment
    of each; the page lists them by size."""
    return tuple(
        FeedItem(
            f"{page_url}#{size}",
            f"{page_url}#{size}",
            title,
            note,
            f"<pre>{escape(note)}</pre>",
            at,
            at,
        )
        for title, size, note, at in checkpoints
    )


def build_text_item(
    item_id: str,
    url: str,
    title: str,
    summary: str,
    published: datetime | None,
    updated: datetime | None,
    language: str = "und",
    tags: tuple[str, ...] = (),
) -> FeedItem:
    """An item whose title and summary are plain text."""
    text = remove_control_characters(summary)
    return FeedItem(
        item_id,
        url,
        remove_control_characters(title),
        text,
        escape(text),
        published,
        updated,
        language,
        tags,
    )


def build_correction_id(correction: Correction) -> str:
    """The address of the entry with a fragment that identifies the correction. Primary
    keys would reveal how many corrections are hidden.
    """
    identity = f"{correction.at}{correction.was_wrong}{correction.is_right}"
    fragment = sha256(identity.encode()).hexdigest()[:12]
    return f"{permanent_url(correction.entry)}#correction-{fragment}"


def _last_published(ids: list[int]) -> dict[int, datetime]:
    rows = Revision.objects.filter(entry__in=ids, public_version__isnull=False)
    return dict(rows.order_by().values_list("entry").annotate(last=Max("at")))


def _latest_of(first: datetime | None, other: datetime | None) -> datetime | None:
    return max((at for at in (first, other) if at), default=None)


def _join_words(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def remove_control_characters(text: str) -> str:
    """Without the control characters that XML forbids."""
    return "".join(c if c.isprintable() else " " for c in text)
