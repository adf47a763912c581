"""Pointers to a passage: W3C TextQuoteSelectors and URL text fragments."""

from __future__ import annotations

from urllib.parse import quote

CONTEXT_LENGTH = 32  # characters before and after, as in the W3C's examples
MAX_WHOLE_FRAGMENT = 60  # characters; a longer text is named by its ends
FRAGMENT_END_WORDS = 5  # words at either end; in Chinese, twice as many characters


def text_quote_selector(exact: str, before: str, after: str) -> dict[str, str]:
    """A TextQuoteSelector (W3C Web Annotation 4.2.4) of `exact`, with the texts before
    and after it.
    """
    selector = {"type": "TextQuoteSelector", "exact": exact}
    if before:
        selector["prefix"] = before[-CONTEXT_LENGTH:]
    if after:
        selector["suffix"] = after[:CONTEXT_LENGTH]
    return selector


def text_fragment(exact: str) -> str:
    """A text directive to append to a URL: `#:~:text=…` (WICG, URL Fragment Text
    Directives). A long text is named by its first and last words.
    """
    text = " ".join(exact.split())
    if len(text) <= MAX_WHOLE_FRAGMENT:
        return f"#:~:text={_escape_directive(text)}"
    words = text.split(" ")
    if len(words) >= 2 * FRAGMENT_END_WORDS:
        first, last = (
            " ".join(words[:FRAGMENT_END_WORDS]),
            " ".join(words[-FRAGMENT_END_WORDS:]),
        )
    else:
        first, last = text[: 2 * FRAGMENT_END_WORDS], text[-2 * FRAGMENT_END_WORDS :]
    return f"#:~:text={_escape_directive(first)},{_escape_directive(last)}"


def _escape_directive(text: str) -> str:
    """Percent-encoded, with the characters that have a meaning in a directive."""
    return quote(text, safe="").replace("-", "%2D")
