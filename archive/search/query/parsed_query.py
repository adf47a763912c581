"""What a reader typed → our query tree; it never reaches an engine's parser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.search.engines.query_tree import Everything, Node, Nothing
from archive.text.languages import has_question_word

from . import word_nodes as words
from .parsing import MOST_WORDS, parse
from .query_names import Concept, concepts, names
from .syntax import Either, Every, Part, Quoted, Without, Word
from .tree_building import LEAST, LEAST_OF_QUESTION, LONG, Builder
from .word_nodes import Scope, Sought


@dataclass(frozen=True)
class Also:
    """Other names of a word typed, which were searched for too."""

    word: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A query tree, what to mark, the words as typed, the concepts that they name,
    and what the reader should be told."""

    tree: Node
    sought: tuple[Sought, ...]
    words: tuple[str, ...]
    named: tuple[tuple[str, Concept], ...]
    notices: tuple[str, ...]

    @property
    def also(self) -> tuple[Also, ...]:
        """For each word that names something, its other names."""
        found: dict[str, list[str]] = {}
        for word, concept in self.named:
            others = [n for n in concept.labels if not words.is_name_of(n, word)]
            found.setdefault(word, []).extend(others)
        return tuple(
            Also(word, tuple(dict.fromkeys(labels)))
            for word, labels in found.items()
            if labels
        )


def read(text: str, *, expand: bool = True, most: int = MOST_WORDS) -> Asked:
    """The tree of a query, of at most so many words. `expand`: with the names of tags
    and regions, and what else they are called; at most four queries then, and one for
    each `region:` or `tag:`. See `_parsing` for the grammar."""
    said, notices = parse(text, most)
    runs = list(_runs(said)) if expand else []
    known = concepts({name for run in runs for name in names(run)})
    builder = Builder(known, Scope(with_labels=expand))
    share = _share(said, text)
    tree = builder.question(said, share) if share else builder.all_of(said)
    if text and isinstance(tree, Nothing):
        builder.notices.append(
            _("There is no word to search for. Type a word, a name or a number.")
        )
    notices += builder.notices
    if not text:
        tree = Everything()
    return Asked(
        tree,
        tuple(builder.sought),
        tuple(builder.words),
        tuple(builder.named),
        tuple(dict.fromkeys(notices)),
    )


def _share(said: Every, text: str) -> float:
    """The share of the words that is enough: of a question, which may quote, or of
    many words without a sign. 0: all are asked for."""
    plain = [isinstance(part, Word) for part in said.parts]
    is_plain = all(isinstance(part, Word | Quoted) for part in said.parts)
    if said.is_strict or not is_plain or not any(plain):
        return 0.0
    if text.rstrip('" »”').endswith(("?", "？")) or has_question_word(text):
        return LEAST_OF_QUESTION
    return LEAST if all(plain) and len(plain) >= LONG else 0.0


def _runs(part: Part) -> Iterator[list[str]]:
    """Words that stand side by side, anywhere in what was said."""
    if isinstance(part, Word):
        yield [part.text]
    elif isinstance(part, Every):
        run: list[str] = []
        for one in part.parts:
            if isinstance(one, Word):
                run.append(one.text)
                continue
            yield run
            run = []
            yield from _runs(one)
        yield run
    elif isinstance(part, Either):
        for one in part.parts:
            yield from _runs(one)
    elif isinstance(part, Without):
        yield from _runs(part.part)
