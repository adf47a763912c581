"""The desk speaks German and Chinese to its editors, and writes as each does."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import models

from tests.chinese_marks import MARKS

from .desk_walk import PAGE, DeskWalk

pytestmark = pytest.mark.django_db
TEXTS = (models.CharField, models.TextField)
# What stands before somebody's text: its passage, or the head of its row.
ANCHOR = re.compile(r"^(?:[pc]\d+: |Text \d+ · p\d+ )")
# An id, and the code of a region or tag in brackets after its name.
ENTRY_CODE = re.compile(
    r"(?: \(|（)?[0-9A-Z]{4}-[0-9A-Z]{4}[)）]?"
    r"|(?: \(|（)[A-Za-z]+(?:[/-][\w-]+)*[)）]$"
)
ROW_NUMBER = re.compile(r" \d+(?: [pc]\d+)?$")  # after the name of a row
LATIN = re.compile(r"[A-Za-z]{3,}")
PHRASE = re.compile(r"[A-Za-zß-ÿ]{2,}(?:[ ’'-][A-Za-zß-ÿ]+)+|[A-Za-zß-ÿ]{3,}")
# German has these words too.
ALIKE = {
    "Code",
    "Filter",
    "Lead",
    "Name",
    "Original",
    "Position",
    "Pseudonym",
    "Status",
    "Text",
    "Website",
}
CODES = {
    "ISO",
    "ISSN",
    "HTML",
    "JPEG",
    "PDF",
    "DOCX",
    "EML",
    "PNG",
    "URL",
    "UTC",
    "WACZ",
    "WARC",
}
NAMES = {
    "BibTeX",
    "Command",
    "Control",
    "CSL-JSON",
    "JavaScript",
    "LDAP",
    "WebP",
    "Word",
    "ZIP",
}
NAMES |= {"Alexander von Humboldt", "Vincent van Gogh"}
TYPED = {"abcabc", "qwertz"}  # examples, and what the walk types
# What Django's own templates say in English, as the text of an icon.
DJANGO = {"False", "Search", "True"}
# What Django's own templates write with Western marks: `{{ name }}:` before a row,
# `({{ total }})` after a search, `({{ help }})` over a column, two sentences of help,
# and the parts of a password's hash.
DJANGO_MARKS = re.compile(
    r": (?:#\d|[pc]\d+:)|^\S+: |条结果。 \(|。 按住Control|^算法: |哈希: |^\(.+。\)$"
)


@pytest.fixture(scope="module")
def walks():
    """The walk of this module, once it was made."""
    return []


@pytest.fixture
def walk(walks, demonstration):
    """The desk with the demonstration, walked once for all that is asked of it."""
    if not walks:
        walks.append(DeskWalk())
    return walks[0]


@pytest.fixture
def data(walk):
    """All that somebody typed: what pages may show as it is."""
    columns = [
        (model, column.name)
        for model in apps.get_app_config("archive").get_models()
        for column in model._meta.local_fields
        if isinstance(column, TEXTS) and not column.choices
    ]
    rows = (model._base_manager.values_list(name) for model, name in columns)
    texts = {text for row in rows for (text,) in row if text}
    page = PAGE.read_text("utf-8").replace("\n", " ")
    return "\n".join([*texts, *CODES, *NAMES, *TYPED, *DJANGO, page])


def is_data(line, data):
    """Whether a line holds only what somebody typed."""
    parts = re.split(r" [·→–] ", ENTRY_CODE.sub("", ANCHOR.sub("", line)))
    return all(part.rstrip("…:") in data for part in parts)


def test_no_line_of_the_desk_is_english_in_german(walk, data):
    found = {
        line: visit
        for visit, lines in walk.lines.items()
        for line in set(lines["de"]) & set(lines["en"])
        if LATIN.search(line) and ROW_NUMBER.sub("", line).rstrip(":") not in ALIKE
        if not is_data(line, data)
    }
    assert not found


def test_no_words_of_the_desk_are_english_in_chinese(walk, data):
    found = {
        phrase: visit
        for visit, lines in walk.lines.items()
        for line in lines["zh-hans"]
        for phrase in PHRASE.findall(ENTRY_CODE.sub("", line))
        if phrase not in data
    }
    assert not found


def test_the_desk_writes_chinese_marks(walk, data):
    found = {
        line: visit
        for visit, lines in walk.lines.items()
        for line in lines["zh-hans"]
        for mark in MARKS.finditer(ENTRY_CODE.sub("", line))
        if line[max(0, mark.start() - 3) : mark.end() + 3] not in data
        if not DJANGO_MARKS.search(line)
    }
    assert not found
