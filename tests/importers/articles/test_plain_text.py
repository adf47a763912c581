"""The seed and other pages by rules, and files that cannot be read.

In the manner of several newspapers there is a file `pages/NAME.txt` beside its
`NAME.json`: what the page is held to be, and the role and anchor of each line that is
not empty. All that the pages say is invented.
"""

import json
from pathlib import Path

import pytest

from archive.importers.articles import plain_text
from archive.importers.articles.draft import ImportProblem

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
FIELDS = ("kicker", "title", "byline", "date", "language", "series", "original_url")


def test_the_seed_is_understood(seed):
    draft = plain_text.parse_text_page(seed.read_bytes())
    assert draft.kicker == "Gesichtserkennung"
    assert draft.title.startswith("Datenbank zeigt Ausmass")
    assert (draft.byline, draft.date, draft.language) == ("dj", "2019-02-20", "de-CH")
    assert draft.lead
    kinds = [segment.kind for segment in draft.segments]
    assert [kinds.count(k) for k in ("paragraph", "post", "boilerplate")] == [5, 1, 12]
    credits = [caption.credit for caption in draft.captions]
    assert credits == ["Bild: dpa"] * 12 + [""]
    assert draft.series.startswith("Digitale Überwachung")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"\n \r\n", "empty"),
        (b"a\0b", "not text.*Save it as plain text"),
        (b"Ein Titel\n\x01\x02 Text", "control bytes"),
        (b"%PDF-1.7 \xe2\xe3", "a PDF"),
        (b"PK\x03\x04 docx", "office file"),
        (b"<!DOCTYPE html><p>Text</p>", "copy what you read"),
        (b"a\0\0b", "zero bytes"),
        (b"\x89\0\xe0\0\xff\xff", "zero bytes"),
        (b"\xff\xfe" + b"\x00\xd8a", "known encoding"),
        (b"Titel \x81\x8d\x8f", "known encoding"),
        (b"a" * 500, "too long for a headline"),
        (b"a\n" * 10_000, "2000 lines"),
        (b"a" * 50_000_000, "larger than 5 MB"),
        (b"a" * 200_000, "too long"),
    ],
)
def test_a_bad_file_is_told(content, message):
    with pytest.raises(ImportProblem, match=message):
        plain_text.parse_text_page(content)


@pytest.mark.parametrize(
    "date",
    [
        "20.2.2019",
        "20/02/2019 10:15",
        "le 20 février 2019",
        "20 de febrero de 2019",
        "Wed, 20 Feb 2019",
        "20. Februar 2019, 10:15 Uhr",
        "２０１９年２月２０日",
        "2019-02-20 10:15",
    ],
)
def test_a_date_line_is_never_the_headline(date):
    text = "Ein Satz über die Stadt und ihre Kameras, die alle seit gestern hängen."
    draft = plain_text.parse_text_page(f"{date}\nStadt kauft Kameras\n{text}".encode())
    assert draft.title == "Stadt kauft Kameras"
    with pytest.raises(ImportProblem, match="no headline"):
        plain_text.parse_text_page(date.encode())


PAGE = "Ein Käse\n20.2.2019\nÜber die Stadt und das Land.\nUnd noch ein Satz.\n"


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8-sig", ""),
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),  # without a byte order mark
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_an_encoding_is_found_and_said(encoding, note):
    draft = plain_text.parse_text_page(PAGE.encode(encoding))
    assert (draft.title, draft.date, draft.language) == ("Ein Käse", "2019-02-20", "de")
    assert draft.segments[0].text == "Über die Stadt und das Land."
    assert note in " ".join(draft.notes)
    assert bool(note) == bool(draft.notes)


SIMPLIFIED = "数据库敞开大门\n2019年2月20日\n任何人都可以在网上查看其中的内容。"
TRADITIONAL = "資料庫敞開大門\n2019年2月20日\n任何人都可以在網上查看其中的內容。"


@pytest.mark.parametrize(
    ("page", "encoding", "language", "note"),
    [
        (SIMPLIFIED, "gb18030", "zh-Hans", "GB 18030"),
        (TRADITIONAL, "gb18030", "zh-Hant", "GB 18030"),
        (TRADITIONAL, "big5", "zh-Hant", "Big5"),
        (SIMPLIFIED, "utf-16-le", "zh-Hans", "UTF-16"),
        (TRADITIONAL, "utf-16-be", "zh-Hant", "UTF-16"),
    ],
)
def test_chinese_in_its_own_encoding_is_read_and_said(page, encoding, language, note):
    draft = plain_text.parse_text_page(page.encode(encoding))
    assert (draft.title, draft.language) == (page.splitlines()[0], language)
    assert draft.date == "2019-02-20"
    assert note in draft.notes[0]


