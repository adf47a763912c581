"""A page copied as plain text: one line per element."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from archive.text import languages
from archive.text.folding import is_traditional

from . import line_patterns
from .draft import Caption, Draft, ImportProblem, Line, Segment
from .page_layout import Layout
from .text_decoding import decoded

NAME = "plaintext"
MOST_BYTES = 5_000_000
MOST_LINES = 2_000
LONGEST_LINE = 100_000
LONGEST_TITLE = 400
SWISS = re.compile(r"\b(?:heisst|gross\w*|ausser\w*|Strasse\w*|Ausmass\w*|Mass\w*)\b")
OUTWARD = re.compile(r"«\w[^«»]*»")
BODY = ("paragraph", "heading", "quotation", "post", "table")


def load(path: Path) -> bytes:
    """The file's bytes; no more than a page may have is ever in memory."""
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    _refuse_large(content)
    return content


def read(content: bytes) -> Draft:
    """Understand a page. Raises `ImportProblem`; nothing is saved."""
    _refuse_large(content)
    text, notes = decoded(content)
    numbered = [
        (number, line.strip())
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]
    lines = [line for _number, line in numbered]
    if not lines:
        raise ImportProblem("The file is empty: there is nothing to import.")
    if max(map(len, lines)) > LONGEST_LINE or len(lines) > MOST_LINES:
        raise ImportProblem(
            "This is too long for a newspaper page: a page has at most "
            f"{MOST_LINES} lines of at most {LONGEST_LINE} characters. Import one "
            "article a file, one element a line."
        )
    layout = Layout(lines)
    if len(layout.title) > LONGEST_TITLE:
        raise ImportProblem(
            "The first line is too long for a headline: put the headline on a line "
            "of its own at the top."
        )
    draft = _draft(layout, [number for number, _line in numbered])
    draft.sha256 = sha256(content).hexdigest()
    draft.notes = [*notes, *layout.notes]
    if not draft.date:
        draft.notes.append(
            "No date was found: the article is undated. Give its date at the desk, "
            "or put it on a line below the headline."
        )
    return draft


def _refuse_large(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise ImportProblem(
            "The file is larger than 5 MB: not a newspaper page. Import one article "
            "a file."
        )


def _draft(layout: Layout, numbers: list[int]) -> Draft:
    """The draft that the roles of the lines make; boilerplate is numbered last."""
    held = {
        role: next(
            (text for text, its in zip(layout.lines, layout.roles, strict=True)
             if its == role), "",
        )
        for role in ("lead", "series", "address")
    }  # fmt: skip
    draft = Draft(
        title=layout.title,
        sha256="",
        kicker=layout.kicker,
        byline=layout.byline,
        date=layout.date,
        lead=held["lead"],
        series=held["series"],
        original_url=line_patterns.address(held["address"]),
    )
    anchors: dict[int, str] = {}
    for i, role in enumerate(layout.roles):
        if role in BODY:
            draft.segments.append(Segment(role, layout.lines[i]))
            anchors[i] = f"p{len(draft.segments)}"
        elif i in layout.captions:
            draft.captions.append(Caption(*layout.captions[i], i in layout.in_series))
            anchors[i] = f"c{len(draft.captions)}"
    for i, role in enumerate(layout.roles):
        if role == "boilerplate":
            segment = Segment(role, layout.lines[i], layout.reasons[i])
            draft.segments.append(segment)
            anchors[i] = f"p{len(draft.segments)}"
    own = [s.text for s in draft.segments if s.kind in BODY and s.kind != "post"]
    draft.language = language(" ".join([layout.title, draft.lead, *own]))
    draft.lines = [
        Line(numbers[i], role, layout.lines[i], anchors.get(i, ""))
        for i, role in enumerate(layout.roles)
    ]
    return draft


def language(text: str) -> str:
    """The language by evidence; `und` for those that the archive does not hold.

    Swiss is German without ß that has ss or «…» where other German has not.
    """
    found = languages.detect(text)
    if found == "zh-Hans" and is_traditional(text):
        return "und"
    if found != "de" or "ß" in text:
        return found
    return "de-CH" if SWISS.search(text) or OUTWARD.search(text) else "de"
