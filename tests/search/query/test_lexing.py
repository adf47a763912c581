"""A query is cut into tokens."""

from __future__ import annotations

import pytest

from archive.search.query.lexing import (
    GERMAN_FIELD_NAMES,
    QUERY_FIELDS,
    QueryToken,
    is_only_operators,
    tokenize_query,
    unify_punctuation,
)


@pytest.mark.parametrize(
    ("text", "unified"),
    [
        ("（a）：b＊", "(a):b*"),
        ("－a｜b　c", "-a|b c"),
        ("“a” „b‟ «c» ＂d＂", '"a" "b" "c" "d"'),
        ("「a」 『b』", '"a" "b"'),
        ("plain (text): a* -b|c", "plain (text): a* -b|c"),
        ("", ""),
    ],
)
def test_signs_of_other_keyboards_are_ours(text, unified):
    assert unify_punctuation(text) == unified


WORD, NEAR = "word", "near"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("a b", [(WORD, "a"), (WORD, "b")]),
        ('"a b" c', [("quoted", "a b"), (WORD, "c")]),
        ('""', [("quoted", "")]),
        ("(a)", [("open", "("), (WORD, "a"), ("close", ")")]),
        ("a OR b", [(WORD, "a"), ("or", "OR"), (WORD, "b")]),
        ("a or b", [(WORD, "a"), (WORD, "or"), (WORD, "b")]),
        ("a || b", [(WORD, "a"), ("or", "||"), (WORD, "b")]),
        ("a|b", [(WORD, "a"), ("or", "|"), (WORD, "b")]),
        ("a AND b", [(WORD, "a"), ("and", "AND"), (WORD, "b")]),
        ("a && b", [(WORD, "a"), ("and", "&&"), (WORD, "b")]),
        ("NOT a", [("not", "NOT"), (WORD, "a")]),
        ("not a", [(WORD, "not"), (WORD, "a")]),
        ("-a", [("not", "-"), (WORD, "a")]),
        ("a-b", [(WORD, "a-b")]),
        ("a - b", [(WORD, "a"), (WORD, "b")]),
        ("--a", [(WORD, "--a")]),
        ("ORDER NOTE", [(WORD, "ORDER"), (WORD, "NOTE")]),
        ("title:a", [("field", "title"), (WORD, "a")]),
        ("TITEL: a", [("field", "title"), (WORD, "a")]),
        ("title:", [(WORD, "title:")]),
        ("title://a", [(WORD, "title://a")]),
        ("other:a", [(WORD, "other:a")]),
        ("1'234'567 a", [(WORD, "1'234'567"), (WORD, "a")]),
        ("20. Februar 2019", [(WORD, "20. Februar 2019")]),
    ],
)
def test_a_query_is_cut_into_its_tokens(text, tokens):
    assert [(one.kind, one.text) for one in tokenize_query(text)] == tokens


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("NEAR", QueryToken(NEAR, "NEAR", 10)),
        ("NEAR/3", QueryToken(NEAR, "NEAR/3", 3)),
        ("near/25", QueryToken(NEAR, "near/25", 25)),
        ("NEAR/999", QueryToken(NEAR, "NEAR/999", 999)),
        ("near", QueryToken(WORD, "near")),
        ("NEAR/1000", QueryToken(WORD, "NEAR/1000")),
        ("NEARBY", QueryToken(WORD, "NEARBY")),
    ],
)
def test_nearness_has_its_distance(text, token):
    assert list(tokenize_query(text)) == [token]


@pytest.mark.parametrize("name", [*QUERY_FIELDS, *GERMAN_FIELD_NAMES])
def test_a_field_is_named_in_english_or_german(name):
    field = GERMAN_FIELD_NAMES.get(name, name)
    assert field in QUERY_FIELDS
    assert next(tokenize_query(f"{name}:x")) == QueryToken("field", field)


@pytest.mark.parametrize(
    ("text", "is_only"),
    [
        *((one, True) for one in ("", "AND", "and", "( )", "not or", "「", "-")),
        *((one, False) for one in ("a", "a OR", '""', "title:a", "（a")),
    ],
)
def test_a_query_of_operators_alone_has_no_word(text, is_only):
    assert is_only_operators(text) is is_only
