"""The process that reads the text of a PDF: `python -m archive.packed_files._pdf_text`.

It takes the file from its standard input and prints all text and what the file says of
itself, in UTF-8. It limits its memory and time before it reads. Exit code 1: the file
has a password or is broken.
"""

from __future__ import annotations

import resource
import sys

import pypdfium2

MEMORY_LIMIT = 1_500_000_000  # bytes of address space
SECONDS_LIMIT = 40  # of processor time


def read_pdf_text(content: bytes) -> str:
    """Title, author and other such fields, then the text of each page. Raises
    `pypdfium2.PdfiumError`."""
    document = pypdfium2.PdfDocument(content)
    parts = list(document.get_metadata_dict().values())
    for page in document:
        parts.append(page.get_textpage().get_text_range())
    return "\n".join(parts)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_LIMIT, SECONDS_LIMIT + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        text = read_pdf_text(sys.stdin.buffer.read())
    except (pypdfium2.PdfiumError, MemoryError):
        sys.exit(1)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
