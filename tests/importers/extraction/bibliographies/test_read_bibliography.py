"""Bibliographies give works, whatever program wrote them."""

import json

import pytest

from archive.importers.extraction.bibliographies import read_bibliography
from archive.importers.extraction.extracted_page import ExtractionError
from archive.importers.file_types import find_article_type

RIS = "application/x-research-info-systems"
BIBTEX = "application/x-bibtex"
CSL = "application/vnd.citationstyles.csl+json"
MUSTER_RIS = """TY  - NEWS
TI  - Kameras in Zürich
AU  - Muster, Anna
AU  - 王, 小明
T2  - Die Zeitung
DA  - 2019/02/20/
UR  - https://example.org/a
DO  - 10.1234/ABC
ER  -
"""
MUSTER_BIB = r"""@string{zeitung = "Die Zeitung"}
@article{muster, title={Kameras in {Z\"urich}}, journal=zeitung, year=2019, month=feb,
  author={Muster, Anna and {World Health Organization} and von Berg, Karl},
  url={https://example.org/a\_b?x=1\&y=2}, doi={10.1234/abc}}
"""


def read_one(media_type, text):
    (work,), _untitled = read_bibliography(media_type, text.encode())
    return work


def test_a_ris_file_gives_title_names_day_address_and_doi():
    work = read_one(RIS, MUSTER_RIS)
    assert (work.title, work.type) == ("Kameras in Zürich", "article-newspaper")
    assert work.creator == "Anna Muster; 王小明"
    assert (work.publisher, work.date) == ("Die Zeitung", "2019-02-20")
    assert (work.url, work.doi) == ("https://example.org/a", "10.1234/abc")


def test_a_bibtex_file_gives_macros_accents_months_and_organisations():
    work = read_one(BIBTEX, MUSTER_BIB)
    assert (work.title, work.publisher) == ("Kameras in Zürich", "Die Zeitung")
    assert work.creator == "Anna Muster; World Health Organization; Karl von Berg"
    assert (work.date, work.url) == ("2019-02", "https://example.org/a_b?x=1&y=2")


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2019, 2, 20]]}, "2019-02-20"),
        ({"date-parts": [["2019", "2"]]}, "2019-02"),
        ({"date-parts": [[2018], [2020]]}, "2018/2020"),
        ({"date-parts": [[2019]], "circa": True}, "2019~"),
        ({"raw": "Februar 2019"}, "Februar 2019"),
        ({"date-parts": [[None]]}, ""),
        (None, ""),
    ],
)
def test_a_csl_date_becomes_edtf_or_stays_as_written(issued, date):
    assert read_one(CSL, json.dumps([{"title": "A", "issued": issued}])).date == date


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ({"family": "Muster", "given": "Anna"}, "Anna Muster"),
        (
            {"family": "Berg", "given": "K", "non-dropping-particle": "von"},
            "K von Berg",
        ),
        ({"family": "王", "given": "小明"}, "王小明"),
        ({"literal": "World Health Organization"}, "World Health Organization"),
        ("Anna", ""),
    ],
)
def test_names_of_csl_stand_in_natural_order(name, shown):
    assert read_one(CSL, json.dumps({"title": "A", "author": [name]})).creator == shown


@pytest.mark.parametrize(
    ("ris_date", "date"),
    [
        ("DA  - 2019/2/3", "2019-02-03"),
        ("DA  - 2019///2019–2020", "2019/2020"),
        ("PY  - 2018///", "2018"),
        ("PY  - 2018", "2018"),
        ("DA  - Spring 2018", "Spring 2018"),
    ],
)
def test_dates_of_ris_in_every_form(ris_date, date):
    assert read_one(RIS, f"TY  - RPRT\nTI  - A\n{ris_date}\nER  - \n").date == date


def test_works_without_an_end_and_tags_with_one_space_are_read():
    works, untitled = read_bibliography(
        RIS, b"TY - JOUR\r\nTI - One\r\nTY - JOUR\r\nTI - Two\r\nTY - JOUR\r\n"
    )
    assert [work.title for work in works] == ["One", "Two"]
    assert untitled == 1


def test_two_entries_with_one_key_are_two_works_and_a_broken_one_is_counted():
    works, untitled = read_bibliography(
        BIBTEX, b"@misc{a, title={One}}\n@misc{a, title={Two}}\n@misc{b, title={Th"
    )
    assert [work.title for work in works] == ["One", "Two"]
    assert untitled == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gb18030", "utf-8-sig"])
def test_a_bibliography_is_read_in_other_encodings(encoding):
    text = "TY  - JOUR\nTI  - 监控摄像头遍布全市街道和广场\nAU  - 王, 小明\nER  - \n"
    (work,), _untitled = read_bibliography(RIS, text.encode(encoding))
    assert work.title == "监控摄像头遍布全市街道和广场"


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        (RIS, b"TY  - \x00"),
        (RIS, b"No line of RIS"),
        (BIBTEX, b"@misc"),
        (BIBTEX, b"@comment{nothing}"),
        (CSL, b"{"),
        (CSL, b"[1, 2]"),
        (CSL, b"[" * 100_000),
    ],
)
def test_what_holds_no_work_is_a_problem_and_no_crash(media_type, content):
    with pytest.raises((ExtractionError, RecursionError)) as caught:
        read_bibliography(media_type, content)
    assert getattr(caught.value, "code", "bibliography") == "bibliography"


def test_more_works_than_a_page_can_show_are_refused():
    content = "".join(f"TY  - JOUR\nTI  - {n}\nER  - \n" for n in range(1_001))
    with pytest.raises(ExtractionError, match="many-works"):
        read_bibliography(RIS, content.encode())


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (MUSTER_RIS.encode(), RIS),
        (b"TY - JOUR\n", RIS),
        (MUSTER_BIB.encode(), BIBTEX),
        (b"% Encoding: UTF-8\n\n@article{a,\n title={A}}", BIBTEX),
        (b'[{"id": "a", "title": "A"}]', CSL),
        (b'{"items": [{"id": "a"}]}', CSL),
    ],
)
def test_bibliographies_are_known_by_their_content(content, media_type):
    assert find_article_type(content) == media_type
