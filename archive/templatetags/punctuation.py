"""Punctuation marks of the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template
from django.utils.translation import get_language

from archive.text.punctuation import bracket_text, join_enumeration, punctuation_marks

register = template.Library()


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
