"""The best stretch of the best text, with the words marked and the reasons."""

from __future__ import annotations

import pytest

from archive.search.index.public_texts import EntryText
from archive.search.index.terms import extract_stems
from archive.search.query.word_nodes import HighlightTarget
from archive.search.results import marking
from archive.search.results.marking import Highlighter, MatchSpan
from archive.search.results.snippets import (
    SNIPPET_LENGTH,
    MatchReason,
    _cut_snippet,
    highlight_texts,
    mark_spans,
)


def target(word, variant="exact", **kind):
    return HighlightTarget(word=word, variant=variant, **kind)


def run(word, *words, variant="exact"):
    return target(word, variant, run=words or (word.casefold(),))


def stem(word, language="en"):
    (first, *_more), _parts = extract_stems(word, language)
    return target(word, "stem", stem=first)


def spans_of(text, *targets, language="en"):
    found = Highlighter(targets).find_spans(text, language)
    return [(text[s.start : s.end], s.word, s.variant) for s in found]


@pytest.mark.parametrize(
    ("text", "targets", "spans"),
    [
        (
            "A gate, a Gate",
            [run("gate")],
            [("gate", "gate", "exact")] * 1 + [("Gate", "gate", "exact")],
        ),
        ("No match", [run("gate")], []),
        ("", [run("gate")], []),
        ("Ürümqi", [run("Urumqi")], [("Ürümqi", "Urumqi", "spelling")]),
        (
            "the red gate",
            [run("red gate", "red", "gate")],
            [("red gate", "red gate", "exact")],
        ),
        ("the red door", [run("red gate", "red", "gate")], []),
        ("red", [run("red gate", "red", "gate")], []),
        (
            "the red gate",
            [run("red"), run("red gate", "red", "gate")],
            [("red gate", "red gate", "exact")],
        ),
        (
            "gateway gate",
            [target("gate*", "prefix", prefix="gate")],
            [("gateway", "gate*", "prefix"), ("gate", "gate*", "prefix")],
        ),
        (
            "cameras",
            [stem("camera")],
            [("cameras", "camera", "stem")],
        ),
        (
            "gate",
            [run("gate", variant="synonym"), run("gate")],
            [("gate", "gate", "exact")],
        ),
        (
            "on 3.2.2019",
            [target("2019-02-03", notation="2019-02-03")],
            [("3.2.2019", "2019-02-03", "spelling")],
        ),
        ("on 4.2.2019", [target("2019-02-03", notation="2019-02-03")], []),
    ],
)
def test_the_words_of_a_query_are_found(text, targets, spans):
    assert spans_of(text, *targets) == spans


def test_a_compound_is_found_by_its_part():
    assert spans_of("Überwachungskamera", stem("Kamera", "de"), language="de") == [
        ("Überwachungskamera", "Kamera", "part")
    ]


@pytest.mark.parametrize(
    ("text_limit", "page_limit", "found"),
    [
        (8, 99, [1, 1]),
        (3, 99, [0, 0]),
        (4, 99, [1, 1]),
        (99, 8, [1, 0]),
        (99, 12, [1, 1]),
    ],
)
def test_a_page_has_its_limits(monkeypatch, text_limit, page_limit, found):
    monkeypatch.setattr(marking, "MOST_CHARACTERS_OF_TEXT", text_limit)
    monkeypatch.setattr(marking, "MOST_CHARACTERS_OF_PAGE", page_limit)
    highlighter = Highlighter([run("gate")])
    assert [len(highlighter.find_spans("gate abc", "en")) for _n in found] == found


def span(start, end, word="w", variant="exact"):
    return MatchSpan(start, end, word, variant)


@pytest.mark.parametrize(
    ("spans", "marked"),
    [
        ([], "a &lt;b&gt; c"),
        ([span(0, 1)], "<mark>a</mark> &lt;b&gt; c"),
        ([span(2, 5), span(6, 7)], "a <mark>&lt;b&gt;</mark> <mark>c</mark>"),
    ],
)
def test_a_text_is_escaped_and_marked(spans, marked):
    assert mark_spans("a <b> c", spans) == marked


def cut(text, *words):
    spans = [span(text.index(one), text.index(one) + len(one), one) for one in words]
    return _cut_snippet(text, spans)


LONG = "word " * 100


def test_a_short_text_is_its_own_snippet():
    assert cut("a gate b", "gate") == "a <mark>gate</mark> b"


def test_a_long_text_is_cut_between_words():
    snippet = cut(f"{LONG}gate {LONG}", "gate")
    assert snippet.startswith("… word ") and snippet.endswith(" word …")
    plain = snippet.replace("<mark>", "").replace("</mark>", "").strip("… ")
    assert SNIPPET_LENGTH - 40 < len(plain) <= SNIPPET_LENGTH
    before = plain.index("gate")
    assert 60 <= before <= SNIPPET_LENGTH // 3


def test_the_stretch_with_most_different_words_is_cut():
    text = f"one {LONG}{LONG}two three {LONG}"
    snippet = cut(text, "one", "two", "three")
    assert "<mark>two</mark> <mark>three</mark>" in snippet and "one" not in snippet
    assert cut(f"one {LONG}two", "one", "two").startswith("<mark>one</mark>")


def test_a_match_longer_than_a_snippet_is_whole():
    long = "x" * 300
    assert f"<mark>{long}</mark>" in cut(f"{LONG}{long} {LONG}", long)


def text_of(text, field="", anchor="", language="en"):
    return EntryText(field, anchor, language, text)


def test_the_best_text_gives_the_snippet_and_all_give_reasons():
    texts = [
        text_of("A gate", "title"),
        text_of("By Gate", "byline"),
        text_of("The gates", anchor="p1"),
        text_of("The gate, red", anchor="p2"),
        text_of("The gate and a gate, red", anchor="p3"),
        text_of("gate", anchor="p4"),
    ]
    targets = [run("gate"), run("red"), stem("gate")]
    hit = highlight_texts(texts, Highlighter(targets))
    assert hit.title == "A <mark>gate</mark>"
    assert hit.anchor == "p3"
    assert hit.snippet == (
        "The <mark>gate</mark> and a <mark>gate</mark>, <mark>red</mark>"
    )
    assert hit.reasons == (
        MatchReason("title", "exact", "gate", "gate"),
        MatchReason("byline", "exact", "gate", "Gate"),
        MatchReason("text", "exact", "gate", "gate"),
        MatchReason("text", "exact", "red", "red"),
    )


def test_without_a_match_there_is_no_snippet():
    texts = [text_of("A gate", "title"), text_of("Nothing", anchor="p1")]
    hit = highlight_texts(texts, Highlighter([run("red")]))
    assert (hit.title, hit.anchor, hit.snippet, hit.reasons) == ("A gate", "", None, ())
