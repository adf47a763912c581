"""What a query says → nodes, with what to mark and what to tell the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil

from django.utils.translation import gettext as _

from archive.search.engines.query_tree import (
    Among,
    And,
    Best,
    Everything,
    Near,
    Node,
    Not,
    Nothing,
    Or,
)
from archive.text.languages import is_stop_word

from . import word_nodes as words
from .field_values import value
from .query_names import MOST_WORDS, Concept, forms
from .syntax import (
    Beginning,
    Close,
    Either,
    Every,
    Fielded,
    Part,
    Quoted,
    Without,
    Word,
)
from .word_nodes import Scope, Sought

LONG = 5  # words side by side without a sign
LEAST = 0.5  # share of so many words that an entry must say
LEAST_OF_QUESTION = 0.1  # with a question mark, most words are not the matter
LEAST_OF_RUN = 0.5  # share of the pairs of a long run of Chinese
TEXT_FIELDS = ("title", "caption", "byline", "credit", "source")


class Builder:
    """Makes nodes of what was said, and keeps what to mark and to tell."""

    def __init__(self, known: dict[str, tuple[Concept, ...]], scope: Scope) -> None:
        self.known = known
        self.scope = scope
        self.sought: list[Sought] = []
        self.words: list[str] = []
        self.named: list[tuple[str, Concept]] = []
        self.notices: list[str] = []
        self.is_wanted = True  # not below a minus

    def node(self, part: Part) -> Node | None:
        """The node of a part; None where nothing in it can be looked up."""
        if isinstance(part, Every):
            return self.all_of(part)
        if isinstance(part, Either):
            return _one_of([self.node(one) for one in part.parts])
        if isinstance(part, Without):
            return self._without(part)
        if isinstance(part, Fielded):
            return self._fielded(part)
        if isinstance(part, Close):
            return self._close(part)
        if isinstance(part, Word):
            return self._named([part.text], 1)[0]
        return self._plain(part)

    def all_of(self, part: Every) -> Node:
        """Every part. Runs of words that are a name count as one."""
        nodes: list[Node] = []
        unwanted: list[Node] = []
        at = 0
        while at < len(part.parts):
            one = part.parts[at]
            run = _words_from(part.parts, at)
            found, taken = self._named(run, len(run)) if run else (self.node(one), 1)
            at += taken
            if found is not None:
                (unwanted if isinstance(one, Without) else nodes).append(found)
        if not nodes and not unwanted:
            return Nothing()
        return And((*(nodes or [Everything()]), *unwanted))

    def question(self, part: Every, share: float) -> Node:
        """At least a share of the words, in pieces where they are divided; what is
        quoted counts more as a whole, and what only joins or asks is left out."""
        part = _telling(part)
        nodes: list[Node] = []
        at = 0
        while at < len(part.parts):
            run = _words_from(part.parts, at)
            if not run:
                nodes += self._quoted(part.parts[at])
                at += 1
            elif words.is_divided(run[0]):
                nodes += self._pieces(run[0])
                at += 1
            else:
                found, taken = self._named(run, len(run))
                nodes += filter(None, [found])
                nodes += words.inner(run[0], self.scope) if taken == 1 else []
                at += taken
        if not nodes:
            return Nothing()
        least = ceil(share * len(nodes))
        self._tell_least(least, len(nodes))
        return Or(tuple(nodes), least)

    def _quoted(self, part: Part) -> list[Node]:
        found = self.node(part)
        inside = self._pieces(part.text) if isinstance(part, Quoted) else []
        return [*inside, *([found] if found is not None else [])]

    def _tell_least(self, least: int, number: int) -> None:
        if least == number:
            return
        self.notices.append(
            _("Entries with at least %(least)s of the %(n)s words were searched, those "
              "with most first. Write AND between the words to ask for all.")
            % {"least": least, "n": number}
        )  # fmt: skip

    def _pieces(self, text: str) -> list[Node]:
        nodes, sought = words.pieces(text, self.scope)
        self._say(text)
        self.sought += sought
        return nodes

    def _named(self, run: list[str], most: int) -> tuple[Node | None, int]:
        """The longest name that the run begins with, else its first word; and how
        many words that is."""
        for length in range(min(most, MOST_WORDS), 0, -1):
            meant = self._meant(run[:length])
            if not meant and length > 1:
                continue
            plain = [self._word(word) for word in run[:length]]
            nodes = [node for node in plain if node is not None]
            if not nodes or not meant or self.scope.field:
                return (nodes[0] if nodes else None), length
            itself = And(tuple(nodes)) if len(nodes) > 1 else nodes[0]
            other = self._expanded(" ".join(run[:length]), meant)
            return Best((itself, *other)), length
        return None, 1

    def _meant(self, run: list[str]) -> tuple[Concept, ...]:
        """The concepts of this name, each once."""
        found = [c for form in sorted(forms(run)) for c in self.known.get(form, ())]
        return tuple(dict.fromkeys(found))

    def _expanded(self, typed: str, meant: tuple[Concept, ...]) -> Iterator[Node]:
        for concept in meant:
            if self.is_wanted:
                self.named.append((typed, concept))
            for label in concept.labels:
                if not words.is_name_of(label, typed):
                    yield self._kept(words.name(label, typed))
            yield Among(concept.column, (concept.pk,))

    def _kept(self, found: tuple[Node, list[Sought]]) -> Node:
        if self.is_wanted:
            self.sought += found[1]
        return found[0]

    def _word(self, text: str) -> Node | None:
        if words.is_long(text) and not self.scope.field and self.is_wanted:
            nodes = self._pieces(text)
            self.notices.append(
                _("The long run of characters was searched in pieces. Put it in "
                  "quotation marks to find it whole.")
            )  # fmt: skip
            return Or(tuple(nodes), ceil(LEAST_OF_RUN * len(nodes)))
        return self._looked_up(text, words.word)

    def _plain(self, part: Quoted | Beginning) -> Node | None:
        look_up = words.phrase if isinstance(part, Quoted) else words.beginning
        return self._looked_up(part.text, look_up)

    def _looked_up(
        self,
        text: str,
        look_up: Callable[[str, Scope], tuple[Node | None, list[Sought]]],
    ) -> Node | None:
        node, sought = look_up(text, self.scope)
        if node is None:
            return None
        self._say(text)
        return self._kept((node, sought))

    def _say(self, text: str) -> None:
        if self.is_wanted:
            self.words.append(text)

    def _without(self, part: Without) -> Node | None:
        before, self.is_wanted = self.is_wanted, False
        node = self.node(part.part)
        self.is_wanted = before
        return None if node is None else Not(node)

    def _close(self, part: Close) -> Node | None:
        """Words near one another, in any inflection; of a phrase, its first word is
        near and the whole stands in the text. Where all are Chinese words of two
        characters or more, their first pairs are near."""
        is_paired = all(words.is_paired(one.text) for one in part.parts)
        field = self.scope.field or (words.PAIRS if is_paired else "exact")
        groups, runs = [], []
        for one in part.parts:
            heard = words.heard(one.text, field)
            if heard is not None:
                self._say(one.text)
                group, run, sought = heard
                groups.append(group)
                runs += [self._kept((run, sought))]
        if len(groups) < 2:
            return And(tuple(runs)) if runs else None
        return And((Near(field, tuple(groups), part.distance), *runs))

    def _fielded(self, part: Fielded) -> Node | None:
        """The part in one field; fields of values are looked up by `_valued`."""
        if part.field in TEXT_FIELDS:
            before, self.scope = self.scope, Scope(part.field, with_labels=False)
            node = self.node(part.part)
            self.scope = before
            return node
        return self._valued(part.field, part.part)

    def _valued(self, field: str, part: Part) -> Node | None:
        if isinstance(part, Word | Quoted | Beginning):
            found = value(field, part.text)
            if found is not None:
                return found
            self.notices.append(
                _("“%(field)s:” knows no “%(value)s”: it was searched as a word.")
                % {"field": field, "value": part.text[:40]}
            )
            return self.node(part)
        if isinstance(part, Either):
            return _one_of([self._valued(field, one) for one in part.parts])
        if isinstance(part, Every):
            found_all = [self._valued(field, one) for one in part.parts]
            return And(tuple(node for node in found_all if node is not None))
        if isinstance(part, Without):
            inner = self._valued(field, part.part)
            return None if inner is None else Not(inner)
        return self.node(part)


def _telling(part: Every) -> Every:
    """Without the words that only join or ask, where others are left."""
    parts = [
        p
        for p in part.parts
        if not (isinstance(p, Word) and is_stop_word(p.text.rstrip("?？")))
    ]
    return Every(tuple(parts)) if parts else part


def _one_of(nodes: list[Node | None]) -> Node | None:
    found = tuple(node for node in nodes if node is not None)
    return Or(found) if found else None


def _words_from(parts: tuple[Part, ...], at: int) -> list[str]:
    """The words that stand side by side from here."""
    run = []
    for part in parts[at:]:
        if not isinstance(part, Word):
            break
        run.append(part.text)
    return run
