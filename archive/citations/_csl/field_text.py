"""The text of a field: quotation marks inside it are those of the locale."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .letters import LETTERS
from .locale import CslLocale
from .text_runs import RenderedNode

_APOSTROPHE = "’"


@dataclass
class _OpenQuotation:
    """A quotation that was opened: its mark, which kind closes it, its parts so far."""

    mark: str
    kind: str
    parts: list[RenderedNode | str] = field(default_factory=list)


def render_field(text: str, locale: CslLocale) -> RenderedNode:
    """A field as a node. Straight quotation marks, and the locale's own, become
    quotations, which change with those around them; a straight apostrophe becomes a
    round one; spaces before French marks are narrow and do not break."""
    text = re.sub(r" ([:;?!»])", "\u202f\\1", text).replace("« ", "«\u202f")
    marks = _quotation_marks(locale, text)
    if not any(mark in text for mark in (*marks, _APOSTROPHE)):
        return RenderedNode(text)
    stack = [_OpenQuotation("", "")]
    for at, char in enumerate(text):
        _read_character(char, text, at, stack, marks)
    while len(stack) > 1:  # never closed: a mark like any other
        opened = stack.pop()
        mark = _APOSTROPHE if opened.mark == "'" else opened.mark
        stack[-1].parts += [mark, *opened.parts]
    return RenderedNode(_merge_texts(stack[0].parts))


def _quotation_marks(locale: CslLocale, text: str) -> dict[str, tuple[str, str]]:
    """Mark → whether it opens or closes, and the kind of quotation. Of the straight
    ones the kind that opens first is the outer one."""
    first = re.search(r"""(?:^|[ (])(["'])""", text)
    kinds = ("inner", "outer") if first and first[1] == "'" else ("outer", "inner")
    found = {'"': ("both", kinds[0]), "'": ("both", kinds[1])}
    for kind, inner in (("inner", "-inner"), ("outer", "")):
        begin = locale.term(f"open{inner}-quote")
        end = locale.term(f"close{inner}-quote")
        found[begin], found[end] = ("open", kind), ("close", kind)
    return found


def _read_character(
    char: str,
    text: str,
    at: int,
    stack: list[_OpenQuotation],
    marks: dict[str, tuple[str, str]],
) -> None:
    role, kind = marks.get(char, ("", ""))
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    inside = LETTERS.match(before) and LETTERS.match(after)
    if char in ("'", _APOSTROPHE) and inside:
        stack[-1].parts.append(_APOSTROPHE)
    elif role in ("close", "both") and stack[-1].kind == kind and before != " ":
        opened = stack.pop()
        quoted = RenderedNode(_merge_texts(opened.parts), quotes=kind)
        stack[-1].parts.append(quoted)
    elif role == "open" or (role == "both" and (not before or before in " (")):
        stack.append(_OpenQuotation(char, kind))
    else:
        stack[-1].parts.append(_APOSTROPHE if char == "'" else char)


def _merge_texts(parts: list[RenderedNode | str]) -> list[RenderedNode]:
    found: list[RenderedNode] = []
    for part in parts:
        if isinstance(part, RenderedNode):
            found.append(part)
        elif found and isinstance(found[-1].parts, str):
            found[-1].parts += part
        else:
            found.append(RenderedNode(part))
    return found
