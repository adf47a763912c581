"""From a tree of rendered nodes to runs of text, merging adjacent punctuation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..style.locale import CslLocale

_PUNCTUATION = ".,;:!?"
# Of two adjacent marks, the first one stays, or the second one; of equal ones, one.
_FIRST_STAYS = {"!.", "!:", "?.", "?:", ":.", ";:", ";."}
_SECOND_STAYS = {":!", ":?", ";!", ";?"}
_MARKS_INTO_QUOTES = ".,!?"
_MARKS_OUT_OF_QUOTES = (",", ";", ":")
# From the outermost to the innermost, where one element asks for several.
FONT_FORMATS = (
    "vertical-align",
    "text-decoration",
    "font-weight",
    "font-variant",
    "font-style",
)

# The number of the node that asks for a format, the name of the format, its value.
Layer = tuple[int, str, str]
Layers = tuple[Layer, ...]
LINE_END: Layers = ((0, "display", "line-end"),)  # between two blocks


@dataclass(frozen=True)
class TextRun:
    """Text with one set of formats, such as ("font-style", "italic").

    `layers` are the formats from the outermost to the innermost one, each with the
    number of its node, for who writes nested markup.
    """

    text: str
    formats: frozenset[tuple[str, str]] = frozenset()
    layers: Layers = field(default=(), compare=False)


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
    is_markup: bool = False  # of a field: its formats alternate with those around it


def _is_single_text(node: RenderedNode) -> bool:
    """Whether the node is one text without quotations."""
    if node.quotes or isinstance(node.parts, str) or len(node.parts) != 1:
        return False
    return isinstance(node.parts[0].parts, str)


def merge_runs(runs: Iterable[TextRun]) -> list[TextRun]:
    """Runs of which no two neighbours have the same formats; without layers."""
    merged: list[TextRun] = []
    for run in runs:
        if merged and merged[-1].formats == run.formats:
            run = TextRun(merged.pop().text + run.text, run.formats)
        merged.append(TextRun(run.text, run.formats))
    return merged


_ALTERNATES = {
    ("font-style", "italic"): "normal",
    ("font-weight", "bold"): "normal",
    ("font-variant", "small-caps"): "normal",
}


def _value_in(layers: Layers, name: str) -> str:
    """The value that a format has inside layers."""
    return next((value for _n, own, value in reversed(layers) if own == name), "")


class RunWriter:
    """Appends the texts of nodes, character by character with their layers."""

    def __init__(self, locale: CslLocale) -> None:
        self.locale = locale
        self.chars: list[str] = []
        self.layers: list[Layers] = []
        self.ends_line = False
        self.closing_length = 0  # characters of quotation marks just closed
        self.open_quotation = ""  # its kind
        self.node_count = 0

    def collect_runs(self) -> list[TextRun]:
        """The text so far, one run for each change of formats."""
        runs: list[TextRun] = []
        at = 0
        for end in range(1, len(self.chars) + 1):
            if end == len(self.chars) or self.layers[end] != self.layers[at]:
                layers = self.layers[at]
                formats = {name: value for _n, name, value in layers}
                formats.pop("display", None)
                text = "".join(self.chars[at:end])
                runs.append(TextRun(text, frozenset(formats.items()), layers))
                at = end
        return runs

    def write_node(self, node: RenderedNode, around: Layers = ()) -> None:
        """Write a node; `around` are the layers of the node around it."""
        if node.display:
            around = (*around, (self._count_node(), "display", node.display))
        if node.display == "block":
            self.ends_line = True
        own = self._add_layers(node, around)
        self._append_affix(node.prefix, around)
        if node.quotes:
            self._write_quotation(node, own)
        elif isinstance(node.parts, str):
            self._append_text(node.parts, own)
        else:
            self._write_parts(node.parts, node.delimiter, own)
        if node.formats and node.suffix and _is_single_text(node):
            self._append_formatted_suffix(node.suffix, around)
        else:
            self._append_affix(node.suffix, around)
        if node.display in ("block", "right-inline"):
            self.ends_line = True

    def _count_node(self) -> int:
        self.node_count += 1
        return self.node_count

    def _add_layers(self, node: RenderedNode, around: Layers) -> Layers:
        if not node.formats:
            return around
        number, layers = self._count_node(), around
        for name in FONT_FORMATS:
            if value := node.formats.get(name):
                outside = _value_in(around, name)
                if value == "normal" and outside in ("", "normal"):
                    continue
                if node.is_markup and outside == value:
                    value = _ALTERNATES.get((name, value), value)
                layers = (*layers, (number, name, value))
        return layers

    def _append_formatted_suffix(self, suffix: str, layers: Layers) -> None:
        """After formatted text, only equal marks merge."""
        is_twice = bool(self.chars) and self.chars[-1] == suffix[0]
        self._append_text(suffix[1:] if is_twice else suffix, layers)

    def _write_parts(
        self, parts: list[RenderedNode], delimiter: str, layers: Layers
    ) -> None:
        for n, part in enumerate(parts):
            if n:
                self._append_affix(delimiter, layers)
            self.write_node(part, layers)

    def _write_quotation(self, node: RenderedNode, layers: Layers) -> None:
        kind = {"outer": "inner", "inner": "outer"}.get(
            self.open_quotation, node.quotes
        )
        inner = "-inner" if kind == "inner" else ""
        outside, self.open_quotation = self.open_quotation, kind
        self._append_text(self.locale.term(f"open{inner}-quote"), layers)
        if isinstance(node.parts, str):
            self._append_text(node.parts, layers)
        else:
            self._write_parts(node.parts, node.delimiter, layers)
        self.open_quotation = outside
        mark = self._take_final_mark()
        closing = self.locale.term(f"close{inner}-quote")
        closed = self.closing_length
        self._append_text(closing, layers)
        self.closing_length = closed + len(closing)
        if mark:
            self._append_text(mark, layers)

    def _take_final_mark(self) -> str:
        """Remove and return the final mark that this locale puts after a quotation."""
        last = self.chars[-1] if self.chars else ""
        if self.locale.punctuation_in_quote or last not in _MARKS_OUT_OF_QUOTES:
            return ""
        self.chars.pop()
        self.layers.pop()
        return last

    def _append_text(self, text: str, layers: Layers) -> None:
        if text:
            if self.ends_line and self.chars:
                self.chars.append("\n")
                self.layers.append(LINE_END)
            self.ends_line = False
            self.closing_length = 0
            self.chars += text
            self.layers += [layers] * len(text)

    def _append_affix(self, text: str, layers: Layers) -> None:
        """Append text of the style; its first marks may merge with what is there."""
        while text and self.chars and self._merge_mark(text[0], layers):
            text = text[1:]
        self._append_text(text, layers)

    def _merge_mark(self, mark: str, layers: Layers) -> bool:
        """Merge a mark with the end of the text; whether it did."""
        is_moved = self.closing_length and self.locale.punctuation_in_quote
        if is_moved and mark in _MARKS_INTO_QUOTES:
            inside = len(self.chars) - self.closing_length
            self._insert_mark(mark, inside, self.layers[inside - 1])
            return True
        if mark == " " == self.chars[-1] or self._ends_with(mark):
            return True
        if self.closing_length or {mark, self.chars[-1]} - {*_PUNCTUATION}:
            return False
        self._insert_mark(mark, len(self.chars), layers)
        return True

    def _ends_with(self, mark: str) -> bool:
        """Whether the quotation that has just closed already ends with `mark`."""
        if not self.closing_length or self.closing_length == len(self.chars):
            return False
        last = self.chars[-self.closing_length - 1]
        return mark in _PUNCTUATION and (last == mark or last + mark in _FIRST_STAYS)

    def _insert_mark(self, mark: str, at: int, layers: Layers) -> None:
        """Insert a mark at a position, or merge it with the mark in front of it."""
        last = self.chars[at - 1] if at else ""
        if last == mark or last + mark in _FIRST_STAYS:
            return
        if last + mark in _SECOND_STAYS:
            self.chars[at - 1] = mark
            return
        self.chars.insert(at, mark)
        self.layers.insert(at, layers)
