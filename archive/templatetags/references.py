"""References in a style as HTML."""

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


@register.filter("reference_html")
def render_runs(runs: Iterable[Any]) -> SafeString:
    """Runs of a reference as HTML: escaped, with italics, and URLs as links."""
    return format_html_join("", "{}", ((_render_run(run),) for run in runs))


def _render_run(run: Any) -> SafeString:
    first, *lines = run.text.split("\n")
    html = _link_addresses(first)
    for line in lines:
        html = format_html("{}<br>{}", html, _link_addresses(line))
    for text_format, tag in _TAGS.items():
        if text_format in run.formats:
            html = format_html(tag, html)
    return html


def _link_addresses(text: str) -> SafeString:
    parts = _ADDRESS.split(text)
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<a href="{}">{}</a>', part, part) if n % 2 else part,)
            for n, part in enumerate(parts)
        ),
    )
