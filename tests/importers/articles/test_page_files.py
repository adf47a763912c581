"""One door for every file: what is an article is read, all else says what to do."""

import io
import zipfile

import docx
import pytest

from archive.importers.articles.draft import ImportProblem
from archive.importers.articles.page_files import read_article_file
from archive.importers.file_types import find_article_type

TITLE = "Harbour town switches off its cameras"
TEXT = [
    "The harbour town will take down forty cameras that have watched its streets.",
    "No one could name a single theft that the cameras had helped to solve so far.",
]


def make_pdf(lines, pages=1):
    """A PDF with a line of text below the other on its first page."""
    shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
    stream = f"BT /F1 10 Tf 40 700 Td {shown}ET".encode()
    kids = " ".join(f"{number} 0 R" for number in range(5, 5 + pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        *[
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>"
        ]
        * pages,
    ]
    body = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj%s endobj\n" % each for each in enumerate(objects, start=1)
    )
    return body + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF" % (len(objects) + 1)


def make_word(paragraphs):
    """A Word file."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def make_zip(**parts):
    """A ZIP with parts by their names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


def make_large_word():
    """A small file of 300 MB of text, which takes seconds to make."""
    return make_zip(word__document="a" * 300_000_000)


def make_mail(head="", body=""):
    """An e-mail as a program saves it."""
    return (
        "Return-Path: <news@harbour.example>\nReceived: from a by b\n"
        f"Subject: {TITLE}\nFrom: Anna Example <anna@harbour.example>\n"
        f"Date: Thu, 4 Mar 2021 06:10:00 +0100\n{head}\n"
        + (body or "\n".join(TEXT))
        + "\n"
    ).encode()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (make_pdf([TITLE, "4 March 2021", *TEXT]), "application/pdf"),
        (make_word([TITLE, "4 March 2021", *TEXT]), "wordprocessingml.document"),
        (make_mail(), "message/rfc822"),
        ("\n".join([TITLE, "4 March 2021", *TEXT]).encode(), "text/plain"),
    ],
)
def test_a_file_is_read_by_its_content(content, media_type):
    page = read_article_file("file.xyz", content)
    assert page.media_type.endswith(media_type)
    assert page.draft.title == TITLE
    assert page.draft.date == "2021-03-04"
    kept = [s.text for s in page.draft.segments if s.kind != "boilerplate"]
    assert " ".join(filter(None, [page.draft.lead, *kept])) == " ".join(TEXT)
    assert page.content == content


def test_the_head_of_an_email_becomes_its_fields_and_not_its_headline():
    draft = read_article_file("a.eml", make_mail()).draft
    assert (draft.title, draft.byline) == (TITLE, "Anna Example")
    assert "e-mail" in draft.guesses["title"]


def test_an_email_in_html_is_read_as_a_page():
    head = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
    body = "<html><body><h1>Hello</h1>" + "".join(f"<p>{text}</p>" for text in TEXT)
    draft = read_article_file("a.eml", make_mail(head, body)).draft
    assert draft.title == TITLE
    assert [s.text for s in draft.segments if s.kind == "paragraph"] == TEXT


WORD_XML = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (make_pdf([]), "may be a scan"),
        (make_pdf([TITLE], pages=301), "more than 300 pages"),
        (b"%PDF-1.7\nnothing of a PDF", "damaged"),
        (make_word([]), "no text"),
        (make_zip(word__document=WORD_XML), "damaged"),
        (b"PK\x03\x04 word/document.xml", "damaged"),
        (make_zip(a="text"), "several files"),
        (make_large_word, "too much memory"),
        (b"a,b,c\n1,2,3\n4,5,6\n7,8,9\n1,2,3\n", "a table"),
        (b"TY  - NEWS\nTI  - A title\nER  - \n", "a bibliography"),
        (b"@article{key,\n title = {A title}\n}\n", "a bibliography"),
        (b'[{"id": "a", "type": "article", "title": "A title"}]', "a bibliography"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 word", "office file"),
        (b"{\\rtf1 text}", "office file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"<svg onload='alert(1)'></svg>", "a picture"),
        (b"WARC/1.0\r\n", "web archive"),
        (b"<html>" + b"a" * 26_000_000, "larger than 25 MB"),
        (b"<html><body></body></html>", "no text"),
        (b"GIF89a<script>alert(1)</script>", "a picture"),
    ],
    ids=range(20),
)
def test_what_is_no_article_says_what_to_do(content, message):
    with pytest.raises(ImportProblem, match=message):
        content = content() if callable(content) else content
        read_article_file("../../etc/passwd.html", content)


BODY = "\nThe council has decided to buy 40 cameras for the square at the station.\n"


@pytest.mark.parametrize(
    "head",
    [
        "Home | World | China",
        "Startseite / Politik / Ausland",
        "首页 | 国际 | 中国",
        "News • Technology • Privacy",
        "For immediate release",
        "MEDIENMITTEILUNG",
        "Communiqué de presse",
        "新闻稿",
        "Press release no. 14",
        "Sperrfrist: 20. Februar 2019, 10 Uhr",
        "Media contact: Anna Muster, +41 44 000 00 00, media@example.org",
        "Kontakt: Anna Muster",
        "联系人：张三",
        "Tel.: +41 44 000 00 00",
        "From: Anna Muster <anna@example.org>",
        "Betreff: Kameras am Bahnhof",
    ],
)
def test_what_stands_above_a_headline_does_not_become_it(head):
    page = f"{head}\nPress release\nZurich, 3 March 2021\n{TITLE}\n{BODY}"
    draft = read_article_file("a.txt", page.encode()).draft
    assert draft.title == TITLE
    assert not any(head in (segment.text, draft.lead) for segment in shown(draft))


@pytest.mark.parametrize(
    "line",
    [
        "Contact: the last word was his, and nobody asked what it meant for the town.",
        "Police | Courts | Army",
        "Subject: a person, in the language of the database that the city bought.",
    ],
)
def test_below_the_headline_the_same_line_is_part_of_the_article(line):
    draft = read_article_file(
        "a.txt", f"{TITLE}\n{BODY}\n{line}\n{BODY}".encode()
    ).draft
    assert draft.title == TITLE
    assert line in [segment.text for segment in shown(draft)]


def shown(draft):
    return [s for s in draft.segments if not s.left_out_because]


@pytest.mark.parametrize(
    "table",
    [
        "name;city\nAnna;Bern",
        "name\tcity\nAnna\tBern\nBert\tBasel",
        "name,city,year\nAnna,Bern,2019",
        '"name";"city"\n"Anna";"Bern"',
        "id,name,place,\n1,Anna,Bern,\n",
    ],
)
def test_a_table_of_few_rows_is_a_table(table):
    assert find_article_type(table.encode()) == "text/csv"


@pytest.mark.parametrize(
    "text",
    [
        "Cameras, sensors, and maps\nPolice, courts, and army buy them",
        "Cameras; a history\nBy Anna Muster; photographs: dpa",
        "2,5 Millionen Kameras\n3,5 Millionen Menschen",
        "One line; of text",
    ],
)
def test_sentences_with_separators_are_no_table(text):
    assert find_article_type(text.encode()) == "text/plain"
