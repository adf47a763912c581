"""Changes as items of a feed."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.citations import permanent_url
from archive.exports.feed_items import (
    FeedItem,
    build_correction_id,
    build_text_item,
    describe_correction,
)
from archive.filters import CHANGE_NAMES, WITHDRAWN
from archive.text.punctuation import punctuation_marks

from .change_list import Change


def build_change_items(changes: Iterable[Change]) -> tuple[FeedItem, ...]:
    """An item for each change; its title begins with the type."""
    return tuple(_build_change_item(change) for change in changes)


def _build_change_item(change: Change) -> FeedItem:
    colon = punctuation_marks(get_language() or "en").colon
    entry, address = change.entry, permanent_url(change.entry)
    item_id, summary, title = f"{address}#{change.type}", entry.summary, entry.title
    if change.correction:
        item_id = build_correction_id(change.correction)
        summary = describe_correction(change.correction)
    if change.type == WITHDRAWN:
        summary = entry.withdrawal_reason or _("not stated")
        summary = colon.join((_("Reason"), summary))
        title = entry.tombstone_title or entry.id_code_display
    return build_text_item(
        item_id,
        address,
        colon.join((str(CHANGE_NAMES[change.type]), title)),
        summary,
        change.at,
        change.at,
        entry.language if title != entry.id_code_display else "und",
    )
