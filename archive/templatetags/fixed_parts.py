"""Parts of pages that are the same on many pages."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def fixed_part(name: str, **values: str) -> SafeString:
    """A template that depends on nothing but the language and the texts given here; it
    is rendered once for each of them in a process."""
    texts = tuple(sorted(values.items()))
    if settings.DEBUG:  # who changes a template wants to see it
        return _render_part(name, "", texts)
    return _cached_part(name, get_language() or "", texts)


def _render_part(
    name: str, _language: str, texts: tuple[tuple[str, str], ...]
) -> SafeString:
    return render_to_string(name, dict(texts))


_cached_part = lru_cache(maxsize=500)(_render_part)
