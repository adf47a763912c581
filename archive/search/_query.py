"""What a reader typed → our query tree; it never reaches an engine's parser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.text.figures import figures
from archive.text.segmenting import alternatives, spellings

from ._indexes import terms
from ._tree import And, Everything, Node, Not, Nothing, Or, Phrase, Prefix, Term

MOST_TERMS, LEAST_PREFIX = 32, 2
_PART = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)')
_ROOTS = {"stems": 0.5, "parts": 0.25}
_BOOST = {"title": 3.0, "exact": 2.0, "labels": 1.0}


@dataclass(frozen=True)
class Asked:
    """A query tree, the words to mark, and what the reader should be told."""

    tree: Node
    words: tuple[str, ...]
    notices: tuple[str | Promise, ...]


def read(text: str) -> Asked:
    """Words are joined by AND; `OR`, `-word`, `"phrase"` and `prefix*` are read.

    Broken syntax is read as words. What is over the limits is cut, and said.
    """
    notices: list[str | Promise] = []
    is_asked = bool(text)
    if text.count('"') % 2:
        notices.append(_("A quotation mark without its partner was left out."))
        text = text.replace('"', " ")
    parts = list(_PART.finditer(_joined(text)))
    if len(parts) > MOST_TERMS:
        parts = parts[:MOST_TERMS]
        notices.append(_("The query was cut after 32 words."))
    groups: list[list[Node]] = [[]]
    unwanted: list[Node] = []
    words: list[str] = []
    join = False
    for part in parts:
        if part["word"] == "OR":
            join = True
            continue
        node, minus, shown = _node(part)
        if node is None:
            continue
        if minus:
            unwanted.append(node)
        elif join and groups[-1]:
            groups[-1].append(node)
            words.append(shown)
        else:
            groups.append([node])
            words.append(shown)
        join = False
    if is_asked and not words and not unwanted:
        notices.append(
            _("There is no word to search for. Type a word, a name or a number.")
        )
    return Asked(_tree(groups, unwanted), tuple(words), tuple(notices))


def _joined(text: str) -> str:
    """The text with numbers written in groups (`2 565 724`) as one word each."""
    for figure in reversed(list(figures(text))):
        text = f"{text[: figure.start]}{figure.value}{text[figure.end :]}"
    return text


def _tree(groups: list[list[Node]], unwanted: list[Node]) -> Node:
    wanted: list[Node] = [Or(tuple(group)) for group in groups if group]
    if not wanted and not unwanted:
        return Nothing()
    return And((*(wanted or [Everything()]), *(Not(node) for node in unwanted)))


def _node(part: re.Match[str]) -> tuple[Node | None, bool, str]:
    if part["phrase"] is not None:
        return _phrase(part["phrase"]), bool(part["minus"]), part["phrase"]
    word = part["word"]
    minus = word.startswith("-") and len(word) > 1
    word = word.removeprefix("-") if minus else word
    if word.endswith("*") and len(terms(word)[0]) == 1:
        stem = terms(word)[0][0]
        if len(stem) >= LEAST_PREFIX:
            either: Node = Or((Prefix("exact", stem), Prefix("labels", stem)))
            return either, minus, word.rstrip("*")
    return _word(word), minus, word


def _word(word: str) -> Node | None:
    exact, pairs = terms(word)
    if not exact and not pairs:
        return None
    if len(exact) > 1 or pairs:
        return _phrase(word)
    found: list[Node] = [
        Term(field, spelling, boost=boost)
        for field, boost in _BOOST.items()
        for spelling in spellings(exact[0])
    ]
    for field, boost in _ROOTS.items():
        found += [Term(field, t, boost=boost) for t in alternatives(word).stemmed]
    return Or(tuple(found))


def _phrase(text: str) -> Node | None:
    exact, pairs = terms(text)
    if pairs:
        pairs = [pair for pair in pairs if pair != "|"]
        other = [t for t in exact if not "\u3400" <= t[0] <= "\ufaff"]
        also = [Or(tuple(_run(f, [t]) for f in ("exact", "labels"))) for t in other]
        either = Or(tuple(_run(field, pairs) for field in ("pairs", "label_pairs")))
        return And((either, *also)) if also else either
    if not exact:
        return None
    return Or(tuple(_run(field, exact) for field in ("exact", "labels")))


def _run(field: str, found: list[str]) -> Node:
    return Term(field, found[0]) if len(found) == 1 else Phrase(field, tuple(found))
