"""The child process that reads a PDF's text."""

from __future__ import annotations

import subprocess

import pypdfium2
import pytest

from archive.packed_files._pdf_text import read_pdf_text
from archive.packed_files._unpacking import PDF_READER
from archive.settings import BASE_DIR
from tests.importers.extraction.file_marks.files import TEXT, write_pdf


def run_reader(content: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        PDF_READER,
        input=content,
        capture_output=True,
        cwd=BASE_DIR,
        check=False,
        env={},
    )


def test_the_text_and_the_properties_are_read():
    read = read_pdf_text(write_pdf(TEXT, more="<</Author(Anna Muster)>>"))
    assert "Zora Muster spoke." in read and "Anna Muster" in read


def test_the_process_prints_the_text_in_utf_8():
    done = run_reader(write_pdf(TEXT.replace("Zora", "Zoë")))
    assert done.returncode == 0 and "Zoë Muster spoke.".encode() in done.stdout


def test_what_is_broken_is_exit_code_1():
    assert run_reader(b"%PDF-1.7\nbroken").returncode == 1
    with pytest.raises(pypdfium2.PdfiumError):
        read_pdf_text(b"%PDF-1.7\nbroken")
