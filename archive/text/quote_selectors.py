"""A passage as others point to it: W3C TextQuoteSelector and text fragments."""

from __future__ import annotations

from urllib.parse import quote

AROUND = 32  # characters before and after, as the W3C's examples have
SHORT = 60  # characters that a link names whole
ENDS = 5  # words at either end that a link names else; of Chinese, twice the characters


def selector(exact: str, before: str, after: str) -> dict[str, str]:
    """A TextQuoteSelector (W3C Web Annotation 4.2.4) of `exact` between two texts."""
    found = {"type": "TextQuoteSelector", "exact": exact}
    if before:
        found["prefix"] = before[-AROUND:]
    if after:
        found["suffix"] = after[:AROUND]
    return found


def fragment(exact: str) -> str:
    """A text directive, to stand behind an address: `#:~:text=…`; of a long text its
    first and last words (WICG, URL Fragment Text Directives)."""
    text = " ".join(exact.split())
    if len(text) <= SHORT:
        return f"#:~:text={_escaped(text)}"
    said = text.split(" ")
    if len(said) >= 2 * ENDS:
        first, last = " ".join(said[:ENDS]), " ".join(said[-ENDS:])
    else:
        first, last = text[: 2 * ENDS], text[-2 * ENDS :]
    return f"#:~:text={_escaped(first)},{_escaped(last)}"


def _escaped(text: str) -> str:
    """Percent-encoded, with the signs that have a meaning in a directive."""
    return quote(text, safe="").replace("-", "%2D")
