"""The text of a field: quotation marks inside it are those of the locale."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .letters import LETTERS
from .locale import Locale
from .text_runs import Node

_APOSTROPHE = "’"


@dataclass
class _Open:
    """A quotation that was opened: its mark, which kind closes it, its parts so far."""

    mark: str
    kind: str
    parts: list[Node | str] = field(default_factory=list)


def field_node(text: str, locale: Locale) -> Node:
    """A field as a node. Straight quotation marks, and the locale's own, become
    quotations, which change with those around them; a straight apostrophe becomes a
    round one; spaces before French marks are narrow and do not break."""
    text = re.sub(r" ([:;?!»])", "\u202f\\1", text).replace("« ", "«\u202f")
    marks = _marks(locale, text)
    if not any(mark in text for mark in (*marks, _APOSTROPHE)):
        return Node(text)
    stack = [_Open("", "")]
    for at, char in enumerate(text):
        _take(char, text, at, stack, marks)
    while len(stack) > 1:  # never closed: a mark like any other
        opened = stack.pop()
        mark = _APOSTROPHE if opened.mark == "'" else opened.mark
        stack[-1].parts += [mark, *opened.parts]
    return Node(_merged(stack[0].parts))


def _marks(locale: Locale, text: str) -> dict[str, tuple[str, str]]:
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


def _take(
    char: str,
    text: str,
    at: int,
    stack: list[_Open],
    marks: dict[str, tuple[str, str]],
) -> None:
    role, kind = marks.get(char, ("", ""))
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    inside = LETTERS.match(before) and LETTERS.match(after)
    if char in ("'", _APOSTROPHE) and inside:
        stack[-1].parts.append(_APOSTROPHE)
    elif role in ("close", "both") and stack[-1].kind == kind and before != " ":
        opened = stack.pop()
        quoted = Node(_merged(opened.parts), quotes=kind)
        stack[-1].parts.append(quoted)
    elif role == "open" or (role == "both" and (not before or before in " (")):
        stack.append(_Open(char, kind))
    else:
        stack[-1].parts.append(_APOSTROPHE if char == "'" else char)


def _merged(parts: list[Node | str]) -> list[Node]:
    found: list[Node] = []
    for part in parts:
        if isinstance(part, Node):
            found.append(part)
        elif found and isinstance(found[-1].parts, str):
            found[-1].parts += part
        else:
            found.append(Node(part))
    return found
