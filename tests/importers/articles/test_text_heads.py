"""Headline, date and authors of a copied page whose first lines are a menu."""

from __future__ import annotations

import pytest

from archive.importers.articles.plain_text import parse_text_page

TITLE = "Cameras at every gate of the old town"
BODY = """The gate has had a camera since the spring, and nobody was asked about it.
The town says that the pictures are kept for a month and then deleted for good.
A judge will hear the complaint of eleven residents before the end of this year.
"""


def read(head, body=BODY):
    return parse_text_page(f"{head}\n{body}".encode())


@pytest.mark.parametrize(
    ("head", "kicker"),
    [
        (f"Finance\nTuesday, 17 March 2020\n{TITLE}", "Finance"),
        (f"Home\nSports\n{TITLE}\nWednesday, 08 Apr 2020", "Sports"),
        (f"Home\nShare\nLog in\nToday\nOpinion\n{TITLE}", "Opinion"),
        (f"AN INTERVIEW WITH ANN SAMPLE\n13 January 2020\n{TITLE}", None),
        (f"Politics\nWorld\n{TITLE[:-1]}n?\nBy Ann Sample", "World"),
    ],
)
def test_the_headline_is_below_its_menu_and_nothing_is_lost(head, kicker):
    draft = read(head)
    assert draft.title.startswith(TITLE[:-1])
    assert kicker is None or draft.kicker == kicker
    kept = [line.text for line in draft.lines]
    assert all(line in kept for line in head.splitlines())


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Cameras at gates\nA teaser phrase about the gates of the town", None),
        ("Cameras at gates\nBy Ann Sample", "Cameras at gates"),
        ("Cameras at gates\n20 February 2019", "Cameras at gates"),
        (TITLE, TITLE),
    ],
)
def test_a_short_first_line_stays_the_headline_where_no_menu_is_above(head, title):
    draft = read(head)
    assert draft.title == (title or draft.title)
    assert draft.title in head.splitlines()


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("The Paper Politics | 7 October 2020 | 7:09 am | The Agency.", "2020-10-07"),
        ("Posted by: Ann Sample on February 18, 2020 in Town Leave a", "2020-02-18"),
    ],
)
def test_a_day_in_a_longer_line_beside_the_headline_counts(line, day):
    assert read(f"{TITLE}\n{line}").date == day


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Posted by: Ann Sample on February 18, 2020 in Town", "Ann Sample"),
        ("Ann Sample | The Paper of the Town", "Ann Sample"),
        ("Ann Sample 9:46 am", "Ann Sample"),
        ("BY ANN SAMPLE AND BEN EXAMPLE THE AGENCY", "Ann Sample and Ben Example"),
        ("كتب ضحى عرفة", "ضحى عرفة"),
    ],
)
def test_authors_beside_the_headline_are_the_byline(line, byline):
    assert byline.casefold() in read(f"{TITLE}\n{line}").byline.casefold()


def test_a_reporter_in_the_first_words_of_a_text_is_the_byline():
    text = (
        "〔記者王小明／台北報導〕市場門口從春天起裝了一台攝影機，沒有人被問過意見。\n"
        * 3
    )
    assert read("市場門口裝了攝影機沒有人被問過", text).byline == "王小明"


def test_the_name_above_a_profession_is_the_author_and_the_profession_is_not():
    draft = read(f"{TITLE}\nAnn Sample\nStaff Writer\n20 February 2019")
    assert draft.byline == "Ann Sample"
    assert read(f"{TITLE}\nStaff Writer\n20 February 2019").byline == ""
