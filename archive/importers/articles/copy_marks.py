"""What may tell whose copy a text or file is: taken out of the text, and told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from archive.importers.extraction.extracted_page import ExtractedPage
from archive.importers.extraction.file_marks import FileMark, kinds
from archive.text.copies import hidden_marks
from archive.text.copies.hidden_marks import (
    HiddenMark,
    find_hidden_marks,
    remove_hidden_marks,
)
from archive.text.punctuation import punctuation_marks

from .draft import ArticleDraft

MARK_NAMES = {
    hidden_marks.TAG: gettext_lazy("invisible tag characters"),
    hidden_marks.VARIATION: gettext_lazy("invisible variation selectors"),
    hidden_marks.ZERO_WIDTH: gettext_lazy("characters without width"),
    hidden_marks.FILLER: gettext_lazy("blank filler characters"),
    hidden_marks.SPACE: gettext_lazy("unusual spaces"),
    hidden_marks.LOOK_ALIKE: gettext_lazy("words with look-alike letters"),
    hidden_marks.MANIFEST: gettext_lazy("a C2PA manifest hidden in the text"),
}
FILE_MARK_NAMES = {
    kinds.PERSON: gettext_lazy("names a person or company"),
    kinds.RECIPIENT: gettext_lazy("names who got it"),
    kinds.ROUTE: gettext_lazy("names servers or addresses that it passed"),
    kinds.DEVICE: gettext_lazy("names a device or its number"),
    kinds.PLACE: gettext_lazy("says where it was made"),
    kinds.MANIFEST: gettext_lazy("has a signed statement of its origin (C2PA)"),
    kinds.COPY_NUMBER: gettext_lazy("has a number of its own"),
    kinds.TRACKING: gettext_lazy("has a picture that reports who opens it"),
    kinds.COVERED: gettext_lazy("has text under bars or pictures"),
    kinds.UNSEEN: gettext_lazy("has text that is not shown"),
    kinds.LAYER: gettext_lazy("has hidden layers"),
    kinds.REVISION: gettext_lazy("has earlier states or tracked changes"),
    kinds.COMMENT: gettext_lazy("has comments"),
    kinds.ATTACHMENT: gettext_lazy("has other files inside"),
    kinds.TRAILING: gettext_lazy("has more bytes after its end"),
    kinds.UNKNOWN: gettext_lazy(
        "could not be checked: it is broken, locked or too large"
    ),
}
_TEXT_FIELDS = ("title", "kicker", "byline", "lead", "outlet")


def remove_page_marks(page: ExtractedPage) -> tuple[ExtractedPage, list[HiddenMark]]:
    """The page without hidden marks, and those that it had."""
    texts = [str(getattr(page, name)) for name in _TEXT_FIELDS]
    texts += [block.text for block in page.blocks]
    texts += [f"{each.text}\n{each.credit}" for each in page.captions]
    clean = remove_hidden_marks
    fields: dict[str, Any] = {name: clean(getattr(page, name)) for name in _TEXT_FIELDS}
    cleaned = replace(
        page,
        **fields,
        blocks=[replace(block, text=clean(block.text)) for block in page.blocks],
        captions=[
            replace(each, text=clean(each.text), credit=clean(each.credit))
            for each in page.captions
        ],
    )
    return cleaned, find_hidden_marks("\n".join(texts))


def note_marks(draft: ArticleDraft, marks: list[HiddenMark]) -> None:
    """Say in the draft what was left out: as a warning where it looks meant."""
    named = ", ".join(f"{MARK_NAMES[mark.kind]} ({mark.count})" for mark in marks)
    if any(mark.is_suspicious for mark in marks):
        warning = _(
            "This text may be marked: a published sentence could tell the person who "
            "handed it out whose copy it was. We left out: %(marks)s. Compare it with "
            "a copy from elsewhere, or retell it in your own words."
        )
        draft.warnings.append(warning % {"marks": named})
    elif marks:
        draft.notes.append(_("Left out of the text: %(marks)s.") % {"marks": named})


def describe_file_marks(marks: Iterable[FileMark]) -> list[str]:
    """Each mark in words, with what it says."""
    language = get_language() or "en"
    return [
        f"{FILE_MARK_NAMES[mark.kind]}"
        + (f"{punctuation_marks(language).colon}{mark.detail}" if mark.detail else "")
        for mark in marks
    ]
