"""Why an entry matched: marked words, the best snippet of a text, the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.search.index.public_texts import EntryText
from archive.search.query.word_nodes import MATCH_VARIANTS

from .marking import Highlighter, MatchSpan

SNIPPET_LENGTH = 220  # characters
MOST_REASONS = 4


@dataclass(frozen=True)
class MatchReason:
    """Which field says which word, how (`exact`, `spelling`, `prefix`, `stem`, `part`
    of a compound, `synonym`, `narrower`), and what stands there. `field` is `text`
    where it is none of title, caption, byline, credit, source, label."""

    field: str
    variant: str
    word: str
    matched_text: str


@dataclass(frozen=True)
class HighlightedHit:
    """What a page shows of one hit."""

    title: SafeString
    anchor: str
    snippet: SafeString | None
    reasons: tuple[MatchReason, ...]


def highlight_texts(
    texts: Iterable[EntryText], highlighter: Highlighter
) -> HighlightedHit:
    """The marked title, the best snippet and the reasons; the title is the first of the
    texts."""
    first, *others = texts
    spans = highlighter.find_spans(first.text, first.language)
    reasons = _collect_reasons(first, spans)
    best: tuple[int, EntryText, list[MatchSpan]] | None = None
    for text in others:
        text_spans = highlighter.find_spans(text.text, text.language)
        reasons |= _collect_reasons(text, text_spans)
        rating = _rate_spans(text_spans)
        if rating and (best is None or rating > best[0]):
            best = (rating, text, text_spans)
    ranked = sorted(
        reasons, key=lambda r: (MATCH_VARIANTS.index(r.variant), reasons[r])
    )
    return HighlightedHit(
        title=mark_spans(first.text, spans),
        anchor=best[1].anchor if best else "",
        snippet=_cut_snippet(best[1].text, best[2]) if best else None,
        reasons=tuple(ranked[:MOST_REASONS]),
    )


def mark_spans(text: str, spans: Iterable[MatchSpan]) -> SafeString:
    """The whole text, escaped, with the spans marked."""
    pieces, at = [], 0
    for span in spans:
        pieces.append((text[at : span.start], text[span.start : span.end]))
        at = span.end
    return format_html(
        "{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[at:]
    )


def _collect_reasons(
    text: EntryText, spans: Iterable[MatchSpan]
) -> dict[MatchReason, int]:
    """One reason for each word and variant, with its place among them."""
    by_word: dict[tuple[str, str], MatchReason] = {}
    for span in spans:
        matched = text.text[span.start : span.end]
        reason = MatchReason(text.field or "text", span.variant, span.word, matched)
        by_word.setdefault((span.word.casefold(), span.variant), reason)
    return {reason: place for place, reason in enumerate(by_word.values())}


def _rate_spans(spans: Sequence[MatchSpan]) -> int:
    """Different words count most, then their variants, then how often they stand."""
    best_variants: dict[str, int] = {}
    for span in spans:
        variant = MATCH_VARIANTS.index(span.variant)
        best_variants[span.word] = min(best_variants.get(span.word, variant), variant)
    words = sum(100 - variant for variant in best_variants.values())
    return words * 100 + min(len(spans), 99)


def _cut_snippet(text: str, spans: list[MatchSpan]) -> SafeString:
    """The stretch with most different words, from a little before the first."""
    first = max(range(len(spans)), key=lambda n: (_count_words_within(spans, n), -n))
    begin = _find_snippet_begin(text, spans[first].start)
    end = min(len(text), max(begin + SNIPPET_LENGTH, spans[first].end))
    inside = [s for s in spans if begin <= s.start and s.end <= end]
    if end < len(text) and " " in text[max(inside[-1].end, end - 30) : end]:
        end = text.rfind(" ", 0, end)
    moved = [
        MatchSpan(s.start - begin, s.end - begin, s.word, s.variant) for s in inside
    ]
    before, after = "… " if begin else "", " …" if end < len(text) else ""
    return format_html("{}{}{}", before, mark_spans(text[begin:end], moved), after)


def _find_snippet_begin(text: str, start: int) -> int:
    """A little before a match, at the beginning of a word where one is near."""
    begin = max(0, start - SNIPPET_LENGTH // 3)
    if begin and " " in text[begin : begin + 30]:
        begin = text.find(" ", begin) + 1
    return min(begin, start)


def _count_words_within(spans: list[MatchSpan], first: int) -> int:
    """How many different words stand within a window from this span on."""
    limit = spans[first].start + 2 * SNIPPET_LENGTH // 3
    words = set()
    for span in spans[first:]:
        if span.end > limit:
            break
        words.add(span.word)
    return len(words)
