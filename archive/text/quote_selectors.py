"""A passage as others point to it: W3C TextQuoteSelector and text fragments."""

from __future__ import annotations

from urllib.parse import quote

CONTEXT_LENGTH = 32  # characters before and after, as the W3C's examples have
MAX_WHOLE_FRAGMENT = 60  # characters that a link names whole
FRAGMENT_END_WORDS = (
    5  # words at either end that a link names else; of Chinese, twice the characters
)


def text_quote_selector(exact: str, before: str, after: str) -> dict[str, str]:
    """A TextQuoteSelector (W3C Web Annotation 4.2.4) of `exact` between two texts."""
    found = {"type": "TextQuoteSelector", "exact": exact}
    if before:
        found["prefix"] = before[-CONTEXT_LENGTH:]
    if after:
        found["suffix"] = after[:CONTEXT_LENGTH]
    return found


def text_fragment(exact: str) -> str:
    """A text directive, to stand behind an address: `#:~:text=…`; of a long text its
    first and last words (WICG, URL Fragment Text Directives)."""
    text = " ".join(exact.split())
    if len(text) <= MAX_WHOLE_FRAGMENT:
        return f"#:~:text={_escape_directive(text)}"
    said = text.split(" ")
    if len(said) >= 2 * FRAGMENT_END_WORDS:
        first, last = (
            " ".join(said[:FRAGMENT_END_WORDS]),
            " ".join(said[-FRAGMENT_END_WORDS:]),
        )
    else:
        first, last = text[: 2 * FRAGMENT_END_WORDS], text[-2 * FRAGMENT_END_WORDS :]
    return f"#:~:text={_escape_directive(first)},{_escape_directive(last)}"


def _escape_directive(text: str) -> str:
    """Percent-encoded, with the signs that have a meaning in a directive."""
    return quote(text, safe="").replace("-", "%2D")
