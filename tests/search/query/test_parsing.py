"""What a query is read as; nothing that can be typed is an error."""

import random

import pytest

from archive.search.query import syntax as syntax
from archive.search.query.lexing import tokenize_query
from archive.search.query.parsing import (
    MOST_BRACKET_DEPTH,
    MOST_PREFIXES,
    MOST_QUERY_WORDS,
    _limit_tokens,
    parse_syntax,
)

NOTHING_JOINED = "has nothing to join here"


def said(part):
    """A part in brackets: `(all a (or b c))`."""
    match part:
        case syntax.WordClause(text):
            return text
        case syntax.PhraseClause(text):
            return f'"{text}"'
        case syntax.PrefixClause(text):
            return f"{text}*"
        case syntax.NearClause(parts, distance):
            return f"(near/{distance} {' '.join(map(said, parts))})"
        case syntax.OrClause(parts):
            return f"(or {' '.join(map(said, parts))})"
        case syntax.NotClause(inner):
            return f"-{said(inner)}"
        case syntax.FieldClause(field, inner):
            return f"{field}:{said(inner)}"
        case syntax.AndClause(parts):
            return f"(all {' '.join(map(said, parts))})" if parts else "()"


def read(text):
    return " ".join(map(said, parse_syntax(text)[0].parts))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a b", "a b"),
        ('"a b" c', '"a b" c'),
        ("„a b“ «c d» 「e」", '"a b" "c d" "e"'),
        ("a OR b c", "(or a b) c"),
        ("a b OR c", "a (or b c)"),
        ("a | b", "(or a b)"),
        ("a AND b", "a b"),
        ("a or b", "a or b"),
        ("-a b", "-a b"),
        ("NOT a b", "-a b"),
        ("not a", "not a"),
        ("－a", "-a"),
        ("Social-Credit-System", "Social-Credit-System"),
        ('-"a b"', '-"a b"'),
        ("-(a OR b)", "-(or a b)"),
        ("(a b) OR c", "(or (all a b) c)"),
        ("（a OR b） c", "(or a b) c"),
        ("((a))", "a"),
        ("a near/3 b", "(near/3 a b)"),
        ("a NEAR b", "(near/10 a b)"),
        ("a near b", "a near b"),
        ('a NEAR/2 "b c"', '(near/2 a "b c")'),
        ("a NEAR/900 b", "(near/50 a b)"),
        ("a NEAR/3 b OR c", "(or (near/3 a b) c)"),
        ("ab* c", "ab* c"),
        ("title:a b", "title:a b"),
        ("Title: a", "title:a"),
        ("titel:a", "title:a"),
        ("title:(a OR b)", "title:(or a b)"),
        ('caption:"a b"', 'caption:"a b"'),
        ("-title:a", "-title:a"),
        ("date:2018/2020", "date:2018/2020"),
        ("region：新疆", "region:新疆"),
        ("foo:bar", "foo:bar"),
        ("https://a.example/b?c=d", "https://a.example/b?c=d"),
        ("2 565 724 a", "2 565 724 a"),
        ("Face++", "Face++"),
        ("AT&T", "AT&T"),
    ],
)
def test_a_query_is_read(typed, meant):
    assert read(typed) == meant
    assert parse_syntax(typed)[1] == [] or "NEAR" in typed


@pytest.mark.parametrize(
    ("typed", "meant", "notice"),
    [
        ('a "b', "a b", "quotation mark"),
        ('"', "", "quotation mark"),
        ("(a b", "(all a b)", "bracket"),
        ("a) b", "a b", "bracket"),
        ("(((", "", "bracket"),
        ("OR", "OR", NOTHING_JOINED),
        ("OR a", "OR a", NOTHING_JOINED),
        ("a OR", "a OR", NOTHING_JOINED),
        ("a AND", "a AND", NOTHING_JOINED),
        ("NOT", "NOT", NOTHING_JOINED),
        ("a NEAR/3", "a NEAR/3", NOTHING_JOINED),
        ("title:", "title:", "has no value after it"),
        ("a Region:", "a Region:", "has no value after it"),
        ("a NEAR (b OR c)", "(all a (or b c))", "NEAR works only between words"),
        ("a*", "a*", "two letters"),
        ("*a", "*a", "two letters"),
        ("()", "", ""),
        ("-", "", ""),
        ("*", "*", ""),
        ("|", "", ""),
    ],
)
def test_broken_syntax_is_read_as_words_and_said(typed, meant, notice):
    assert read(typed) == meant
    notices = parse_syntax(typed)[1]
    assert any(notice in n for n in notices) if notice else notices == []


def test_a_long_query_is_cut_after_whole_words():
    found, notices = parse_syntax("wort " * 500)
    assert len(found.parts) == MOST_QUERY_WORDS
    assert f"first {MOST_QUERY_WORDS} words" in notices[0]


@pytest.mark.parametrize("seed", range(20))
def test_no_bracket_closes_what_was_not_opened(seed):
    """Deep ones and single ones are left out, so that a query is read to its end."""
    chance = random.Random(seed)
    for length in range(1, 120):
        text = " ".join(chance.choices("a()", weights=(1, 3, 3), k=length))
        depth = 0
        for token in _limit_tokens(tokenize_query(text), MOST_QUERY_WORDS, []):
            depth += {"open": 1, "close": -1}.get(token.kind, 0)
            assert 0 <= depth <= MOST_BRACKET_DEPTH, text


def test_deep_brackets_are_read_flat():
    found, notices = parse_syntax("(a " * 300 + ")" * 300)
    assert f"{MOST_BRACKET_DEPTH} levels deep" in " ".join(notices)
    assert found.parts


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_typed_is_read(seed):
    pieces = [
        '"',
        "(",
        ")",
        "-",
        "OR",
        "AND",
        "NOT",
        "NEAR/3",
        "title:",
        "date:",
        "*",
        "a",
        "新疆",
        " ",
        "|",
        "\x00",
        "\ud800",
        "「",
        "2'565'724",
    ]
    typed = "".join(random.Random(seed).choices(pieces, k=300))
    parse_syntax(typed)


def test_a_hyphen_behind_a_quotation_leaves_nothing_out():
    (first, second) = parse_syntax('"Model C"-Schulen')[0].parts
    assert first == syntax.PhraseClause("Model C")
    assert isinstance(second, syntax.WordClause)


def test_only_some_words_are_searched_as_beginnings():
    found, notices = parse_syntax("ab* " * 9)
    kinds = [type(part).__name__ for part in found.parts]
    assert kinds == ["PrefixClause"] * MOST_PREFIXES + ["WordClause"] * (
        9 - MOST_PREFIXES
    )
    assert "all endings of 4 words" in notices[0]
