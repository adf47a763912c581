"""A page of the admin as a browser would send it back."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    """The fields of the page's forms with their values, as a browser has them."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        name = given.get("name", "")
        on = "disabled" not in given
        if tag == "input" and name and on:
            kind = given.get("type", "text")
            ticked = "checked" in given
            if kind in ("submit", "file") or (
                kind in ("checkbox", "radio") and not ticked
            ):
                return
            unsaid = "on" if kind in ("checkbox", "radio") else ""
            self.values.setdefault(name, []).append(given.get("value", unsaid))
        elif tag == "textarea" and on:
            self._area = name
            self.values[name] = [""]
        elif tag == "select":
            self._select = name if on else ""
        elif tag == "option" and self._select and "selected" in given:
            self.values.setdefault(self._select, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area][0] += data


def fields(page: Any) -> dict[str, Any]:
    """What a browser would send from this page, by name."""
    parser = _Fields()
    parser.feed(page.content.decode())
    areas = {n: [v[0].removeprefix("\n")] if v else v for n, v in parser.values.items()}
    return {n: v if len(v) > 1 else v[0] for n, v in areas.items()}
