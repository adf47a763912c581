"""Every file is read back by libraries that did not write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations._reference_files import (
    _FILE_LAYOUTS,
    REFERENCE_FORMATS,
    _write_single,
)
from archive.citations._references import Reference, to_one_line
from tests.citations.foreign import READERS

BASE = {
    "id": "4F7K-9Q2T",
    "type": "article-newspaper",
    "title": "Titel",
    "container-title": "Tagblatt",
    "language": "de-CH",
    "issued": {"date-parts": [[2019, 2, 20]]},
    "URL": "https://archive.example/entries/4f7k9q2t/v1/",
    "archive": "Surveillance Archive",
    "archive_location": "4F7K-9Q2T, version 1",
}
HOSTILE = (
    "Überwachung {und} 100 % \\ _Daten_ & $ # ~ ^",
    "</script><script>alert(1)</script>",
    "]]> <!-- & &amp; --> <?xml?>",
    "社会信用体系建设规划纲要（2014—2020年）",
    "Two\nlines,\r\ta tab\u2028and a brace }",
    "«Guillemets», „Gänsefüsschen“, 'a' \"b\" ''c'' ``d'' --- -- -",
    "مراقبة جماعية في شينجيانغ",
    "\u202bRTL\u202c mixed",
    "📷👁️‍🗨️🇨🇳",
    "x" * 2000,
    "TY  - BOOK",
    "@article{x, title = {y}}",
    "{{cite web|url=x}} [[Link]] | ~~~~ ''bold'' __TOC__",
    "\\input{/etc/passwd} \\write18{ls}",
    "\x07 bell and \x1f unit",
    "{",
    "}",
    "\\",
    "%",
    '"a "{} "o',
    "ends in a backslash \\",
    ",,und`` <<x>> |y|",
)
NAMES = (
    ({"family": "Muster", "given": "Clara"}, ("Muster", "Clara")),
    (
        {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
        ("van Gogh", "Vincent"),
    ),
    (
        {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
        ("von Humboldt", "Alexander"),
    ),
    ({"family": "习", "given": "近平"}, ("习", "近平")),
    (
        {"family": "Gutiérrez Núñez", "given": "José María"},
        ("Gutiérrez Núñez", "José María"),
    ),
    ({"literal": "dj"}, ("dj", "")),
    ({"literal": "Associated Press"}, ("Associated Press", "")),
    (
        {"literal": "Sekretariat und Andere and Sons"},
        ("Sekretariat und Andere and Sons", ""),
    ),
    ({"literal": "新华社"}, ("新华社", "")),
    ({"literal": "others"}, ("others", "")),
    ({"family": "al-Din", "given": "O'Neil {x}"}, ("al-Din", "O'Neil {x}")),
    ({"family": "Land and Sea", "given": "A & B"}, ("Land and Sea", "A & B")),
)


def made(suffix, date="2019-02-20", tags=(), **csl):
    rows = {name: value for name, value in {**BASE, **csl}.items() if value}
    found = Reference(rows, "4f7k9q2t", date=date, tags=tags)
    return _write_single(_FILE_LAYOUTS[suffix], found)


def back(suffix, **more):
    (row,) = READERS[suffix](made(suffix, **more))
    return row


def test_every_format_but_wikipedia_has_a_reader_here():
    assert set(READERS) | {"wiki.txt"} == set(REFERENCE_FORMATS)


@pytest.mark.parametrize("suffix", list(READERS))
@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_title_comes_back(suffix, title):
    wanted = title if suffix == "csl.json" else to_one_line(title)
    assert back(suffix, title=title)["title"] == wanted


@pytest.mark.parametrize("suffix", list(READERS))
@given(title=st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_any_title_comes_back(suffix, title):
    wanted = title if suffix == "csl.json" else to_one_line(title)
    assert back(suffix, title=f"T {title} T")["title"] == (
        f"T {title} T" if suffix == "csl.json" else to_one_line(f"T {title} T")
    ), wanted


@pytest.mark.parametrize("suffix", list(READERS))
@pytest.mark.parametrize(("name", "wanted"), NAMES, ids=[n[1][0] for n in NAMES])
def test_a_name_comes_back_in_its_parts(suffix, name, wanted):
    assert back(suffix, author=[name])["authors"] == [wanted]


@pytest.mark.parametrize("suffix", list(READERS))
def test_five_hundred_authors_come_back_in_order(suffix):
    authors = [{"family": f"Muster{n}", "given": "Anna"} for n in range(499)]
    found = back(suffix, author=[*authors, {"literal": "dpa"}])["authors"]
    assert found == [*((f"Muster{n}", "Anna") for n in range(499)), ("dpa", "")]


@pytest.mark.parametrize("suffix", list(READERS))
def test_what_is_not_known_is_not_written(suffix):
    nothing = dict.fromkeys(("container-title", "issued", "language", "URL"))
    row = back(suffix, date="", **nothing)
    assert row["title"] == "Titel" and row["authors"] == []
    for name in ("container", "date", "language", "url"):
        assert not row[name]


@pytest.mark.parametrize("suffix", list(READERS))
def test_tags_address_and_newspaper_come_back(suffix):
    row = back(suffix, tags=("mass surveillance", "社会信用", "R & D"))
    assert row["tags"] == ["mass surveillance", "社会信用", "R & D"]
    assert row["url"] == BASE["URL"] and row["container"] == "Tagblatt"
    assert row["language"] == "de-CH"


DATES = (
    ("2019-02-20", [[2019, 2, 20]], {}, "2019/02/20/", "2019-02-20"),
    ("2019-02", [[2019, 2]], {}, "2019/02//", "2019-02"),
    ("2019", [[2019]], {}, "2019///", "2019"),
    ("2019~", [[2019]], {"circa": True}, "2019///", "2019~"),
    ("2019-02?", [[2019, 2]], {"circa": True}, "2019///", "2019-02?"),
    ("2018/2020", [[2018], [2020]], {}, "2018///", "2018/2020"),
    ("2018/..", None, {"literal": "since 2018"}, "2018///", "2018/.."),
    (
        "[..2019-02-20]",
        None,
        {"literal": "before"},
        "2019///",
        "2019?",
    ),
    ("201X", [[2010], [2019]], {}, "2010///", "201X"),
)


@pytest.mark.parametrize(("date", "parts", "more", "ris", "latex"), DATES)
def test_a_date_is_kept_as_far_as_each_format_can_say_it(date, parts, more, ris, latex):
    issued = {**({"date-parts": parts} if parts else {}), **more}
    assert back("ris", date=date, issued=issued)["date"] == ris
    assert back("biblatex.bib", date=date, issued=issued)["date"] == latex
    assert back("mods.xml", date=date, issued=issued)["date"] == date
    is_plain = parts and len(parts) == 1 and not more
    endnote = back("endnote.xml", date=date, issued=issued)["date"]
    assert endnote == (date if is_plain else "")
    assert back("csl.json", date=date, issued=issued)["date"] == issued
    fields = back("bib", date=date, issued=issued)["fields"]
    assert fields.get("year", "") == ris[:4]
    assert is_plain or "Date: " in fields["note"]
    for suffix in ("ris", "endnote.xml"):  # as EDTF for machines, in words for people
        text = made(suffix, date=date, issued=issued)
        assert is_plain or (f"date: {date}" in text and "Date: " in text)


TYPES = (
    ("article-newspaper", "NEWS", "article", "article", "newspaperArticle"),
    ("graphic", "ART", "misc", "artwork", "artwork"),
    ("dataset", "DATA", "misc", "misc", "dataset"),
    ("post", "BLOG", "misc", "online", "blogPost"),
    ("webpage", "ELEC", "misc", "online", "webpage"),
    ("interview", "PCOMM", "misc", "misc", "letter"),
    ("document", "MANSCPT", "misc", "misc", "document"),
    ("never-heard-of", "MANSCPT", "misc", "misc", "document"),
)


@pytest.mark.parametrize(("csl", "ris", "bib", "latex", "zotero"), TYPES)
def test_a_type_is_what_each_format_calls_it(csl, ris, bib, latex, zotero):
    wanted = {
        "csl.json": csl,
        "ris": ris,
        "bib": bib,
        "biblatex.bib": latex,
        "mods.xml": zotero,
    }
    for suffix, name in wanted.items():
        assert back(suffix, type=csl)["type"] == name


def test_a_data_set_says_so_where_its_type_cannot():
    assert back("biblatex.bib", type="dataset")["fields"]["type"] == "dataset"


@pytest.mark.parametrize("suffix", ["bib", "biblatex.bib"])
def test_a_newspaper_article_stays_one(suffix):
    fields = back(suffix)["fields"]
    assert fields["entrysubtype"] == "newspaper"
    assert fields["langid"] == "de-CH"
    assert fields["date"] == "2019-02-20"


def test_the_place_in_the_archive_is_where_zotero_looks_for_it():
    fields = back("ris")["fields"]
    assert fields["name_of_database"] == "Surveillance Archive"
    assert fields["accession_number"] == "4F7K-9Q2T, version 1"


def test_langid_is_a_tag_that_pandoc_and_biber_read():
    for tag, langid in (("de", "ngerman"), ("zh-Hans", "zh-Hans"), ("en", "en")):
        assert back("biblatex.bib", language=tag)["fields"]["langid"] == langid


@pytest.mark.parametrize(
    ("type_", "field"),
    [
        ("webpage", "organization"),
        ("report", "institution"),
        ("dataset", "organization"),
    ],
)
def test_biblatex_has_a_publisher_where_its_data_model_has_it(type_, field):
    fields = back("biblatex.bib", type=type_, publisher="ACME")["fields"]
    assert fields[field] == "ACME" and "journaltitle" not in fields


def test_a_report_without_publisher_is_issued_by_its_author():
    fields = back("biblatex.bib", type="report", author=[{"literal": "HRW"}])["fields"]
    assert (fields["institution"], fields["type"]) == ("HRW", "report")
