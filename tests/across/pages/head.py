"""What readers find in the tags of a page, and an article to find it of."""

from __future__ import annotations

from html.parser import HTMLParser

from archive.models import Outlet, Tag, Tagging, TagLabel
from tests.factories import make_article, published


class Head(HTMLParser):
    """The tags that readers look at."""

    def __init__(self, text):
        super().__init__()
        self.metas, self.links, self.coins, self.ids = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "meta" and (found.get("name") or found.get("property")):
            self.metas.append(
                (found.get("name") or found["property"], found["content"])
            )
        elif tag == "link":
            self.links.append(found)
        elif tag == "span" and found.get("class") == "Z3988":
            self.coins.append(found["title"])
        elif tag == "abbr" and found.get("class") == "unapi-id":
            self.ids.append(found["title"])


def tagged(entry):
    for slug, label in (("surveillance", "mass surveillance"), ("credit", "R & D")):
        tag = Tag.objects.create(scheme="theme", slug=slug, is_listed=True)
        TagLabel.objects.create(tag=tag, language="en", label=label, is_preferred=True)
        Tagging.objects.create(entry=entry, tag=tag)
    return published(entry)


def an_article():
    return tagged(
        make_article(
            title='Datenbank "zeigt" <b>Ausmass</b> & mehr',
            date="2019-02-20",
            byline="Clara Muster und Vincent van Gogh",
            language="de-CH",
            outlet=Outlet.objects.create(name="Tagblatt, Zürich"),
            original_url="https://news.example/1?a=b&c=d",
        )
    )
