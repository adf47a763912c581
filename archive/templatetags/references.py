"""References in words as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
_ADDRESS = re.compile(r"(https?://[^\s<>]*[^\s<>.,;:)\]])")
_TAGS = {
    ("font-style", "italic"): "<i>{}</i>",
    ("font-weight", "bold"): "<b>{}</b>",
    ("vertical-align", "sup"): "<sup>{}</sup>",
    ("vertical-align", "sub"): "<sub>{}</sub>",
}


@register.filter
def shaped(runs: Iterable[Any]) -> SafeString:
    """Runs of a reference as HTML: escaped, italics as such, addresses as links."""
    return format_html_join("", "{}", ((_shaped(run),) for run in runs))


def _shaped(run: Any) -> SafeString:
    first, *lines = run.text.split("\n")
    html = _linked(first)
    for line in lines:
        html = format_html("{}<br>{}", html, _linked(line))
    for shape, tag in _TAGS.items():
        if shape in run.formats:
            html = format_html(tag, html)
    return html


def _linked(text: str) -> SafeString:
    parts = _ADDRESS.split(text)
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<a href="{}">{}</a>', part, part) if n % 2 else part,)
            for n, part in enumerate(parts)
        ),
    )
