"""Articles from pages that were copied as plain text, one line an element."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import takewhile
from pathlib import Path

from django.utils.translation import gettext as _

from archive.importers.extraction import line_patterns
from archive.importers.extraction.page_language import find_language
from archive.importers.extraction.told_dates import find_told_date
from archive.text import languages
from archive.text.copies.hidden_marks import find_hidden_marks, remove_hidden_marks

from .copy_marks import note_marks
from .draft import (
    NO_DATE_NOTE,
    ArticleDraft,
    DraftCaption,
    DraftSegment,
    ImportedLine,
    ImportProblem,
)
from .page_layout import PageLayout
from .text_decoding import decode_text

PLAIN_TEXT_IMPORTER = "plaintext"
MAX_TEXT_FILE_BYTES = 5_000_000
MAX_PAGE_LINES = 2_000
MAX_LINE_LENGTH = 100_000
MAX_HEADLINE_LENGTH = 400
SHORT_TEXT = 200  # letters
LEAST_PARAGRAPH = 140  # characters of a line that is no line of the head
SWISS_SPELLING = re.compile(
    r"\b(?:heisst|gross\w*|ausser\w*|Strasse\w*|Ausmass\w*|Mass\w*)\b"
)
SWISS_QUOTATION_MARKS = re.compile(r"«\w[^«»]*»")
BODY_ROLES = ("paragraph", "heading", "quotation", "post", "table")


def load_text_file(path: Path) -> bytes:
    """The bytes of a file; memory never holds more than a page may have."""
    with path.open("rb") as file:
        content = file.read(MAX_TEXT_FILE_BYTES + 1)
    _refuse_large(content)
    return content


def parse_text_page(content: bytes) -> ArticleDraft:
    """Parse a page into a draft. Raises `ImportProblem`; nothing is saved."""
    _refuse_large(content)
    text, notes, _is_sure = decode_text(content)
    marks, text = find_hidden_marks(text), remove_hidden_marks(text)
    numbered = [
        (number, line.strip())
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip()
    ]
    lines = [line for _number, line in numbered]
    if not lines:
        raise ImportProblem(_("The file is empty. Choose a file with text."))
    if max(map(len, lines)) > MAX_LINE_LENGTH or len(lines) > MAX_PAGE_LINES:
        raise ImportProblem(
            _(
                "The text is too long for one page: a page has at most %(lines)s lines "
                "of at most %(length)s characters. Import one article at a time, with "
                "one element per line."
            )
            % {"lines": MAX_PAGE_LINES, "length": MAX_LINE_LENGTH}
        )
    layout = PageLayout(lines)
    _refuse_headline(layout.title)
    draft = _build_draft(layout, [number for number, _line in numbered])
    draft.sha256 = sha256(content).hexdigest()
    draft.notes = [*notes, *layout.notes]
    note_marks(draft, marks)
    if not draft.date:
        head = takewhile(lambda line: len(line) < LEAST_PARAGRAPH, lines)
        draft.told_date = find_told_date(head)
        draft.notes.append(str(NO_DATE_NOTE))
    return draft


def _refuse_headline(title: str) -> None:
    if not title:
        raise ImportProblem(
            _("We found no headline in this file. Paste the text, headline first.")
        )
    if len(title) > MAX_HEADLINE_LENGTH:
        raise ImportProblem(
            _(
                "The first line is too long for a headline. Put the headline on its "
                "own line at the top."
            )
        )


def _refuse_large(content: bytes) -> None:
    if len(content) > MAX_TEXT_FILE_BYTES:
        raise ImportProblem(
            _("The file is larger than 5 MB. Import one article at a time.")
        )


def _build_draft(layout: PageLayout, numbers: list[int]) -> ArticleDraft:
    """The draft that the roles of the lines give; boilerplate is numbered last."""
    draft = ArticleDraft(
        title=layout.title,
        sha256="",
        kicker=layout.kicker,
        byline=layout.byline,
        date=layout.date,
        lead=layout.first_line("lead"),
        series=layout.first_line("series"),
        original_url=line_patterns.parse_address_line(layout.first_line("address")),
    )
    anchors: dict[int, str] = {}
    for i, role in enumerate(layout.roles):
        if role in BODY_ROLES:
            draft.segments.append(DraftSegment(role, layout.lines[i]))
            anchors[i] = f"p{len(draft.segments)}"
        elif i in layout.captions:
            draft.captions.append(
                DraftCaption(*layout.captions[i], i in layout.in_series)
            )
            anchors[i] = f"c{len(draft.captions)}"
    for i, role in enumerate(layout.roles):
        if role == "boilerplate":
            segment = DraftSegment(role, layout.lines[i], layout.reasons[i])
            draft.segments.append(segment)
            anchors[i] = f"p{len(draft.segments)}"
    own = [s.text for s in draft.segments if s.kind in BODY_ROLES and s.kind != "post"]
    draft.language = detect_article_language(" ".join([layout.title, draft.lead, *own]))
    draft.lines = [
        ImportedLine(numbers[i], role, layout.lines[i], anchors.get(i, ""))
        for i, role in enumerate(layout.roles)
    ]
    return draft


def detect_article_language(text: str) -> str:
    """The language of a text; `und` where there is too little of it."""
    language = find_language(text)
    if len(text) < SHORT_TEXT:  # stop words say more than a classifier
        language = languages.detect_language(text, default=language)
    return add_swiss_region(language, text)


def add_swiss_region(language: str, text: str) -> str:
    """`de-CH` for German without ß, but with ss or «…» where other German has not."""
    if language != "de" or "ß" in text:
        return language
    is_swiss = SWISS_SPELLING.search(text) or SWISS_QUOTATION_MARKS.search(text)
    return "de-CH" if is_swiss else "de"
