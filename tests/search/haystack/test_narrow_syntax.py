"""What `narrow()` is given as text is read, and what can't be is left alone."""

from __future__ import annotations

import datetime

import pytest
from haystack.inputs import AutoQuery, Clean

from archive.search.haystack.narrow_syntax import (
    MOST_CHARACTERS,
    MOST_DEPTH,
    escape_value,
    read_narrowing,
    write_condition,
)


def said(node):
    """A tree of conditions in brackets; what `AutoQuery` reads, after a tilde."""
    if isinstance(node, tuple):
        value = node[1]
        auto = isinstance(value, AutoQuery)
        return f"{node[0]}=~{value}" if auto else f"{node[0]}={value!r}"
    parts = f" {node.connector} ".join(said(child) for child in node.children)
    return f"{'not ' if node.negated else ''}({parts})"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ('kind:"photo"', "(kind__exact='photo')"),
        ("kind:photo", "(kind__exact='photo')"),
        ("kind_exact:photo", "(kind_exact__exact='photo')"),
        ("kind__in:photo", "(kind__in='photo')"),
        ('kind:["photo", "event"]', "(kind__in=['photo', 'event'])"),
        ('kind__exact:["photo"]', "(kind__exact=['photo'])"),
        (r'kind:"a\"b"', "(kind__exact='a\"b')"),
        ("title__auto:gate", "(title=~gate)"),
        ("kind:photo title:gate", "(kind__exact='photo' AND title__exact='gate')"),
        ("kind:photo AND title:gate", "(kind__exact='photo' AND title__exact='gate')"),
        ("kind:photo OR kind:event", "(kind__exact='photo' OR kind__exact='event')"),
        ("NOT kind:photo", "(not (kind__exact='photo'))"),
        ("date:[2019 TO 2020]", "(date__range=('2019', '2020'))"),
        ('date:["2019" TO "2020"]', "(date__range=('2019', '2020'))"),
        ("date:[2019 TO *]", "(date__gte='2019')"),
        ("date:[* TO 2020]", "(date__lte='2020')"),
        ("date:[* TO *]", "()"),
        ("*", "()"),
        ("*:*", "()"),
        (
            "kind:photo AND (title:a OR NOT title:b)",
            "(kind__exact='photo' AND (title__exact='a' OR not (title__exact='b')))",
        ),
    ],
)
def test_conditions_are_read(text, tree):
    found = read_narrowing(text)
    assert found is not None and said(found) == tree


@pytest.mark.parametrize("depth", [0, MOST_DEPTH, MOST_DEPTH + 1])
def test_brackets_are_read_to_a_depth(depth):
    found = read_narrowing("(" * depth + "kind:photo" + ")" * depth)
    assert (found is not None) is (depth <= MOST_DEPTH)


@pytest.mark.parametrize("length", [MOST_CHARACTERS, MOST_CHARACTERS + 1])
def test_a_text_is_read_to_a_length(length):
    text = "kind:" + "a" * (length - 5)
    assert (read_narrowing(text) is not None) is (length == MOST_CHARACTERS)


@pytest.mark.parametrize(
    "text",
    [
        *("", "AND", "OR", "NOT", "(", ")", "kind:", "kind", "kind:photo)"),
        *("kind:photo AND", "kind:photo OR", "NOT NOT", "(kind:photo", ":photo"),
        *("nothing:1", "kind__fuzzy:a", "kind:{}{", "kind: photo"),
    ],
)
def test_what_cannot_be_read_is_none(text):
    assert read_narrowing(text) is None


@pytest.mark.parametrize(
    ("field", "lookup", "value", "text"),
    [
        ("kind", "content", "photo", 'kind:"photo"'),
        ("kind", "exact", "Füße", 'kind__exact:"Füße"'),
        ("kind", "in", ("a", "b"), 'kind__in:["a", "b"]'),
        ("kind", "in", {"a"}, 'kind__in:["a"]'),
        ("title", "content", AutoQuery("a -b"), 'title__auto:"a -b"'),
        ("title", "content", Clean("a"), 'title:"a"'),
        ("date", "gte", datetime.date(2019, 2, 20), 'date__gte:"2019-02-20"'),
    ],
)
def test_a_condition_is_written_as_it_is_read(field, lookup, value, text):
    assert write_condition(field, lookup, value) == text
    assert read_narrowing(text) is not None


@pytest.mark.parametrize(
    ("value", "text"), [("a", "a"), ('a"b', r"a\"b"), ("ü", "ü"), ("a\\b", r"a\\b")]
)
def test_a_value_is_escaped(value, text):
    assert escape_value(value) == text
