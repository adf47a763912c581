"""A tree of what was rendered → runs of text, with punctuation where it meets."""

from __future__ import annotations

from dataclasses import dataclass, field

from .locale import CslLocale

_PUNCTUATION = ".,;:!?"
# Where two marks meet: a mark twice, and these, are the first or the second alone.
_FIRST_STAYS = {"!.", "!:", "?.", "?:", ":.", ";:", ";."}
_SECOND_STAYS = {":!", ":?", ";!", ";?"}
_MARKS_INTO_QUOTES = ".,!?"
_MARKS_OUT_OF_QUOTES = (",", ";", ":")
FONT_FORMATS = ("font-style", "font-weight", "font-variant", "vertical-align")


@dataclass(frozen=True)
class TextRun:
    """Text in one shape: `formats` are CSL's, such as ("font-style", "italic")."""

    text: str
    formats: frozenset[tuple[str, str]] = frozenset()


@dataclass
class RenderedNode:
    """Something rendered: its text or its parts, and what stands around and between."""

    parts: list[RenderedNode] | str
    prefix: str = ""
    suffix: str = ""
    delimiter: str = ""
    formats: dict[str, str] = field(default_factory=dict)
    quotes: str = ""  # "outer", or "inner" where it is the other kind of two
    display: str = ""  # CSL's `display`: `block` stands on a line of its own


def _is_single_text(node: RenderedNode) -> bool:
    """Whether it is one text, without quotations."""
    if node.quotes or isinstance(node.parts, str) or len(node.parts) != 1:
        return False
    return isinstance(node.parts[0].parts, str)


class RunWriter:
    """Puts text behind text."""

    def __init__(self, locale: CslLocale) -> None:
        self.locale = locale
        self.chars: list[str] = []
        self.shapes: list[frozenset[tuple[str, str]]] = []
        self.ends_line = False
        self.closed = 0  # how many characters at the end are closing quotation marks
        self.around = ""  # the kind of quotation that is open

    def runs(self) -> list[TextRun]:
        """What was written, one run for each change of shape."""
        found: list[TextRun] = []
        at = 0
        for end in range(1, len(self.chars) + 1):
            if end == len(self.chars) or self.shapes[end] != self.shapes[at]:
                found.append(TextRun("".join(self.chars[at:end]), self.shapes[at]))
                at = end
        return found

    def node(self, node: RenderedNode, shape: dict[str, str]) -> None:
        """Write a node; `shape` is that of what is around it."""
        around = frozenset(shape.items())
        own = shape | node.formats
        if node.display == "block":
            self.ends_line = True
        self._affix(node.prefix, around)
        if node.quotes:
            self._quoted(node, own)
        elif isinstance(node.parts, str):
            self._text(node.parts, frozenset(own.items()))
        else:
            self._parts(node.parts, node.delimiter, own)
        if node.formats and node.suffix and _is_single_text(node):
            self._own_suffix(node.suffix, around)
        else:
            self._affix(node.suffix, around)
        if node.display in ("block", "right-inline"):
            self.ends_line = True

    def _own_suffix(self, suffix: str, shape: frozenset[tuple[str, str]]) -> None:
        """Behind a shape of its own, marks stay apart but for the same one twice."""
        is_twice = bool(self.chars) and self.chars[-1] == suffix[0]
        self._text(suffix[1:] if is_twice else suffix, shape)

    def _parts(
        self, parts: list[RenderedNode], delimiter: str, shape: dict[str, str]
    ) -> None:
        for n, part in enumerate(parts):
            if n:
                self._affix(delimiter, frozenset(shape.items()))
            self.node(part, shape)

    def _quoted(self, node: RenderedNode, shape: dict[str, str]) -> None:
        kind = {"outer": "inner", "inner": "outer"}.get(self.around, node.quotes)
        inner = "-inner" if kind == "inner" else ""
        outside, self.around = self.around, kind
        around = frozenset(shape.items())
        self._text(self.locale.term(f"open{inner}-quote"), around)
        if isinstance(node.parts, str):
            self._text(node.parts, around)
        else:
            self._parts(node.parts, node.delimiter, shape)
        self.around = outside
        mark = self._taken_out()
        closing = self.locale.term(f"close{inner}-quote")
        closed = self.closed
        self._text(closing, around)
        self.closed = closed + len(closing)
        if mark:
            self._text(mark, around)

    def _taken_out(self) -> str:
        """The mark at the end of a quotation that stands behind it in this locale."""
        last = self.chars[-1] if self.chars else ""
        if self.locale.punctuation_in_quote or last not in _MARKS_OUT_OF_QUOTES:
            return ""
        self.chars.pop()
        self.shapes.pop()
        return last

    def _text(self, text: str, shape: frozenset[tuple[str, str]]) -> None:
        if text:
            if self.ends_line and self.chars:
                self.chars.append("\n")
                self.shapes.append(frozenset())
            self.ends_line = False
            self.closed = 0
            self.chars += text
            self.shapes += [shape] * len(text)

    def _affix(self, text: str, shape: frozenset[tuple[str, str]]) -> None:
        """Text of the style: its first mark may fall together with what is there."""
        while text and self.chars:
            first, closed = text[0], self.closed
            moves = closed and self.locale.punctuation_in_quote
            if moves and first in _MARKS_INTO_QUOTES:
                inside = len(self.chars) - closed
                self._insert(first, inside, self.shapes[inside - 1])
            elif first == " " == self.chars[-1] or self._is_said(first):
                pass
            elif (
                not closed and first in _PUNCTUATION and self.chars[-1] in _PUNCTUATION
            ):
                self._insert(first, len(self.chars), shape)
            else:
                break
            text = text[1:]
        if text:
            self._text(text, shape)

    def _is_said(self, mark: str) -> bool:
        """Whether a quotation that has just closed ends in what `mark` would add."""
        if not self.closed or self.closed == len(self.chars):
            return False
        last = self.chars[-self.closed - 1]
        return mark in _PUNCTUATION and (last == mark or last + mark in _FIRST_STAYS)

    def _insert(self, mark: str, at: int, shape: frozenset[tuple[str, str]]) -> None:
        """Put a mark behind the character before `at`, as one where they meet."""
        last = self.chars[at - 1] if at else ""
        if last == mark or last + mark in _FIRST_STAYS:
            return
        if last + mark in _SECOND_STAYS:
            self.chars[at - 1] = mark
            return
        self.chars.insert(at, mark)
        self.shapes.insert(at, shape)
