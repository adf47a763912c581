"""The English of the interface names things plainly: no phrase that puzzles readers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from archive.management.catalogues import collect_strings

from .tree import BASE, files, name, parse

# A pattern, and what to write instead.
FORBIDDEN = {
    r"\bstands? (?:in|at|on|under|below|beside|behind|here|nowhere|unchanged)\b": (
        "is, appears, is found in"
    ),
    r"\bas (?:it|they) stands?\b": "unchanged, current",
    r"\b(?:rest|rests|rested) on\b": "is based on, relies on",
    r"\bgo(?:es)? back to\b": "relies on",
    r"(?<!there )\bis no\b(?! longer)": "isn't a",
    r"\bthere is no such\b|\bnone such\b|\bno such\b|\bsuch\b": "say which",
    r"\b(?:there|here)(?:of|in|by|upon|with)\b": "of it",
    r"\bwhat (?:is|was) (?:marked|asked|shown|kept|held|told)\b": "name the things",
    r"\b(?:can ?not|can't|could not|cannot) be read\b|\bwas read as\b": "we can't read",
    r"\bhere and below\b|\bhere or below\b": "in this region and the places within it",
    r"\b(?:below|beside|above|near|behind) it\b": "name the thing",
    r"\bl(?:ies|ie|ay) (?:above|below|beside|under|here)\b": "places in the region",
    r"\bliving page\b|\bfor ever\b": "current version; this version",
    r"\bmark(?:ed)? (?:for|entries)\b|\bput (?:in|what)\b": "select; add to",
    r"\bkinds?\b": "type",
    r"\brecords?\b": "entry",
    r"\bquer(?:y|ies)\b": "search",
    r"\bdemonstration\b": "example: a demonstration is also a protest march",
    r"\bnarratives?\b": "story trail",
    r"\bnowhere\b|\bnearly\b": "not found; similar",
    r"\bwhoever\b|\band who has\b": "anyone who",
    r"\bmistyped\b": "has a typing error",
    r"\btouch(?:es)?\b": "is in, spans, borders",
    r"\bnewest (?:version|is)\b": "current version",
    r"\b(?:is|are) held\b|\bholds?\b": "has",
    r"\bnor do\b|\bnor any\b": "a sentence of its own",
    r"\b(?:no|and no|nor) address\b": "IP address; link",
    r"\bgo(?:es)? on\b": "continues",
    r"\b(?:is|are) (?:those|that) of\b": "name the thing",
    r"\bstrung\b|\bon the line\b|\bpass(?:es)? through\b": "no metaphor",
    r"\ba word of\b|\bin silence\b": "no metaphor",
    r"\btake (?:out|away)\b": "remove",
    r"\b(?:called|begin|write[^:]*) so\b": "like this",
    r"^%\(\w+\)s (?:was|is|has|and|of|by)$|^(?:was|is|and|of) ": "a whole sentence",
}
ALLOWED = {
    "We record each date as the source states it.": "a verb",
    "is based on": "a relation to a source, as *quotes* and *reports* are",
}


def find_forbidden(text: str) -> list[str]:
    """The patterns that occur in a string, less what is allowed."""
    for phrase in ALLOWED:
        text = text.replace(phrase, "")
    return [p for p in FORBIDDEN if re.search(p, text, re.IGNORECASE)]


@pytest.mark.parametrize(
    "text",
    [
        "Stands in",
        "What rests on it",
        "“%(text)s” is no date that can be read.",
        "The entry has none such.",
        "Put what is marked in the basket",
        "Something in the address could not be read",
        "%(n)s entries, here and below.",
        "Below it, by number of entries",
        "Beside it",
        "The living page",
        "Mark for a basket",
        "Years and kinds",
        "Cite this record",
        "demonstration",
        "It stands nowhere here",
        "Keep the address: who asks, and who has it, can read this.",
        "Nothing is kept of you: no name, no address, no browser.",
        "Narratives that pass through here",
        "was changed",
        "%(n)s events touch %(when)s",
    ],
)
def test_a_phrase_that_puzzles_readers_is_found(text):
    assert find_forbidden(text)


@pytest.mark.parametrize(
    "text",
    [
        "There is no entry yet.",
        "This passage is no longer public.",
        "Where the sources got it",
        "Remove filter: %(what)s",
        "Date, newest first",
    ],
)
def test_a_plain_phrase_passes(text):
    assert not find_forbidden(text)


def list_shown_strings() -> list[str]:
    """The English strings that readers and editors see."""
    found: list[str] = []
    for message in collect_strings(BASE):
        if message.id:
            texts = message.id if isinstance(message.id, tuple) else (message.id,)
            found.extend(texts)
    return found


def test_no_string_of_a_page_has_a_forbidden_phrase():
    strings = list_shown_strings()
    assert len(strings) > 1500
    found = {text: find_forbidden(text) for text in strings if find_forbidden(text)}
    assert not found


def test_every_exception_is_still_needed():
    strings = list_shown_strings()
    for phrase in ALLOWED:
        assert any(phrase in text for text in strings), phrase


# What operators read: help texts, output and errors of commands, findings of checks.
OPERATORS = (
    "archive/management",
    "archive/backups",
    "archive/transparency",
    "archive/monitoring",
    "archive/importers",
    "archive/editorial",
)
OPERATOR_FILES = ("manage.py", "archive/env.py", "archive/fetching.py")
# Words of the code and of its commands' names, which operators meet elsewhere too; and
# findings, which name their place before: `entry 5: is not in the log`.
OPERATORS_WORDS = re.compile(r"kinds|records|quer|demonstration|narratives|begin|\^%")
ONLY_OPERATORS = {
    r"\b(?:goes|go|went) on\b": "continues",
    r"\btake (?:back|\w+ away)\b": "undo, remove",
    r"\bstays? as\b|\bkept as they are\b": "does not change",
    r"\bis not of the\b|\bdoes not follow on\b": "is not on; does not continue",
    r"\bpasses? over\b|\bcut the fonts\b": "skips; builds the fonts",
    r"\bso (?:long|many)$": "say how long, how many",
}


def list_messages(tree: ast.AST) -> Iterator[str]:
    """The strings of a module that are sentences, without docstrings; `…` is put for
    what is filled in."""
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    parts = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.JoinedStr):
            values = (getattr(value, "value", "…") for value in node.values)
            text = "".join(v if isinstance(v, str) else "…" for v in values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value if id(node) not in documents | parts else ""
        if text.count(" ") >= 2:
            yield text


@pytest.mark.parametrize(
    ("source", "messages"),
    [
        ('"""About it all."""\nhelp = "Take back a run"', ["Take back a run"]),
        ('raise E(f"There is no {kind} there")', ["There is no … there"]),
        ('def f():\n    """Of two or three."""\n    return "a b"', []),
    ],
)
def test_a_message_is_told_from_a_docstring(source, messages):
    assert list(list_messages(ast.parse(source))) == messages


@pytest.mark.parametrize(
    "text", ["a/b is no backup", "The next run goes on where it was", "Take back a run"]
)
def test_a_phrase_that_puzzles_operators_is_found(text):
    assert find_puzzling(text)


def find_puzzling(text: str) -> list[str]:
    """The patterns that a message to operators should not have."""
    held = [p for p in FORBIDDEN if not OPERATORS_WORDS.search(p)]
    patterns = (*held, *ONLY_OPERATORS)
    return [p for p in patterns if re.search(p, text, re.IGNORECASE)]


def test_no_message_to_operators_has_a_forbidden_phrase():
    paths = [BASE / path for path in OPERATOR_FILES]
    for folder in OPERATORS:
        paths += files("*.py", under=folder)
    texts = [
        (name(path), text) for path in paths for text in list_messages(parse(path))
    ]
    assert len(texts) > 300
    found = [(*each, find_puzzling(each[1])) for each in texts]
    assert not [each for each in found if each[2]]
