"""One door for articles: a pasted text or any file that holds one."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.importers.file_types import WORD_TYPE, find_article_type

from . import plain_text
from .draft import ArticleDraft, ImportProblem
from .extracted_draft import read_extracted_draft
from .saving import ImportedPage

EXTRACTED_TYPES = ("text/html", "application/pdf", WORD_TYPE, "message/rfc822")

MAX_FILE_BYTES = {
    "text/plain": plain_text.MAX_TEXT_FILE_BYTES,
    **dict.fromkeys(EXTRACTED_TYPES, 25_000_000),
}
_BIBLIOGRAPHY = gettext_lazy(
    "This file is a bibliography, not an article. Bring it into the intake, which "
    "makes sources of it."
)
_PICTURE = gettext_lazy(
    "This file is a picture. Add it to a photo, and paste the article's text here."
)
_OLD_OFFICE = gettext_lazy(
    "We can't read this type of office file. Save it as DOCX or PDF and import that "
    "file."
)
OTHER_TYPES = {
    "text/csv": gettext_lazy(
        "This file is a table, not an article. Paste the text of one article."
    ),
    "application/x-research-info-systems": _BIBLIOGRAPHY,
    "application/x-bibtex": _BIBLIOGRAPHY,
    "application/vnd.citationstyles.csl+json": _BIBLIOGRAPHY,
    "application/warc": gettext_lazy(
        "This file is a web archive. Bring it into the intake, or add it to an entry "
        "as an archived copy."
    ),
    "application/zip": gettext_lazy(
        "This file is an archive of several files. Bring it into the intake."
    ),
    "application/msword": _OLD_OFFICE,
    "application/rtf": _OLD_OFFICE,
    "application/vnd.ms-outlook": gettext_lazy(
        "We can't read messages of Outlook. Save it as EML and import that file, or "
        "copy its text and paste it."
    ),
    "image/other": _PICTURE,
    "image/png": _PICTURE,
    "image/jpeg": _PICTURE,
    "image/webp": _PICTURE,
}
LARGEST_FILE_BYTES = max(MAX_FILE_BYTES.values())


def load_article_file(path: Path) -> bytes:
    """The bytes of a file; memory never holds more than the largest may have."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE_BYTES + 1)
    refuse_large_file(find_article_type(content), len(content))
    return content


def refuse_large_file(media_type: str, size: int) -> None:
    """Raise `ImportProblem` for a file above the limit of its type."""
    limit = MAX_FILE_BYTES.get(media_type, plain_text.MAX_TEXT_FILE_BYTES)
    if size > limit:
        raise ImportProblem(
            _("The file is larger than %(size)s MB. Import one article at a time.")
            % {"size": limit // 1_000_000}
        )


def read_article_file(name: str, content: bytes) -> ImportedPage:
    """Read a file into a draft by its content, whatever it is called.

    Raises `ImportProblem`, which says what to do with what is no article; nothing is
    saved. All but plain text is read in another process.
    """
    media_type = find_article_type(content)
    refuse_large_file(media_type, len(content))
    return ImportedPage(name, content, _read_draft(media_type, content), media_type)


def _read_draft(media_type: str, content: bytes) -> ArticleDraft:
    if media_type in OTHER_TYPES:
        raise ImportProblem(str(OTHER_TYPES[media_type]))
    if media_type in EXTRACTED_TYPES:
        return read_extracted_draft(media_type, content)
    return plain_text.parse_text_page(content)
