"""Feeds as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from datetime import datetime

from .feed_items import Feed, FeedItem, remove_control_characters

JSON_FEED_MEDIA_TYPE = "application/feed+json; charset=utf-8"
JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(feed: Feed) -> str:
    """The feed as JSON; the checkpoint of the public log is only in Atom."""
    written = {
        "version": JSON_FEED_VERSION,
        "title": remove_control_characters(feed.title),
        "home_page_url": feed.page_url,
        "feed_url": feed.url,
        "language": feed.language,
        "items": [_describe_item(item) for item in feed.items],
    }
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def _describe_item(item: FeedItem) -> dict[str, object]:
    """An item without what it lacks; the text is required and may be empty."""
    described = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_text": item.summary,
        "date_published": _write_moment(item.published),
        "date_modified": _write_moment(item.updated),
        "tags": list(item.tags),
        "language": "" if item.language == "und" else item.language,
    }
    return {k: v for k, v in described.items() if v or k == "content_text"}


def _write_moment(moment: datetime | None) -> str:
    """RFC 3339 to the second, as in Atom."""
    return moment.isoformat(timespec="seconds") if moment else ""
