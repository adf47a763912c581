"""Punctuation marks of the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django import template
from django.utils.translation import get_language

from archive.text.punctuation import bracket_text, join_enumeration, punctuation_marks

register = template.Library()

# White space and tags after the end of a sentence; of them the tags stay.
_AFTER_SENTENCE = re.compile(r"(?<=[。！？])(?:\s|<[^>]*>)+")
_TAG_OR_SPACE = re.compile(r"(<[^>]*>)|\s+")


@register.filter("comma_list")
def join_items(items: Iterable[object]) -> str:
    """`a, b`, in Chinese `a、b`."""
    return join_enumeration(items, get_language() or "en")


@register.simple_tag(name="mark")
def get_mark(name: str) -> str:
    """`{% mark "stop" %}`: the name of a mark of `PunctuationMarks`."""
    return str(getattr(punctuation_marks(get_language() or "en"), name))


@register.filter(is_safe=True)
def followed_by(text: object, name: str) -> str:
    """`{{ label|followed_by:"colon" }}`: a text with a mark after it, unless empty."""
    return f"{text}{get_mark(name)}" if text else ""


@register.filter
def in_brackets(text: object) -> str:
    """`{{ name }}{{ number|in_brackets }}`: ` (3)`, in Chinese `（3）`."""
    return bracket_text(text, get_language() or "en")


@register.simple_tag
def mark_between(loop: Mapping[str, object], name: str = "item") -> str:
    """`{% mark_between forloop %}`: the mark after every item but the last."""
    return "" if loop["last"] else get_mark(name)


class SentencesNode(template.Node):
    """Sentences that follow one another, joined as the reader's language joins them."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        """What the block holds; in Chinese without space after a sentence."""
        content = self.nodelist.render(context)
        if punctuation_marks(get_language() or "en").space:
            return content
        return _AFTER_SENTENCE.sub(
            lambda match: _TAG_OR_SPACE.sub(r"\1", match[0]), content
        )


@register.tag(name="sentences")
def parse_sentences(
    parser: template.base.Parser, _token: template.base.Token
) -> SentencesNode:
    """`{% sentences %}` around sentences that follow one another: Chinese has no space
    between them, though the template has a line break. Not for quoted text.
    """
    nodelist = parser.parse(("endsentences",))
    parser.delete_first_token()
    return SentencesNode(nodelist)