def test_mixed_line_ends_and_spaces_around_lines_are_layout():
    draft = plain_text.parse_text_page(
        b"Ein Titel\r\n20.2.2019\r\r\n  Der Satz.\r\n\nNoch einer."
    )
    assert [line.role for line in draft.lines][:2] == ["title", "date"]
    assert draft.segments[0].text == "Der Satz."


def test_a_page_without_a_date_says_what_to_do():
    draft = plain_text.parse_text_page(PAGE.replace("20.2.2019\n", "").encode())
    assert draft.date == ""
    assert "undated. Give its date at the desk" in draft.notes[0]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Das ist ein Satz über die Stadt, und er ist groß.", "de"),
        ("Das ist ein Satz über die Stadt, und er ist alt.", "de"),
        ("Das heisst, der Satz ist grossartig und über die Strasse.", "de-CH"),
        ("Er hat «nie etwas» von der Stadt und den Leuten gehört.", "de-CH"),
        ("Er hat »nie etwas« von der Stadt und den Leuten gehört.", "de"),
        ("This is a sentence about the town that was in it.", "en"),
        ("这是一个关于城市的句子。", "zh-Hans"),
        ("這是一個關於城市與監視資料庫的句子。", "zh-Hant"),
        ("La ville est sous la surveillance des caméras, dit le maire.", "fr"),
        ("De stad is vol camera's en niemand weet wie er kijkt.", "nl"),
        ("12345", "und"),
    ],
)
def test_the_language_is_told_by_evidence(text, language):
    assert plain_text.detect_article_language(text) == language


@pytest.mark.parametrize("first", ["YouTube sperrt Kanäle", "SenseNets verliert Daten"])
def test_a_name_is_not_split_as_a_kicker(first):
    draft = plain_text.parse_text_page(f"{first}\nDie Firma sagt nichts.".encode())
    assert (draft.kicker, draft.title) == ("", first)


def parsed(path):
    """The parse of a page, in the shape of its JSON."""
    draft = plain_text.parse_text_page(path.read_bytes())
    return {
        **{name: getattr(draft, name) for name in FIELDS},
        "lines": [f"{line.role} {line.anchor}".strip() for line in draft.lines],
        "captions": [[c.text, c.credit, c.in_series] for c in draft.captions],
        "left_out": [s.left_out_because for s in draft.segments if s.left_out_because],
    }


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_a_page_is_understood_by_general_rules(path):
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert parsed(path) == expected


def test_there_are_pages_in_all_our_languages():
    languages = {
        json.loads(p.with_suffix(".json").read_text("utf-8"))["language"] for p in PAGES
    }
    assert languages >= {"de", "de-CH", "en", "zh-Hans"}


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_no_line_of_a_page_is_lost(path):
    draft = plain_text.parse_text_page(path.read_bytes())
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    assert [line.text for line in draft.lines] == [line for line in lines if line]
    assert all(line.role for line in draft.lines)


SENTENCES = {
    "de": "Die Stadt hat vierzig Kameras gekauft, und niemand hat die Leute gefragt. "
    "Der Sprecher wollte nicht sagen, wem die Aufnahmen gehören und wer sie sieht.",
    "en": "The city has bought forty cameras, and nobody asked those who live there. "
    "A spokesman declined to say who owns the recordings and who may look at them.",
    "fr": "La ville a acheté quarante caméras et personne n'a demandé aux habitants. "
    "Le porte-parole n'a pas voulu dire à qui sont les images et qui les voit.",
}


@pytest.mark.parametrize(
    ("language", "line", "date"),
    [
        ("de", "20.02.19", "2019-02-20"),
        ("de", "Von Anna Muster, 3.4.19", "2019-04-03"),
        ("de", "Stand: 03/04/2019, 10:15 Uhr", "2019-04-03"),
        ("en", "02/20/2019", "2019-02-20"),
        ("en", "20/02/19", "2019-02-20"),
        ("fr", "Publié le 02/03/2019", "2019-03-02"),
        ("en", "02/03/2019", ""),  # two days, and we do not guess
        ("de", "Version 10.1.19.2", ""),
    ],
)
def test_the_language_of_a_page_decides_the_order_of_its_date(language, line, date):
    page = f"A headline\n{line}\n{SENTENCES[language]}\n"
    assert plain_text.parse_text_page(page.encode()).date == date
