"""What a link to a page shows elsewhere: Open Graph (ogp.me)."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any

from django import template
from django.conf import settings
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.text.languages import find_locale

register = template.Library()
PICTURE_WIDTH = 1200  # pixels: of each picture of a map or of bars
# Our interface is in British English and in the German of Switzerland.
INTERFACE_LOCALES = {"en": "en_GB", "de": "de_CH"}


class KeptTextNode(Node):
    """A part of the head that is written again further down."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """The part as it is; the context keeps its text."""
        text = self.nodelist.render(context)
        context.dicts[0][f"kept_{self.name}"] = " ".join(unescape(text).split())
        return text


@register.tag("keep_text")
def keep_text(parser: Parser, token: Token) -> KeptTextNode:
    """`{% keep_text title %}…{% endkeep_text %}`: keep what is written inside."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endkeep_text",))
    parser.delete_first_token()
    return KeptTextNode(name, nodelist)


@register.simple_tag(takes_context=True)
def open_graph(context: Context) -> SafeString:
    """The properties that the page has not said itself with what it embeds: an entry
    has its own type, title, address and language."""
    said = {tag.name for tag in context.get("embedded") or ()}
    rows = [
        (name, text)
        for name, text in _list_properties(context, is_entry=bool(said))
        if text and name not in said
    ]
    return format_html_join("\n    ", '<meta property="{}" content="{}">', rows)


def _list_properties(context: Context, *, is_entry: bool) -> Iterator[tuple[str, str]]:
    site_name = str(context["site_name"])
    title = str(context.get("kept_title") or "").removesuffix(f" – {site_name}")
    yield "og:type", "website"
    yield "og:title", title
    yield "og:description", str(context.get("kept_description") or "")
    if not is_entry:  # of an entry, the archive is not always the publication
        yield "og:site_name", site_name
    yield "og:url", next((url for _code, url in context["alternates"]), "")
    yield "og:locale", _get_interface_locale(get_language() or "en")
    if not is_entry:  # the words of an entry are in one language
        for code, _name in settings.LANGUAGES:
            if code != get_language():
                yield "og:locale:alternate", _get_interface_locale(code)
    yield from _list_picture_properties(context, title)


def _list_picture_properties(context: Context, title: str) -> Iterator[tuple[str, Any]]:
    """A map or bars of ours that the page shows, where it can be had as PNG."""
    shown = context.get("map_pictures") if context.get("map") else None
    pictures = [
        one for one in shown or context.get("pictures") or () if one.name == "PNG"
    ]
    for one in pictures[:1]:
        yield "og:image", f"{settings.BASE_URL}{one.url}"
        yield "og:image:type", "image/png"
        yield "og:image:width", PICTURE_WIDTH
        yield "og:image:alt", title


def _get_interface_locale(code: str) -> str:
    return INTERFACE_LOCALES.get(code) or find_locale(code)
