"""Feeds as Atom (RFC 4287)."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from .feed_items import Feed, remove_control_characters

ATOM_MEDIA_TYPE = "application/atom+xml; charset=utf-8"
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


def write_atom(feed: Feed) -> str:
    """The feed as XML. A summary is escaped once more than XML requires, because
    readers parse it as HTML."""
    written = AtomFeed(
        title=remove_control_characters(feed.title),
        link=feed.page_url,
        description="",
        language=feed.language,
        feed_url=feed.url,
        feed_guid=feed.id,
        checkpoint=feed.checkpoint,
    )
    for item in feed.items:
        written.add_item(
            title=item.title,
            link=item.url,
            description=item.summary_html,
            unique_id=item.id,
            pubdate=item.published,
            updateddate=item.updated,
            categories=list(item.tags),
            language=item.language,
        )
    text: str = written.writeString("utf-8")
    return text
