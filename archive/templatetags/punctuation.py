"""Punctuation marks of the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django import template
from django.utils.safestring import SafeString
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


@register.simple_block_tag(name="sentences")
def join_sentences(content: str) -> SafeString:
    """`{% sentences %}` around sentences that follow one another: Chinese has no space
    between them, though the template has a line break. Not for quoted text.
    """
    if not punctuation_marks(get_language() or "en").space:
        content = _AFTER_SENTENCE.sub(
            lambda match: _TAG_OR_SPACE.sub(r"\1", match[0]), content
        )
    return SafeString(content)  # what the template itself rendered
