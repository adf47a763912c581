"""One door for articles: a pasted text or any file that holds one."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from archive.importers.file_types import find_article_type

from . import plain_text
from .draft import ArticleDraft, ImportProblem
from .extracted_draft import read_extracted_draft
from .saving import ImportedPage

MAX_FILE_BYTES = {"text/plain": plain_text.MAX_TEXT_FILE_BYTES, "text/html": 25_000_000}
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

    Raises `ImportProblem`; nothing is saved. A web page is read in another process.
    """
    media_type = find_article_type(content)
    refuse_large_file(media_type, len(content))
    return ImportedPage(name, content, _read_draft(media_type, content), media_type)


def _read_draft(media_type: str, content: bytes) -> ArticleDraft:
    if media_type == "text/html":
        return read_extracted_draft(media_type, content)
    return plain_text.parse_text_page(content)
