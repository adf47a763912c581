"""What changed between two texts, as HTML."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.text.differences import DiffPiece

register = template.Library()


@register.simple_tag
def show_changes(pieces: Iterable[DiffPiece], added: str, removed: str) -> SafeString:
    """The pieces in order, each in an element of its own, for spaces count in them:
    what was added or removed is marked, and named for those who hear the page."""
    names = {"added": added, "removed": removed}
    return format_html_join(
        "", "{}", ((_show_piece(piece, names),) for piece in pieces)
    )


def _show_piece(piece: DiffPiece, names: dict[str, str]) -> SafeString:
    if piece.change == "same":
        return format_html("<span>{}</span>", piece.text)
    tag = "ins" if piece.change == "added" else "del"
    spoken = names[piece.change]
    return format_html(
        '<{0}><span class="vh">{1} </span>{2}</{0}>', tag, spoken, piece.text
    )
