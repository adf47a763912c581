"""From a tree of rendered nodes to runs of text, merging adjacent punctuation."""

from __future__ import annotations

from dataclasses import dataclass, field

from .locale import CslLocale

_PUNCTUATION = ".,;:!?"
# Of two adjacent marks, the first one stays, or the second one; of equal ones, one.
_FIRST_STAYS = {"!.", "!:", "?.", "?:", ":.", ";:", ";."}
_SECOND_STAYS = {":!", ":?", ";!", ";?"}
_MARKS_INTO_QUOTES = ".,!?"
_MARKS_OUT_OF_QUOTES = (",", ";", ":")
FONT_FORMATS = ("font-style", "font-weight", "font-variant", "vertical-align")


@dataclass(frozen=True)
class TextRun:
    """Text with one set of formats, such as ("font-style", "italic")."""

    text: str
    formats: frozenset[tuple[str, str]] = frozenset()


@dataclass
class RenderedNode:
    """Something rendered: its text or its parts, with affixes and delimiter."""

    parts: list[RenderedNode] | str
    prefix: str = ""
    suffix: str = ""
    delimiter: str = ""
    formats: dict[str, str] = field(default_factory=dict)
    quotes: str = ""  # "outer" or "inner"
    display: str = ""  # CSL's `display`: a `block` is a line of its own


def _is_single_text(node: RenderedNode) -> bool:
    """Whether the node is one text without quotations."""
    if node.quotes or isinstance(node.parts, str) or len(node.parts) != 1:
        return False
    return isinstance(node.parts[0].parts, str)


class RunWriter:
    """Appends the texts of nodes, character by character with their formats."""

    def __init__(self, locale: CslLocale) -> None:
        self.locale = locale
        self.chars: list[str] = []
        self.formats: list[frozenset[tuple[str, str]]] = []
        self.ends_line = False
        self.closing_length = 0  # characters of quotation marks just closed
        self.open_quotation = ""  # its kind

    def collect_runs(self) -> list[TextRun]:
        """The text so far, one run for each change of formats."""
        runs: list[TextRun] = []
        at = 0
        for end in range(1, len(self.chars) + 1):
            if end == len(self.chars) or self.formats[end] != self.formats[at]:
                runs.append(TextRun("".join(self.chars[at:end]), self.formats[at]))
                at = end
        return runs

    def write_node(self, node: RenderedNode, formats: dict[str, str]) -> None:
        """Write a node; `formats` are those of the node around it."""
        around = frozenset(formats.items())
        own = formats | node.formats
        if node.display == "block":
            self.ends_line = True
        self._append_affix(node.prefix, around)
        if node.quotes:
            self._write_quotation(node, own)
        elif isinstance(node.parts, str):
            self._append_text(node.parts, frozenset(own.items()))
        else:
            self._write_parts(node.parts, node.delimiter, own)
        if node.formats and node.suffix and _is_single_text(node):
            self._append_formatted_suffix(node.suffix, around)
        else:
            self._append_affix(node.suffix, around)
        if node.display in ("block", "right-inline"):
            self.ends_line = True

    def _append_formatted_suffix(
        self, suffix: str, formats: frozenset[tuple[str, str]]
    ) -> None:
        """After formatted text, only equal marks merge."""
        is_twice = bool(self.chars) and self.chars[-1] == suffix[0]
        self._append_text(suffix[1:] if is_twice else suffix, formats)

    def _write_parts(
        self, parts: list[RenderedNode], delimiter: str, formats: dict[str, str]
    ) -> None:
        for n, part in enumerate(parts):
            if n:
                self._append_affix(delimiter, frozenset(formats.items()))
            self.write_node(part, formats)

    def _write_quotation(self, node: RenderedNode, formats: dict[str, str]) -> None:
        kind = {"outer": "inner", "inner": "outer"}.get(
            self.open_quotation, node.quotes
        )
        inner = "-inner" if kind == "inner" else ""
        outside, self.open_quotation = self.open_quotation, kind
        around = frozenset(formats.items())
        self._append_text(self.locale.term(f"open{inner}-quote"), around)
        if isinstance(node.parts, str):
            self._append_text(node.parts, around)
        else:
            self._write_parts(node.parts, node.delimiter, formats)
        self.open_quotation = outside
        mark = self._take_final_mark()
        closing = self.locale.term(f"close{inner}-quote")
        closed = self.closing_length
        self._append_text(closing, around)
        self.closing_length = closed + len(closing)
        if mark:
            self._append_text(mark, around)

    def _take_final_mark(self) -> str:
        """Remove and return the final mark that this locale puts after a quotation."""
        last = self.chars[-1] if self.chars else ""
        if self.locale.punctuation_in_quote or last not in _MARKS_OUT_OF_QUOTES:
            return ""
        self.chars.pop()
        self.formats.pop()
        return last

    def _append_text(self, text: str, formats: frozenset[tuple[str, str]]) -> None:
        if text:
            if self.ends_line and self.chars:
                self.chars.append("\n")
                self.formats.append(frozenset())
            self.ends_line = False
            self.closing_length = 0
            self.chars += text
            self.formats += [formats] * len(text)

    def _append_affix(self, text: str, formats: frozenset[tuple[str, str]]) -> None:
        """Append text of the style; its first marks may merge with what is there."""
        while text and self.chars and self._merge_mark(text[0], formats):
            text = text[1:]
        self._append_text(text, formats)

    def _merge_mark(self, mark: str, formats: frozenset[tuple[str, str]]) -> bool:
        """Merge a mark with the end of the text; whether it did."""
        is_moved = self.closing_length and self.locale.punctuation_in_quote
        if is_moved and mark in _MARKS_INTO_QUOTES:
            inside = len(self.chars) - self.closing_length
            self._insert_mark(mark, inside, self.formats[inside - 1])
            return True
        if mark == " " == self.chars[-1] or self._ends_with(mark):
            return True
        if self.closing_length or {mark, self.chars[-1]} - {*_PUNCTUATION}:
            return False
        self._insert_mark(mark, len(self.chars), formats)
        return True

    def _ends_with(self, mark: str) -> bool:
        """Whether the quotation that has just closed already ends with `mark`."""
        if not self.closing_length or self.closing_length == len(self.chars):
            return False
        last = self.chars[-self.closing_length - 1]
        return mark in _PUNCTUATION and (last == mark or last + mark in _FIRST_STAYS)

    def _insert_mark(
        self, mark: str, at: int, formats: frozenset[tuple[str, str]]
    ) -> None:
        """Insert a mark at a position, or merge it with the mark in front of it."""
        last = self.chars[at - 1] if at else ""
        if last == mark or last + mark in _FIRST_STAYS:
            return
        if last + mark in _SECOND_STAYS:
            self.chars[at - 1] = mark
            return
        self.chars.insert(at, mark)
        self.formats.insert(at, formats)
