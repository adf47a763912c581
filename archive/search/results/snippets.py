"""Why an entry matched: its words marked, the best window of a text, the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.search.index.public_texts import Text
from archive.search.query.word_nodes import VARIANTS

from .marking import Marker, Span

WINDOW = 220  # characters
MOST_REASONS = 4


@dataclass(frozen=True)
class Reason:
    """Which field says which word, how (`exact`, `spelling`, `prefix`, `stem`, `part`
    of a compound, `synonym`, `narrower`), and what stands there. `field` is `text`
    where it is none of title, caption, byline, credit, source, label."""

    field: str
    variant: str
    word: str
    found: str


@dataclass(frozen=True)
class Shown:
    """What a page shows of one hit."""

    title: SafeString
    anchor: str
    snippet: SafeString | None
    reasons: tuple[Reason, ...]


def shown(texts: Iterable[Text], marker: Marker) -> Shown:
    """The title marked, the window that says most, and the reasons; the title is the
    first of the texts."""
    first, *others = texts
    spans = marker.spans(first.text, first.language)
    reasons = _reasons(first, spans)
    best: tuple[int, Text, list[Span]] | None = None
    for text in others:
        said = marker.spans(text.text, text.language)
        reasons |= _reasons(text, said)
        worth = _worth(said)
        if worth and (best is None or worth > best[0]):
            best = (worth, text, said)
    ranked = sorted(reasons, key=lambda r: (VARIANTS.index(r.variant), reasons[r]))
    return Shown(
        title=marked(first.text, spans),
        anchor=best[1].anchor if best else "",
        snippet=_window(best[1].text, best[2]) if best else None,
        reasons=tuple(ranked[:MOST_REASONS]),
    )


def marked(text: str, spans: Iterable[Span]) -> SafeString:
    """The whole text, escaped, with the spans marked."""
    pieces, at = [], 0
    for span in spans:
        pieces.append((text[at : span.start], text[span.start : span.end]))
        at = span.end
    return format_html(
        "{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[at:]
    )


def _reasons(text: Text, spans: Iterable[Span]) -> dict[Reason, int]:
    """One reason for each word and way, with its place in the order of finding."""
    found: dict[tuple[str, str], Reason] = {}
    for span in spans:
        said = text.text[span.start : span.end]
        reason = Reason(text.field or "text", span.variant, span.word, said)
        found.setdefault((span.word.casefold(), span.variant), reason)
    return {reason: place for place, reason in enumerate(found.values())}


def _worth(spans: Sequence[Span]) -> int:
    """Different words count most, then how they are said, then how often."""
    nearest: dict[str, int] = {}
    for span in spans:
        how = VARIANTS.index(span.variant)
        nearest[span.word] = min(nearest.get(span.word, how), how)
    said = sum(100 - how for how in nearest.values())
    return said * 100 + min(len(spans), 99)


def _window(text: str, spans: list[Span]) -> SafeString:
    """The stretch with most different words, from a little before the first."""
    first = max(range(len(spans)), key=lambda n: (_within(spans, n), -n))
    begin = max(0, spans[first].start - WINDOW // 3)
    if begin and " " in text[begin : begin + 30]:
        begin = text.find(" ", begin) + 1
    begin = min(begin, spans[first].start)
    end = min(len(text), max(begin + WINDOW, spans[first].end))
    inside = [s for s in spans if begin <= s.start and s.end <= end]
    if end < len(text) and " " in text[max(inside[-1].end, end - 30) : end]:
        end = text.rfind(" ", 0, end)
    moved = [Span(s.start - begin, s.end - begin, s.word, s.variant) for s in inside]
    before, after = "… " if begin else "", " …" if end < len(text) else ""
    return format_html("{}{}{}", before, marked(text[begin:end], moved), after)


def _within(spans: list[Span], first: int) -> int:
    """How many different words stand within a window from this span on."""
    limit = spans[first].start + 2 * WINDOW // 3
    words = set()
    for span in spans[first:]:
        if span.end > limit:
            break
        words.add(span.word)
    return len(words)
