"""The window of a text that matched, with the hits marked."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.text.segmenting import alternatives, stems, tokens

WINDOW = 220


def snippet(
    found: Iterable[tuple[str, str, str]], words: tuple[str, ...]
) -> tuple[str, SafeString | None]:
    """(anchor, marked text) of the text with most different hits, else ("", None).

    `found` yields (anchor, language, text); the title comes first and is left out.
    """
    wanted = _wanted(words)
    best: tuple[int, str, str, list[tuple[int, int]]] = (0, "", "", [])
    for anchor, language, text in list(found)[1:]:
        hits = _hits(text, language, wanted)
        if len(hits) > best[0]:
            best = (len(hits), anchor, text, sorted(hits))
    number, anchor, text, spans = best
    return (anchor, _window(text, _merged(spans))) if number else ("", None)


def marked(text: str, language: str, words: tuple[str, ...]) -> SafeString:
    """The whole text, with the hits marked."""
    spans = _merged(sorted(_hits(text, language, _wanted(words)))) if words else []
    pieces, at = [], 0
    for start, stop in spans:
        pieces.append((text[at:start], text[start:stop]))
        at = stop
    return format_html(
        "{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[at:]
    )


def _wanted(words: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Exact and stemmed terms that are hits."""
    exact = {t for word in words for t in alternatives(word).exact}
    exact |= {t.term for word in words for t in tokens(word, "und") if word.isascii()}
    stemmed = {t for word in words for t in alternatives(word).stemmed}
    return frozenset(exact), frozenset(stemmed)


def _hits(
    text: str, language: str, wanted: tuple[frozenset[str], frozenset[str]]
) -> set[tuple[int, int]]:
    exact, stemmed = wanted
    hits = {(t.start, t.end) for t in tokens(text, language) if t.term in exact}
    return hits | {(t.start, t.end) for t in stems(text, language) if t.term in stemmed}


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _window(text: str, spans: list[tuple[int, int]]) -> SafeString:
    begin = max(0, spans[0][0] - WINDOW // 3)
    begin = text.find(" ", begin) + 1 if begin and " " in text[begin:][:30] else begin
    end = min(len(text), begin + WINDOW)
    pieces, at = [], begin
    for start, stop in spans:
        if stop > end:
            break
        pieces.append((text[at:start], text[start:stop]))
        at = stop
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    before, after = "… " if begin else "", " …" if end < len(text) else ""
    return format_html("{}{}{}{}", before, marked, text[at:end], after)
