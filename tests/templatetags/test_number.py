"""Counts on pages are written as the reader's language writes them."""

import re
from types import SimpleNamespace as Made

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.utils.translation import override

from archive.text.punctuation import bracket_text
from archive.web.timeline.timeline_form import FilterOption

MANY = 1_234_567
WRITTEN = {"en": "1,234,567", "de": "1’234’567", "zh-hans": "1,234,567"}
LIST = Made(total=MANY, pager=Made(pages=1), items=[], notices=[])
SHAPE = {"url": "/r/", "name": "X", "shape": Made(count=MANY, step=5, d="M0 0")}
DOT = {"url": "/r/", "name": "Y", "dot": Made(count=MANY, step=5, x=1000.5, y=2)}
MAP = Made(
    view_box="0 0 1000 500",
    area="",
    legend=[(5, MANY, MANY)],
    radius=1000.25,
    small=1,
    credit="Z",
)
FACET = Made(label="X", value="x", count=MANY, is_chosen=False, depth=0)
GROUPS = [
    {"name": name, "title": "T", "rows": [{"value": FACET, "only_url": "/o/"}]}
    for name in ("year", "undated", "kind")
]
TURN = Made(number=MANY, url="/t/", is_current=False)
PARTS = [  # template, context, how often the number stands there
    (
        "components/bars.html",
        {"bars": Made(bars=[Made(count=MANY, words="2019", date_from="2019")])},
        2,
    ),
    ("components/rank.html", {"ranked": [{"count": MANY, "name": "X"}]}, 1),
    (
        "components/roles.html",
        {"roles": [{"count": MANY, "name": "X", "url": "/r/"}]},
        1,
    ),
    ("components/map.html", {"map": {"map": MAP, "shapes": [SHAPE], "dots": [DOT]}}, 3),
    ("components/facets.html", {"groups": GROUPS}, 6),
    ("components/pager.html", {"pager": Made(pages=MANY, links=[TURN])}, 1),
    ("regions/years.html", {"years": [{"year": 2019, "cells": [{"count": MANY}]}]}, 1),
    ("search/exports.html", {"results": Made(total=MANY)}, 1),
    ("regions/nearest.html", {"nearest": [{"count": MANY, "kilometres": MANY}]}, 2),
    ("search/nothing.html", {"meant": {"count": MANY}, "wider": [{"count": MANY}]}, 2),
]
COUNTED = re.compile(r"{%\s*blocktranslate count\b[^%]*%}")


@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize(
    ("template", "context", "times"), PARTS, ids=[part[0] for part in PARTS]
)
def test_counts_are_grouped_in_each_language(template, context, times, language):
    with override(language):
        text = render_to_string(template, context)
    assert text.count(WRITTEN[language]) == times
    assert str(MANY) not in text


@pytest.mark.parametrize("language", WRITTEN)
def test_a_choice_of_the_timeline_is_counted_in_each_language(language):
    with override(language):
        assert FilterOption("X", "X", MANY, is_chosen=False).text.endswith(
            bracket_text(WRITTEN[language], language)
        )


@pytest.mark.parametrize("language", WRITTEN)
def test_numbers_of_a_drawing_years_and_addresses_stay_plain(language):
    with override(language):
        drawn = render_to_string("components/map.html", PARTS[3][1])
        table = render_to_string("regions/years.html", PARTS[6][1])
    assert 'cx="1000.5"' in drawn and 'r="1000.25"' in drawn
    assert ">2019<" in table


def test_no_sentence_counts_without_grouping():
    plain = [
        f"{path.name}: {found}"
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for found in COUNTED.findall(path.read_text("utf-8"))
        if "|number" not in found
    ]
    assert plain == []


@pytest.mark.parametrize(
    ("language", "written"), [*WRITTEN.items(), (None, WRITTEN["en"])]
)
def test_what_is_not_known_is_left_blank(language, written):
    template = engines["django"].from_string(
        "{% load number %}{{ known|number }}/{{ unknown|number }}"
    )
    with override(language):
        assert template.render({"known": MANY, "unknown": None}) == f"{written}/"
