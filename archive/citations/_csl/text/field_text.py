"""The text of a field: its markup, and quotation marks in the locale's own shape."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..style.locale import CslLocale
from .letters import LETTERS
from .markup import closes_tag, formats_of_tag, is_tag, split_tags, superscript_letters
from .text_runs import RenderedNode

_APOSTROPHE = "’"


@dataclass
class _OpenPart:
    """A quotation or a tag that is not closed yet: its mark, the kind of the quotation
    (inner or outer) and its parts so far."""

    mark: str
    kind: str
    parts: list[RenderedNode | str] = field(default_factory=list)


def render_field(
    text: str,
    locale: CslLocale,
    *,
    reads_markup: bool = False,
    reads_tags: bool | None = None,
) -> RenderedNode:
    """A field as a node, with the typography of the locale; `reads_tags` is false for
    a number, whose superscript letters alone count as markup.

    Straight quotation marks, and the locale's own, become quotations, which alternate
    with those around them. A straight apostrophe becomes a round one. Spaces before
    French punctuation become narrow ones that do not break.
    """
    text = re.sub(r" ([:;?!»])", "\u202f\\1", text).replace("« ", "«\u202f")
    marks = _quotation_marks(locale, text)
    has_markup = reads_markup and ("<" in text or not text.isascii())
    if not has_markup and not any(mark in text for mark in (*marks, _APOSTROPHE)):
        return RenderedNode(text)
    reader = _FieldReader(text, marks, reads_markup)
    if reads_tags is False:
        reader.tokens = list(text)
    return RenderedNode(reader.read())


def render_name_part(text: str, *, reads_markup: bool = False) -> RenderedNode:
    """A part of a name: with its markup and round apostrophes, without quotations."""
    text = text.replace("'", _APOSTROPHE)
    if not reads_markup or "<" not in text:
        return RenderedNode(text)
    return RenderedNode(_FieldReader(text, {}, reads_markup).read())


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
    """Reads a field character by character; the innermost quotation or tag is the last
    of `stack`."""

    def __init__(
        self, text: str, marks: dict[str, tuple[str, str]], reads_markup: bool
    ) -> None:
        self.tokens = split_tags(text, reads_markup)
        self.marks, self.reads_markup = marks, reads_markup
        self.stack = [_OpenPart("", "")]

    def read(self) -> list[RenderedNode]:
        """Texts and quotations in order."""
        for position, token in enumerate(self.tokens):
            if is_tag(token):
                self._read_tag(token)
            else:
                self._read_character(position)
        while len(self.stack) > 1:
            self._drop_mark()
        return _merge_texts(self.stack[0].parts)

    def _drop_mark(self) -> None:
        """Take the innermost mark, which is never closed, as mere characters."""
        opened = self.stack.pop()
        mark = _APOSTROPHE if opened.mark == "'" else opened.mark
        self.stack[-1].parts += [mark, *opened.parts]

    def _read_tag(self, tag: str) -> None:
        if not tag.startswith("</"):
            self.stack.append(_OpenPart(tag, "tag"))
            return
        if not any(closes_tag(tag, one.mark) for one in self.stack[1:]):
            self.stack[-1].parts.append(tag)
            return
        while not closes_tag(tag, self.stack[-1].mark):
            self._drop_mark()
        opened = self.stack.pop()
        node = RenderedNode(_merge_texts(opened.parts))
        node.formats, node.is_markup = formats_of_tag(opened.mark), True
        self.stack[-1].parts.append(node)

    def _read_character(self, position: int) -> None:
        char = self.tokens[position]
        _role, kind = self.marks.get(char, ("", ""))
        if self._is_apostrophe(position):
            self.stack[-1].parts.append(_APOSTROPHE)
        elif self._closes_quotation(position):
            parts = _merge_texts(self.stack.pop().parts)
            self.stack[-1].parts.append(RenderedNode(parts, quotes=kind))
        elif self._opens_quotation(position):
            self.stack.append(_OpenPart(char, kind))
        elif self.reads_markup and (letters := superscript_letters(char)):
            node = RenderedNode(letters, formats={"vertical-align": "sup"})
            self.stack[-1].parts.append(node)
        else:
            self.stack[-1].parts.append(_APOSTROPHE if char == "'" else char)

    def _before(self, position: int) -> str:
        """The character before a position."""
        while position and is_tag(self.tokens[position - 1]):
            position -= 1
        return self.tokens[position - 1] if position else ""

    def _after(self, position: int) -> str:
        """The character after a position."""
        after = self.tokens[position + 1 : position + 2]
        return after[0] if after and not is_tag(after[0]) else ""

    def _is_apostrophe(self, position: int) -> bool:
        """Whether it is an apostrophe inside a word."""
        after = self._after(position)
        is_inside = LETTERS.match(self._before(position)) and LETTERS.match(after)
        return bool(self.tokens[position] in ("'", _APOSTROPHE) and is_inside)

    def _closes_quotation(self, position: int) -> bool:
        role, kind = self.marks.get(self.tokens[position], ("", ""))
        is_open = bool(kind) and self.stack[-1].kind == kind
        return role in ("close", "both") and is_open and self._before(position) != " "

    def _opens_quotation(self, position: int) -> bool:
        role, _kind = self.marks.get(self.tokens[position], ("", ""))
        is_at_start = self._before(position) in ("", " ", "(")
        return role == "open" or (role == "both" and is_at_start)


def _merge_texts(parts: list[RenderedNode | str]) -> list[RenderedNode]:
    nodes: list[RenderedNode] = []
    for part in parts:
        if isinstance(part, RenderedNode):
            nodes.append(part)
        elif nodes and not nodes[-1].formats and isinstance(nodes[-1].parts, str):
            nodes[-1].parts += part
        else:
            nodes.append(RenderedNode(part))
    return nodes
