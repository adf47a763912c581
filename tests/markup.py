"""Pages as text in which only whitespace that readers see is left."""

from __future__ import annotations

import io
import re
import zipfile

from django.http import HttpResponse

# What differs between two answers to one search: how long it took, and the padding that
# makes up for its digits.
SEARCH_TIME = r"searched in [\d,.]+ m?s|<!-- *-->\s*\Z"


def squeeze(html: str) -> str:
    """A page on one line, without the indentation of its templates: no space is left
    behind a start tag or before an end tag. (In a page, both are of no account.)"""
    line = re.sub(r"\s+", " ", html)
    line = re.sub(r" ?(</[^>]*>)", r"\1", line)
    line = re.sub(r"(<[a-z][^>]*?) ?>", r"\1>", line)
    return re.sub(r"(<[a-z][^>]*>) ", r"\1", line)


def page_text(response: HttpResponse) -> str:
    """What `squeeze` leaves of the page of an answer."""
    return squeeze(response.content.decode())


def read_file_text(response: HttpResponse) -> str:
    """The text of a file, also of one that is a ZIP of texts, such as a workbook."""
    content = response.getvalue()
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())
