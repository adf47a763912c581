"""Drafts from web pages and files that a child process has read."""

from __future__ import annotations

from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from archive.importers.extraction.extracted_page import (
    BODY_ROLES,
    ExtractedPage,
    ExtractionError,
)
from archive.importers.extraction_process import extract_in_child

from . import plain_text
from .copy_marks import note_marks, remove_page_marks
from .draft import (
    NO_DATE_NOTE,
    ArticleDraft,
    DraftCaption,
    DraftSegment,
    ImportedLine,
    ImportProblem,
)
from .plain_text import add_swiss_region

GUESS_REASONS = {
    "json-ld": gettext_lazy("from the page's data for search engines (JSON-LD)"),
    "open-graph": gettext_lazy("from the page's data for sharing (Open Graph)"),
    "meta": gettext_lazy("from the page's metadata"),
    "title-element": gettext_lazy("from the title of the browser window"),
    "h1": gettext_lazy("from the page's main heading"),
    "h2": gettext_lazy("from a heading of the page"),
    "h3": gettext_lazy("from a heading of the page"),
    "time": gettext_lazy("from the time that the page marks"),
    "line": gettext_lazy("from a line near the headline"),
    "byline": gettext_lazy("from what the page marks as its author"),
    "class": gettext_lazy("from what the page marks as its lead"),
    "mail": gettext_lazy("from the head of the e-mail"),
    "htmldate": gettext_lazy("guessed from the whole page: check it"),
}
EXTRACTION_PROBLEMS = {
    "no-text": gettext_lazy(
        "We found no text in this file; it may be a scan, or a page that scripts or "
        "frames fill. Copy what you read and paste it."
    ),
    "entities": gettext_lazy(
        "This page names parts of its text that it defines in its head (entities), and "
        "we don't fill them in. Open it in a browser, copy the article's text and "
        "paste it."
    ),
    "too-slow": gettext_lazy(
        "Reading this file took too long, so we stopped. Copy the article's text and "
        "paste it."
    ),
    "too-large": gettext_lazy(
        "Reading this file needed too much memory, so we stopped. Copy the article's "
        "text and paste it."
    ),
    "password": gettext_lazy(
        "This PDF has a password. Save a copy without it, or copy the article's text "
        "and paste it."
    ),
    "too-many-pages": gettext_lazy(
        "This PDF has more than 300 pages. Save the pages of the article as a file of "
        "their own."
    ),
    "bibliography": gettext_lazy(
        "We found no entry with a title in this bibliography. Save it again as RIS, "
        "BibTeX or CSL-JSON."
    ),
    "many-works": gettext_lazy(
        "This bibliography has more than 1,000 entries. Save it in several files."
    ),
    "broken": gettext_lazy(
        "This file is damaged: we can't read it. Save it again, or copy its text and "
        "paste it."
    ),
}
LEFT_OUT_REASONS = (
    gettext_noop("outside the article"),
    gettext_noop("comment of a reader"),
    gettext_noop("heading without text"),
    gettext_noop("furniture of the page"),
)


def read_extracted_draft(media_type: str, content: bytes) -> ArticleDraft:
    """Read a file of this type into a draft. Raises `ImportProblem`; nothing is saved.

    Starts a process, which takes about a second.
    """
    try:
        page = extract_in_child(media_type, content)
    except ExtractionError as error:
        raise ImportProblem(str(EXTRACTION_PROBLEMS[error.code])) from error
    draft = build_draft(page)
    if not draft.title:
        raise ImportProblem(
            _("We found no headline in this file. Paste the text, headline first.")
        )
    draft.sha256 = sha256(content).hexdigest()
    return draft


def build_draft(page: ExtractedPage) -> ArticleDraft:
    """The draft that a page gives; without a headline where the page has none. Raises
    `ImportProblem` where lines of text hold no article."""
    page, marks = remove_page_marks(page)
    is_lines = any(block.role == "line" for block in page.blocks)
    draft = _build_line_draft(page) if is_lines else _build_extracted_draft(page)
    note_marks(draft, marks)
    return draft


def _build_line_draft(page: ExtractedPage) -> ArticleDraft:
    """A draft from lines of text, with what the file's head says of them."""
    lines = [block.text for block in page.blocks]
    head = [page.title] if page.title else []
    draft = plain_text.parse_text_page("\n".join([*head, *lines]).encode())
    draft.byline, draft.date = page.byline or draft.byline, page.date or draft.date
    draft.guesses = _describe_guesses(page)
    return draft


def _describe_guesses(page: ExtractedPage) -> dict[str, str]:
    return {name: str(GUESS_REASONS[part]) for name, part in page.found_in.items()}


def _build_extracted_draft(page: ExtractedPage) -> ArticleDraft:
    body = " ".join(b.text for b in page.blocks if b.role in BODY_ROLES)
    draft = ArticleDraft(
        title=page.title,
        sha256="",
        kicker=page.kicker[:200],
        byline=page.byline,
        date=page.date,
        told_date=page.told_date,
        lead=page.lead,
        language=add_swiss_region(page.language, f"{page.title} {page.lead} {body}"),
        original_url=page.original_url,
        guesses=_describe_guesses(page),
    )
    _add_blocks(draft, page)
    _add_captions(draft, page)
    _add_notes(draft, page)
    return draft


def _add_blocks(draft: ArticleDraft, page: ExtractedPage) -> None:
    for number, block in enumerate(page.blocks, start=1):
        anchor = ""
        if block.role in (*BODY_ROLES, "boilerplate"):
            segment = DraftSegment(block.role, block.text, block.reason)
            draft.segments.append(segment)
            anchor = f"p{len(draft.segments)}"
        draft.lines.append(ImportedLine(number, block.role, block.text, anchor))


def _add_captions(draft: ArticleDraft, page: ExtractedPage) -> None:
    for caption in page.captions:
        draft.captions.append(DraftCaption(caption.text, caption.credit))
        line = ImportedLine(
            len(draft.lines) + 1,
            "caption",
            " · ".join(filter(None, (caption.text, caption.credit))),
            f"c{len(draft.captions)}",
        )
        draft.lines.append(line)


def _add_notes(draft: ArticleDraft, page: ExtractedPage) -> None:
    if page.encoding not in ("", "utf-8"):
        note = _("Decoded as %(encoding)s.")
        draft.notes.append(note % {"encoding": page.encoding.upper()})
    if not draft.date:
        draft.notes.append(str(NO_DATE_NOTE))
    left_out = sum(segment.kind == "boilerplate" for segment in draft.segments)
    if left_out:
        note = _("%(count)s blocks of text were left out. Check them below.")
        draft.notes.append(note % {"count": left_out})
    if not any(segment.kind in BODY_ROLES for segment in draft.segments):
        draft.notes.append(
            _("We found no article text. Copy what you read, and paste it.")
        )
