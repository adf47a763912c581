"""Addresses of pages that carry the basket of the address that a reader came by."""

from __future__ import annotations

from django import template
from django.utils.http import urlencode

register = template.Library()


@register.filter(is_safe=False)
def with_basket(url: str, carried: str) -> str:
    """The address with `basket=` before its anchor; unchanged where no basket is
    carried."""
    if not carried:
        return url
    address, hash_sign, anchor = url.partition("#")
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{urlencode({'basket': carried})}{hash_sign}{anchor}"
