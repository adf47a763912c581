"""Single rules of a page's layout, one small page each."""

import pytest

from archive.importers.articles import plain_text
from archive.importers.extraction import line_patterns

BODY = """Der erste Absatz der Seite ist so lang, dass er nie und nimmer Vorspann ist.
Der zweite Absatz der Seite ist ein wenig kürzer, aber ein ganzer Satz.
Der dritte Absatz der Seite ist noch ein wenig kürzer als der zweite.
Der vierte Absatz der Seite ist der letzte, der zum Artikel gehört.
"""


def roles(page):
    """The roles of the page's lines."""
    return [line.role for line in plain_text.parse_text_page(page.encode()).lines]


@pytest.mark.parametrize(
    ("line", "date", "byline"),
    [
        ("20.02.2019, 18:35 Uhr", "2019-02-20", ""),
        ("Mittwoch, 20. Februar 2019 um 18.35 Uhr", "2019-02-20", ""),
        ("Stand: 20.02.2019", "2019-02-20", ""),
        ("Published: Wed 20 Feb 2019 09.15 GMT", "2019-02-20", ""),
        ("February 20, 2019 at 9:15 a.m. EST", "2019-02-20", ""),
        ("2019年2月20日 10:15 来源：示例日报", "2019-02-20", ""),
        ("2019-02-20 10:15:00 来源：示例网 作者：王某", "2019-02-20", "作者：王某"),
        ("Von Clara Muster, 20.02.2019", "2019-02-20", "Von Clara Muster"),
        ("By Jane Example | February 20, 2019", "2019-02-20", "By Jane Example"),
        ("dj, 20.2.2019", "2019-02-20", "dj"),
        ("Wien, 20. Februar 2019", "2019-02-20", ""),
    ],
)
def test_a_dateline_is_known(line, date, byline):
    found = line_patterns.parse_dateline(line)
    assert found is not None
    assert (found.date, found.byline) == (date, byline)


@pytest.mark.parametrize(
    "line",
    [
        "Was am 20. Februar 2019 in der Stadt geschah",
        "Am 20.2.2019 begann alles.",
        "— A. Researcher (@aresearcher) February 14, 2019",
        "20/02/2019",
        "Der Titel",
    ],
)
def test_a_line_that_says_more_is_no_dateline(line):
    assert line_patterns.parse_dateline(line) is None


def test_headlines_at_the_end_are_left_out_from_three_on():
    page = "Ein Titel\n20.2.2019\n" + BODY
    more = "Ein Dorf ohne Kameras\nDie Händler der Daten\n"
    assert roles(page + more).count("boilerplate") == 0
    assert (
        roles(page + more + "Wer zahlt dafür den Preis\n")[-3:] == ["boilerplate"] * 3
    )


@pytest.mark.parametrize(
    "teaser",
    [
        "Ein Dorf\nEin Dorf hat keine Kameras und will keine haben.\n{}\n",
        "Ein Dorf ohne Kameras und ohne Sorgen\n{}\n",
        "{}\nEin Dorf\nEin Dorf hat keine Kameras und will keine haben.\n",
    ],
)
def test_dated_teasers_of_one_shape_are_left_out(teaser):
    page = "Ein Titel\n20.2.2019\n" + BODY
    other = teaser.replace("Dorf", "Tal")
    more = teaser.format("21.08.2024") + other.format("13.08.2024")
    found = roles(page + more)
    assert found[:2] == ["title", "date"]
    assert found[6:] == ["boilerplate"] * len(more.splitlines())
    assert "boilerplate" not in found[:6]


def test_a_single_date_in_the_text_leaves_nothing_out():
    page = "Ein Titel\n20.2.2019\n" + BODY + "21.08.2024\nUnd noch ein Satz danach.\n"
    assert "boilerplate" not in roles(page)


def test_what_follows_a_marker_is_kept_where_it_is_text():
    page = f"Ein Titel\n20.2.2019\n{BODY}Mehr zum Thema\nEin Dorf ohne Kameras\n{BODY}"
    assert roles(page)[6:8] == ["boilerplate"] * 2
    assert roles(page)[8:] == ["paragraph"] * 4


def test_captions_amid_paragraphs_are_no_series():
    lines = BODY.splitlines()
    page = "Ein Titel\n20.2.2019\n" + "".join(
        f"{line}\nEin Platz in der Stadt.\nFoto: dpa\n" for line in lines
    )
    draft = plain_text.parse_text_page(page.encode())
    assert (draft.series, len(draft.captions), len(draft.segments)) == ("", 4, 4)
    assert not any(caption.in_series for caption in draft.captions)


def test_a_credit_without_a_caption_stays_one():
    page = f"Ein Titel\nVon Clara Muster\n20.2.2019\nFoto: Reuters\n{BODY}"
    captions = plain_text.parse_text_page(page.encode()).captions
    assert [(c.text, c.credit) for c in captions] == [("", "Foto: Reuters")]


def test_an_agency_that_signs_the_text_is_no_credit():
    page = f"Ein Titel\n20.2.2019\n{BODY}Mehr war am Abend nicht zu erfahren. (dpa)\n"
    assert plain_text.parse_text_page(page.encode()).captions == []


def test_rows_with_tabs_are_a_table():
    page = f"Ein Titel\n20.2.2019\n{BODY}Stadt\tKameras\nWien\t120\n"
    assert roles(page)[-2:] == ["table"] * 2


@pytest.mark.parametrize(
    ("letters", "left_out"), [(19, 0), (20, 3), (120, 3), (121, 0)]
)
def test_a_headline_at_the_end_has_20_to_120_letters(letters, left_out):
    """Of the three, this is the last but one: what it is decides about all."""
    line = ("Ein Wort " * 20)[: letters - 1] + "x"
    page = f"Ein Titel\n20.2.2019\n{BODY}Ein Dorf ohne die Kameras\n{line}\n"
    found = roles(f"{page}Die Händler unserer Daten\n")
    assert found.count("boilerplate") == left_out
