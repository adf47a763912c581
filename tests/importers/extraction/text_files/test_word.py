"""A Word file that is a trap is refused before it costs anything, and opens no file."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest

from archive.importers.extraction.child import WORD_TYPE, read_file
from archive.importers.extraction.extracted_page import ExtractionError
from archive.importers.extraction.text_files import word
from archive.importers.extraction.text_files.word import extract_word

OUTER_ENTITY = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
MANY_LAUGHS = (
    b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "'
    + b"&a;" * 1000
    + b'"><!ENTITY c "'
    + b"&b;" * 1000
    + b'"><!ENTITY x "'
    + b"&c;" * 1000
    + b'">]>'
)


def make_word(text="One sentence.", declarations=b"", parts=None):
    """A Word file; `declarations` come before its root, `parts` beside its own."""
    buffer, changed = BytesIO(), BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(buffer)
    with ZipFile(buffer) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                head, mark, rest = content.partition(b"?>")
                rest = rest.replace(b"ENTITY", b"&x;")
                content = head + mark + declarations + rest
            new.writestr(name, content)
        for name, content in (parts or {}).items():
            new.writestr(name, content)
    return changed.getvalue()


def read_texts(content):
    return [block.text for block in extract_word(content).blocks]


def test_an_ordinary_file_is_read():
    assert read_texts(make_word()) == ["One sentence."]


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(word, "MAX_UNPACKED_BYTES", 1_000_000)
    bomb = make_word(parts={"word/media/zero.bin": b"\0" * 1_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(ExtractionError, match="too-large"):
        extract_word(bomb)


def test_a_file_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(word, "MAX_PARTS", 20)
    with pytest.raises(ExtractionError, match="too-large"):
        extract_word(make_word(parts={f"word/{n}.xml": b"<x/>" for n in range(20)}))


def test_no_entity_of_the_outside_is_read():
    content = make_word("Before ENTITY after.", OUTER_ENTITY)
    assert "root:" not in str(read_file(WORD_TYPE, content))


def test_entities_that_multiply_are_not_expanded():
    answer = read_file(WORD_TYPE, make_word("Before ENTITY after.", MANY_LAUGHS))
    assert "ha" * 10 not in str(answer)


def test_names_of_parts_that_lead_outside_write_nothing(tmp_path, monkeypatch):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    parts = {"../../slipped": b"x", f"{inner}/slipped": b"x"}
    assert read_texts(make_word(parts=parts)) == ["One sentence."]
    assert not list(tmp_path.rglob("slipped"))
