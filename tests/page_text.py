"""The text of a page line by line, as a reader has it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
INLINE = {"a", "abbr", "b", "bdi", "em", "i", "mark", "small", "span", "strong"}
# What these hold is typed or quoted from elsewhere, character by character.
DATA = {"script", "style", "code", "pre", "q", "blockquote", "cite", "textarea"}
DATA_CLASSES = {"cite", "reference"}
READ_ALOUD = ("title", "aria-label", "alt", "placeholder", "label")


class _TextReader(HTMLParser):
    """Lines of a page's text, in which `\ufffc` stands for data."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, bool]] = []
        self.lines: list[str] = [""]

    def _is_in_data(self) -> bool:
        return bool(self.stack) and self.stack[-1][1]

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        is_data = self._is_in_data() or tag in DATA
        is_data = is_data or ("lang" in values and tag not in ("html", "body"))
        is_data = is_data or bool(DATA_CLASSES & set(values.get("class", "").split()))
        if tag not in INLINE:
            self.lines.append("")
        if is_data and not self._is_in_data():
            self.lines[-1] += "\ufffc"
        if not is_data:
            self.lines[-1:-1] = [values[name] for name in READ_ALOUD if name in values]
            if tag == "input" and values.get("type") in ("submit", "button", "reset"):
                self.lines[-1:-1] = [values.get("value", "")]
        if tag not in VOID:
            self.stack.append((tag, is_data))

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass
        if tag not in INLINE:
            self.lines.append("")

    def handle_data(self, data):
        if not self._is_in_data():
            self.lines[-1] += data


def list_lines(html: str) -> list[str]:
    """Each line of a page's text and of what is read aloud of it, once."""
    reader = _TextReader()
    reader.feed(html)
    lines = (re.sub(r"\s+", " ", line).strip() for line in reader.lines)
    return [line for line in dict.fromkeys(lines) if line]
