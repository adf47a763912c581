"""Data for programs inside a page."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
# As Django's `json_script`: nothing in the data can end the block or open a comment.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@register.filter("data_block")
def write_data_block(data: Mapping[str, object]) -> SafeString:
    """The data as JSON-LD in a data block of HTML: no script by its type, so that no
    browser runs it and no rule for scripts refuses it."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
