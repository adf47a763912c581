"""What differs between two versions is told field by field, in the page's order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from archive.models import (
    Article,
    Event,
    Outlet,
    Passage,
    Photo,
    Placement,
    Source,
)
from archive.versions import compare_anchors, compare_versions
from archive.versions._entry_as_of import CitedEntry, EntryAsOf
from archive.versions._public_versions import Version


def make_state(entry, **rows):
    """A version of an unsaved entry with these rows."""
    moment = datetime(2020, 1, 2, tzinfo=UTC)
    return EntryAsOf(Version(entry, 1, moment, None, {}), entry, **rows)


def make_article(**fields):
    article = Article(kind="article", **{"title": "T", "language": "de", **fields})
    return make_state(article)


def write_pieces(change):
    """The pieces in one line, with ⟦-what went⟧ and ⟦+what came⟧."""
    signs = {"removed": "-", "added": "+"}
    return "".join(
        f"⟦{signs[piece.change]}{piece.text}⟧" if piece.change in signs else piece.text
        for piece in change.pieces
    )


def compare(old, new):
    """(field, language, pieces) of each difference."""
    with override("en"):
        changes = compare_versions(old, new, "en")
    return [(each.field, each.language, write_pieces(each)) for each in changes]


def make_passage(anchor, verbatim, **fields):
    return Passage(
        anchor=anchor,
        verbatim=verbatim,
        **{"kind": "paragraph", "language": "de", **fields},
    )


def test_what_is_the_same_is_not_told():
    assert compare(make_article(), make_article()) == []


def test_fields_stand_in_the_order_of_the_page():
    """Own fields, then passages and captions by their numbers, then lists."""
    photo = Photo(caption="A gate.", language="en")
    source = CitedEntry(Source(title="A report"), "supports")
    old = make_article()
    new = replace(
        make_article(title="New", kicker="Cameras", summary="Short.", sha256="a1"),
        passages=tuple(make_passage(f"p{n}", "Text.") for n in (10, 2)),
        photos=tuple(Placement(anchor=f"c{n}", photo=photo) for n in (11, 1)),
        sources=(source,),
        origins=(source,),
    )
    new.entry.outlet = Outlet(name="The Paper")
    names = [field for field, _language, _pieces in compare(old, new)]
    assert names == [
        "title",
        "summary",
        "kicker",
        "outlet",
        "sha256",
        "p2",
        "p10",
        "c1",
        "c11",
        "sources",
        "origins",
    ]


DAY, OTHER_DAY = datetime(2020, 1, 2, tzinfo=UTC), datetime(2020, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("model", "name", "old", "new", "language"),
    [
        (Article, "title", "Old", "New", "de"),
        (Article, "summary", "Old", "New", "de"),
        (Article, "date", "2019", "2020", ""),
        (Article, "original_url", "https://a.example", "https://b.example", ""),
        (Article, "text_is", "full", "own_words", ""),
        (Article, "retrieved_at", DAY, OTHER_DAY, ""),
        (Article, "sha256", "a1", "b2", ""),
        (Source, "source_kind", "leak", "dataset", ""),
        (Source, "held", True, False, ""),
        (Source, "reliability", "A", "B", ""),
        (Source, "credibility", "1", "2", ""),
        (Source, "publisher", "Old", "New", "de"),
        (Event, "event_kind", "claim", "plan", ""),
        (Event, "description", "Old", "New", "de"),
    ],
)
def test_words_have_the_language_of_the_entry_and_codes_have_none(
    model, name, old, new, language
):
    kind = model._meta.model_name
    states = [
        make_state(model(kind=kind, title="T", language="de", **{name: value}))
        if name != "title"
        else make_state(model(kind=kind, language="de", title=value))
        for value in (old, new)
    ]
    ((field, told_language, pieces),) = compare(*states)
    assert (field, told_language) == (name, language)
    assert "⟦-" in pieces and "⟦+" in pieces


def test_a_moment_is_told_as_its_day():
    states = [make_article(retrieved_at=moment) for moment in (DAY, OTHER_DAY)]
    told = "2020-⟦-01⟧⟦+03⟧-⟦-02⟧⟦+04⟧"
    assert compare(*states) == [("retrieved_at", "", told)]
    assert compare(make_article(retrieved_at=DAY), make_article(retrieved_at=DAY)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({"verbatim": "One two."}, {"verbatim": "One three."}, "One ⟦-two⟧⟦+three⟧."),
        (
            {"verbatim": "One."},
            {"verbatim": "One.", "kind": "heading"},
            "One.⟦+\n[heading]⟧",
        ),
        (
            {"verbatim": "Ome."},
            {"verbatim": "Ome.", "reading": "One.", "emendation": "Misprint"},
            "Ome⟦+ [sic: One]⟧.⟦+\nMisprint⟧",
        ),
        ({"verbatim": "One."}, {"verbatim": "One.", "emendation": "Unused"}, None),
    ],
)
def test_a_passage_is_compared_with_its_kind_and_its_emendation(old, new, told):
    states = [
        replace(make_article(), passages=(make_passage("p1", **fields),))
        for fields in (old, new)
    ]
    assert compare(*states) == ([("p1", "de", told)] if told else [])


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "A gate."),
        ({"series": "Cameras"}, "Cameras\nA gate."),
        ({"credit_line": "Photo: X"}, "A gate.\nPhoto: X"),
        ({"emendation": "Unused"}, "A gate."),
        (
            {"reading": "A wall.", "emendation": "Misprint", "credit_line": "X"},
            "A gate [sic: wall].\nX\nMisprint",
        ),
    ],
)
def test_a_caption_is_compared_with_its_series_credit_and_emendation(fields, text):
    chosen = dict(fields)
    series = chosen.pop("series", "")
    photo = Photo(caption="A gate.", language="fr", **chosen)
    new = replace(
        make_article(),
        photos=(Placement(anchor="c1", photo=photo, series_heading=series),),
    )
    assert compare(make_article(), new) == [("c1", "fr", f"⟦+{text}⟧")]


@pytest.mark.parametrize(
    ("cited", "told"),
    [
        ({"relation": "supports"}, "A report"),
        ({"relation": "quotes"}, "A report (quotes)"),
        ({"relation": "quotes", "anchor": "p3"}, "A report (quotes, p3)"),
        (
            {"relation": "quotes", "locator": "page 12", "quotation": "It is."},
            "A report (quotes, page 12: “It is.”)",
        ),
    ],
)
def test_a_source_is_named_with_how_it_is_cited(cited, told):
    source = CitedEntry(Source(title="A report"), **cited)
    new = replace(make_article(), sources=(source, source))
    assert compare(make_article(), new) == [("sources", "", f"⟦+{told}; ⟧")]


def test_the_order_is_told_only_where_the_same_parts_moved():
    first, second = make_passage("p1", "One."), make_passage("p2", "Two.")
    old = replace(make_article(), passages=(first, second))
    moved = replace(make_article(), passages=(second, first))
    fewer = replace(make_article(), passages=(second,))
    assert [field for field, _l, _p in compare(old, moved)] == ["order"]
    assert [field for field, _l, _p in compare(old, fewer)] == ["p1"]


def test_each_part_stands_was_changed_is_withheld_or_is_gone():
    photo = Photo(caption="A gate.")
    old = replace(
        make_article(),
        passages=tuple(make_passage(f"p{n}", f"Text {n}.") for n in (1, 2, 3, 4)),
        photos=(Placement(anchor="c1", photo=photo),),
    )
    new = replace(
        make_article(),
        passages=(make_passage("p1", "Text 1."), make_passage("p2", "Text two.")),
        withheld=(("p3", 3),),
        photos=(Placement(anchor="c1", photo=photo),),
    )
    assert compare_anchors(old, new) == {
        "p1": "stands",
        "p2": "changed",
        "p3": "withheld",
        "p4": "gone",
        "c1": "stands",
    }
