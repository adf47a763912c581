"""Where in a text a quotation is, how well it fits, and what differs."""

from __future__ import annotations

import pytest

from archive.quotations import _matching
from archive.quotations._matching import Quotation

WORDS = "one two three four five six seven eight nine ten"
OTHERS = " ".join(f"w{n}" for n in range(12))


def find(quoted, text):
    """How it was found, its share, the stretch of the text, and the pieces."""
    match = Quotation(quoted).find_in(text)
    if match is None:
        return None
    pieces = "".join(
        {"same": "{}", "removed": "[-{}]", "added": "[+{}]"}[p.change].format(p.text)
        for p in match.pieces
    )
    return match.how, match.share, text[match.start : match.end], pieces


@pytest.mark.parametrize(
    ("quoted", "text", "found"),
    [
        # At the beginning, in the middle and at the end; alone.
        ("a b c", "a b c d", ("exact", 1, "a b c", "a b c")),
        ("a b c", "x a b c d", ("exact", 1, "a b c", "a b c")),
        ("a b c", "x y a b c", ("exact", 1, "a b c", "a b c")),
        ("a b c", "a b c", ("exact", 1, "a b c", "a b c")),
        # The first of two; what only begins alike is passed over.
        ("a b c", "a b x a b c, a b c", ("exact", 1, "a b c", "a b c")),
        # Spaces and the shape of quotation marks are no difference.
        ("“a  b” c", "x «a b» c y", ("exact", 1, "a b» c", "“a b” c")),
        # Case and signs between words are; signs at the ends are not compared.
        ("A b c", "x a b c y", ("words", 1, "a b c", "[-A][+a] b c")),
        ("“a b, c!”", "x a b c y", ("words", 1, "a b c", "a b[-,] c")),
        ("- a b c …", "x A b c y", ("words", 1, "A b c", "[-a][+A] b c")),
        ("a b c", "x a b", ("nearly", 2 / 3, "a b", "a b[- c]")),
        ("a b c", "a x y", None),
        ("a b c", "x y z", None),
        ("a b c", "", None),
    ],
)
def test_a_quotation_is_found_where_it_is(quoted, text, found):
    assert find(quoted, text) == found


@pytest.mark.parametrize("before", [0, 1, 5, 40])
@pytest.mark.parametrize("after", [0, 1, 40])
@pytest.mark.parametrize(
    ("text", "share", "shown"),
    [
        ("one two three four x six seven eight nine ten", 0.9, None),
        ("x two three four five six seven eight nine ten", 0.9, slice(2, None)),
        ("one two three four five six seven eight nine x", 0.9, slice(-2)),
        ("one two four five six seven eight nine ten", 0.9, None),
        ("one two three four and five six seven eight nine ten", 0.99, None),
        ("one two three four a b c five six seven eight nine ten", 0.99, None),
    ],
)
def test_a_near_match_is_the_same_stretch_wherever_it_is(
    before, after, text, share, shown
):
    around = OTHERS.split() * 4
    whole = " ".join([*around[:before], text, *around[:after]])
    how, found_share, stretch, _pieces = find(WORDS, whole)
    wanted = text if shown is None else text[shown]
    assert (how, found_share, stretch) == ("nearly", pytest.approx(share), wanted)


@pytest.mark.parametrize(("extra", "share"), [(3, 0.99), (4, 0.9), (5, 0.8), (6, 0.7)])
def test_a_near_match_has_at_most_three_words_more(extra, share):
    text = f"one two three four five six seven {'x ' * extra}eight nine ten"
    assert find(WORDS, text)[1] == pytest.approx(share)


def test_a_frequent_word_is_compared_in_a_long_text_too():
    """`SequenceMatcher` by itself leaves out what is frequent in 200 words and more."""
    text = f"so {'the gate ' * 150}"
    found = find("the gate the old gate the", text)
    assert found[0] == "nearly" and found[1] == pytest.approx(5 / 6)


@pytest.mark.parametrize(("limit", "is_found"), [(7, False), (8, True), (9, True)])
@pytest.mark.parametrize("name", ["MAX_WORD_PAIRS", "MAX_PAIRS_IN_STRETCH"])
def test_so_many_pairs_of_words_are_compared(monkeypatch, name, limit, is_found):
    """Twice two of one word and twice two of the other are eight."""
    monkeypatch.setattr(_matching, name, limit)
    quotation = Quotation("a a b b")
    match = quotation.find_in("a a x b b")
    assert (match is not None, quotation.is_spent) == (is_found, not is_found)


def test_the_pairs_of_all_texts_are_counted_together(monkeypatch):
    monkeypatch.setattr(_matching, "MAX_WORD_PAIRS", 16)
    quotation = Quotation("a a b b")
    found = [quotation.find_in("a a x b b") is not None for _text in range(3)]
    assert (found, quotation.is_spent) == ([True, True, False], True)
    assert quotation.find_in("x a a b b").how == "exact"  # word for word costs little


@pytest.mark.parametrize(("length", "is_found"), [(4, False), (5, True), (6, True)])
def test_a_long_text_is_compared_to_its_limit(monkeypatch, length, is_found):
    monkeypatch.setattr(_matching, "MAX_TEXT_LENGTH_COMPARED", length)
    match = Quotation("a b c").find_in("a b c d")
    assert (match is not None and match.how == "exact") is is_found
