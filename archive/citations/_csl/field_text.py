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
    """A quotation that is not closed yet: its opening mark, its kind (inner or outer)
    and its parts so far."""

    mark: str
    kind: str
    parts: list[RenderedNode | str] = field(default_factory=list)


def render_field(text: str, locale: CslLocale) -> RenderedNode:
    """A field as a node, with the typography of the locale.

    Straight quotation marks, and the locale's own, become quotations, which alternate
    with those around them. A straight apostrophe becomes a round one. Spaces before
    French punctuation become narrow ones that do not break.
    """
    text = re.sub(r" ([:;?!»])", "\u202f\\1", text).replace("« ", "«\u202f")
    marks = _quotation_marks(locale, text)
    if not any(mark in text for mark in (*marks, _APOSTROPHE)):
        return RenderedNode(text)
    return RenderedNode(_FieldReader(text, marks).read())


def _quotation_marks(locale: CslLocale, text: str) -> dict[str, tuple[str, str]]:
    """Mark → whether it opens or closes a quotation ("both" for straight ones), and the
    kind of the quotation. The kind of straight mark that opens first is the outer one.
    """
    first = re.search(r"""(?:^|[ (])(["'])""", text)
    kinds = ("inner", "outer") if first and first[1] == "'" else ("outer", "inner")
    marks = {'"': ("both", kinds[0]), "'": ("both", kinds[1])}
    for kind, inner in (("inner", "-inner"), ("outer", "")):
        begin = locale.term(f"open{inner}-quote")
        end = locale.term(f"close{inner}-quote")
        marks[begin], marks[end] = ("open", kind), ("close", kind)
    return marks


class _FieldReader:
    """Reads a field character by character; the innermost quotation is the last of
    `stack`."""

    def __init__(self, text: str, marks: dict[str, tuple[str, str]]) -> None:
        self.text, self.marks = text, marks
        self.stack = [_OpenQuotation("", "")]

    def read(self) -> list[RenderedNode]:
        """Texts and quotations in order."""
        for position in range(len(self.text)):
            self._read_character(position)
        while len(self.stack) > 1:  # never closed, so its mark is a mere character
            opened = self.stack.pop()
            mark = _APOSTROPHE if opened.mark == "'" else opened.mark
            self.stack[-1].parts += [mark, *opened.parts]
        return _merge_texts(self.stack[0].parts)

    def _read_character(self, position: int) -> None:
        char = self.text[position]
        _role, kind = self.marks.get(char, ("", ""))
        if self._is_apostrophe(position):
            self.stack[-1].parts.append(_APOSTROPHE)
        elif self._closes_quotation(position):
            parts = _merge_texts(self.stack.pop().parts)
            self.stack[-1].parts.append(RenderedNode(parts, quotes=kind))
        elif self._opens_quotation(position):
            self.stack.append(_OpenQuotation(char, kind))
        else:
            self.stack[-1].parts.append(_APOSTROPHE if char == "'" else char)

    def _before(self, position: int) -> str:
        return self.text[position - 1] if position else ""

    def _is_apostrophe(self, position: int) -> bool:
        """Whether it is an apostrophe inside a word."""
        after = self.text[position + 1 : position + 2]
        is_inside = LETTERS.match(self._before(position)) and LETTERS.match(after)
        return bool(self.text[position] in ("'", _APOSTROPHE) and is_inside)

    def _closes_quotation(self, position: int) -> bool:
        role, kind = self.marks.get(self.text[position], ("", ""))
        is_open = self.stack[-1].kind == kind
        return role in ("close", "both") and is_open and self._before(position) != " "

    def _opens_quotation(self, position: int) -> bool:
        role, _kind = self.marks.get(self.text[position], ("", ""))
        is_at_start = self._before(position) in ("", " ", "(")
        return role == "open" or (role == "both" and is_at_start)


def _merge_texts(parts: list[RenderedNode | str]) -> list[RenderedNode]:
    nodes: list[RenderedNode] = []
    for part in parts:
        if isinstance(part, RenderedNode):
            nodes.append(part)
        elif nodes and isinstance(nodes[-1].parts, str):
            nodes[-1].parts += part
        else:
            nodes.append(RenderedNode(part))
    return nodes
