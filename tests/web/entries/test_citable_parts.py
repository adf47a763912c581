"""The parts of an entry that can be cited, and the addresses that choose one."""

from __future__ import annotations

import json

import pytest
from django.test import RequestFactory

from archive.citations import STYLES
from archive.models import Passage, Placement
from archive.web.entries.citable_parts import (
    CitablePart,
    build_style_links,
    describe_quotation,
    list_citable_parts,
    parse_cite_parameters,
    parse_known_values,
)
from tests.factories import make_article, make_event, make_photo, published

PARTS = [CitablePart(f"p{n}", "en", f"Text {n}.") for n in (1, 2, 3)]
ALLOWED = {"style": (("apa", "mla"), "apa"), "passage": (("", "p1"), "")}


@pytest.mark.parametrize(
    ("query", "chosen", "wrong"),
    [
        ("", {"style": "apa", "passage": ""}, {}),
        ("?style=mla&passage=p1", {"style": "mla", "passage": "p1"}, {}),
        ("?style=&passage=", {"style": "apa", "passage": ""}, {}),
        (
            "?style=x&passage=p2",
            {"style": "apa", "passage": ""},
            {
                "style": "“x” isn't possible here. Choose one of: apa, mla.",
                "passage": "“p2” isn't possible here. Choose one of: p1.",
            },
        ),
    ],
)
def test_a_value_is_one_of_those_that_are_known(query, chosen, wrong):
    found, problems = parse_known_values(RequestFactory().get(f"/{query}"), ALLOWED)
    assert found == chosen
    assert {one.parameter: str(one.message) for one in problems} == wrong


@pytest.mark.parametrize(("length", "shown"), [(39, 39), (40, 40), (41, 40)])
def test_a_long_value_is_cut_and_nothing_to_choose_is_a_dash(length, shown):
    request = RequestFactory().get("/", {"of": "x" * length})
    _found, (problem,) = parse_known_values(request, {"of": (("",), "")})
    assert problem.value == "x" * shown
    assert f"“{'x' * shown}” " in str(problem.message)
    assert str(problem.message).endswith("Choose one of: –.")


@pytest.mark.parametrize(
    ("anchor", "before", "text", "after"),
    [
        ("p1", "", "Text 1.", "Text 2."),
        ("p2", "Text 1.", "Text 2.", "Text 3."),
        ("p3", "Text 2.", "Text 3.", ""),
    ],
)
def test_a_part_is_quoted_with_what_stands_around_it(anchor, before, text, after):
    found = describe_quotation(PARTS, anchor, "https://a.example/x#old")
    selector = json.loads(found.selector)
    assert (found.text, found.language, selector["exact"]) == (text, "en", text)
    assert selector.get("prefix", "").strip() == before
    assert selector.get("suffix", "").strip() == after
    assert found.link.startswith("https://a.example/x#:~:text=Text%20")


@pytest.mark.parametrize("anchor", ["", "p4"])
def test_the_whole_entry_is_no_quotation(anchor):
    assert describe_quotation(PARTS, anchor, "https://a.example/") is None


@pytest.fixture
def article(db):
    """An article with two passages, a public picture and a hidden one."""
    made = published(make_article(language="de"))
    for position, text in ((2, "Second."), (1, "First.")):
        Passage.objects.create(
            article=made, anchor=f"p{position}", position=position, verbatim=text
        )
    public = published(make_photo(caption="A gate", language="en"))
    for position, photo in enumerate((public, make_photo(caption="Secret")), start=1):
        Placement.objects.create(
            article=made, photo=photo, anchor=f"f{position}", position=position
        )
    return made


def test_the_parts_are_the_passages_and_captions_that_readers_see(article):
    found = [(part.anchor, part.text) for part in list_citable_parts(article)]
    assert found == [("p1", "First."), ("p2", "Second."), ("f1", "A gate")]
    type(article).objects.filter(pk=article.pk).update(text_access="metadata")
    assert [part.anchor for part in list_citable_parts(article)] == ["f1"]
    assert list_citable_parts(published(make_event())) == []


def test_a_part_of_the_entry_is_chosen(article):
    parts = list_citable_parts(article)
    request = RequestFactory().get("/?passage=p2")
    chosen, problems = parse_cite_parameters(request, article, parts)
    assert problems == [] and chosen["passage"] == "p2"
    assert chosen["style"] == next(iter(STYLES))
    assert set(chosen) == {"style", "passage", "of"}


def test_each_style_has_a_link_that_keeps_the_rest():
    links = build_style_links("/cite/", passage="p1", of="")
    assert [link.style for link in links] == list(STYLES)
    assert links[0].url == f"/cite/?style={links[0].style}&passage=p1"
    assert [link.name for link in links] == [str(name) for name in STYLES.values()]
