"""Numbers in the notation of the reader's language."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from archive.text.quantities.number_format import format_number

register = template.Library()


@register.filter("number")
def format_count(count: int | None) -> str:
    """`1000000` → 1,000,000, as the reader's language groups digits; "" for None."""
    return "" if count is None else format_number(count, get_language() or "en")
