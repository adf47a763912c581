"""A draft as segments, and segments as a draft."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from archive.importers.articles.draft import (
    ArticleDraft,
    DraftCaption,
    DraftSegment,
)
from archive.text import dates

from .segment import BODY_KINDS, HEAD_KINDS, Segment

BETWEEN_TEXTS = {"lead": "\n\n", "byline": ", ", "kicker": " "}
_ANCHOR = re.compile(r"([pc])(\d+)")


def list_segments(draft: ArticleDraft) -> list[Segment]:
    """The head of an article, then its body and captions in the order of the page."""
    head = [
        Segment(kind, text)
        for kind in HEAD_KINDS
        if (text := str(getattr(draft, kind)))
    ]
    return [*head, *_list_body(draft)]


def _list_body(draft: ArticleDraft) -> Iterator[Segment]:
    body = [_from_passage(each) for each in draft.segments]
    captions = [_from_caption(each) for each in draft.captions]
    rows = {"p": body, "c": captions}
    given = set()
    for line in draft.lines:
        match = _ANCHOR.fullmatch(line.anchor)
        if match and line.anchor not in given and int(match[2]) <= len(rows[match[1]]):
            given.add(line.anchor)
            yield rows[match[1]][int(match[2]) - 1]
    for letter, listed in rows.items():
        for number, segment in enumerate(listed, start=1):
            if f"{letter}{number}" not in given:
                yield segment


def _from_passage(passage: DraftSegment) -> Segment:
    return Segment(
        passage.kind,
        passage.text,
        passage.reading,
        passage.emendation,
        passage.left_out_because,
    )


def _from_caption(caption: DraftCaption) -> Segment:
    return Segment(
        "caption",
        caption.text,
        caption.reading,
        caption.emendation,
        credit=caption.credit,
        in_series=caption.in_series,
    )


def find_unclear_segments(segments: list[Segment]) -> dict[int, str]:
    """What must be said before a draft is made, by the number of the segment; -1 is
    the page as a whole."""
    problems = {
        number: told
        for number, segment in enumerate(segments)
        if (told := _find_problem(segment))
    }
    titles = [s for s in segments if s.kind == "title" and not s.is_left_out]
    if len(titles) != 1:
        problems[-1] = _("An article has one headline: choose one segment.")
    return problems | _find_lone_credits(segments)


def _find_lone_credits(segments: list[Segment]) -> dict[int, str]:
    """Credit lines without a caption before them."""
    told = _("Move this credit line directly behind its caption.")
    before = ["", *(segment.kind for segment in segments)]
    return {
        number: told
        for number, segment in enumerate(segments)
        if segment.kind == "credit"
        and not segment.is_left_out
        and before[number] != "caption"
    }


def _find_problem(segment: Segment) -> str:
    if segment.kind == "boilerplate" and not segment.is_left_out:
        return _("Say why this is left out, or choose another type.")
    if segment.reading and not segment.emendation:
        return _("Say why the text is emended.")
    is_date = segment.kind == "date" and not segment.is_left_out
    if is_date and not _is_date(segment.shown):
        return _("We can't find a date in this text. Choose another type.")
    return ""


def has_same_characters(segments: list[Segment], read: list[Segment]) -> bool:
    """Whether no character of what was read is missing or new, wherever it is now.
    Spaces and credits, which may be typed, are not compared."""
    return _count_characters(segments) == _count_characters(read)


def _count_characters(segments: list[Segment]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for segment in segments:
        counted.update("".join(segment.text.split()))
    return counted


def apply_segments(draft: ArticleDraft, segments: list[Segment]) -> ArticleDraft:
    """The draft with these segments in place of what was read. What is left out becomes
    a passage that readers don't see, whatever it was. Does not ask whether all is
    clear: `find_unclear_segments` does."""
    kept = [segment for segment in segments if not segment.is_left_out]
    head: dict[str, Any] = {
        kind: BETWEEN_TEXTS.get(kind, " ").join(s.shown for s in kept if s.kind == kind)
        for kind in HEAD_KINDS
    }
    is_told = dates.is_told_from_another_day(head["date"])
    head["told_date"] = head["date"] if is_told else draft.told_date
    head["date"] = _read_date(head["date"], draft.language)
    body = [_to_passage(s) for s in segments if s.is_left_out or s.kind in BODY_KINDS]
    # Lines tell how the file was read; what an editor arranged has none.
    return replace(
        draft, **head, segments=body, captions=_list_captions(kept), lines=[]
    )


def _list_captions(kept: list[Segment]) -> list[DraftCaption]:
    """The captions, each with its credit or that of the segment behind it."""
    captions = []
    for number, segment in enumerate(kept):
        if segment.kind != "caption":
            continue
        behind = kept[number + 1 : number + 2]
        own = [s.shown for s in behind if s.kind == "credit"]
        caption = DraftCaption(
            segment.text,
            segment.credit or "".join(own),
            segment.in_series,
            segment.reading,
            segment.emendation,
        )
        captions.append(caption)
    return captions


def _is_date(text: str) -> bool:
    return bool(_read_date(text, "")) or dates.is_told_from_another_day(text)


def _read_date(text: str, language: str) -> str:
    """A date in EDTF, as typed or printed among other words; "" where there is none."""
    try:
        return dates.parse_typed_date(text, language).text
    except dates.DateError as error:
        is_readable = error.reason != "weekday"
        printed = dates.find_printed_date(text) if is_readable else None
        return printed[0].text if printed else ""


def _to_passage(segment: Segment) -> DraftSegment:
    kind = segment.kind if segment.kind in BODY_KINDS else "boilerplate"
    # The credit of a caption that is left out stays with it.
    return DraftSegment(
        kind,
        f"{segment.text} {segment.credit}".rstrip(),
        segment.left_out_because,
        segment.reading,
        segment.emendation,
    )
