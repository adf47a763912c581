"""Vectors follow the word index: the same documents, whatever wrote them.

A document of the word index has a digest. What is encoded is compared with these
digests, so nothing needs to be told of a change, and no crash leaves one out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from archive.models import Entry
from archive.search.engines.protocol import IndexUnreadable
from archive.search.index.generations import (
    get_live_generation,
    hold_vector_lock,
    is_cleared,
)
from archive.search.index.live_index import ask_live_index
from archive.search.index.public_texts import EntryText, TextLoader
from archive.text.languages import base_language

from .encoding import encode_texts, is_language_known, is_meaning_searched
from .passage_vectors import (
    PassageVectors,
    change_vectors,
    delete_vectors,
    open_vectors,
)
from .vector_segments import VectorRow, digest_text, quantize_vector

ENTRIES_PER_UPDATE = 200  # that are encoded before a segment is written
LEAST_CHARACTERS = 12  # of a text in letters; a third of it in Chinese
LONGEST_PIECE = 1_000  # characters that are encoded as one
FIELDS_WITH_MEANING = ("", "title", "caption")  # no names of people, outlets and hosts

KnownRows = dict[int, dict[bytes, list[VectorRow]]]  # by entry and digest of the text


class VectorUpdates:
    """Brings the vectors to the state of the word index, a part at each call."""

    def __init__(self) -> None:
        self._seen: tuple[object, ...] | None = None  # of the index, with all encoded

    def update(self) -> int:
        """Take out what changed or is gone, and encode what is new, at most so many
        entries; how many are still to come. Costs a `stat` where nothing has changed.
        Raises `IndexUnwritable`."""
        stamp = _stamp_live_index()
        if stamp is None:
            if is_cleared():
                delete_vectors()
            return 0
        if stamp == self._seen:
            return 0
        left = _update_vectors(ENTRIES_PER_UPDATE if is_meaning_searched() else 0)
        self._seen = None if left else stamp
        return left


def drop_stale_vectors() -> None:
    """Take out the vectors of texts that are not in the word index any more, now, from
    every file. Raises `IndexUnwritable`."""
    if open_vectors():
        _update_vectors(0)


def _update_vectors(most: int) -> int:
    """Take out what is stale, and add the rows of at most so many stale entries; how
    many of them are left."""
    with hold_vector_lock():
        try:
            listed = ask_live_index(lambda engine, folder: engine.list_digests(folder))
        except IndexUnreadable:
            return 0
        wanted = {pk: bytes.fromhex(digest) for pk, digest in listed}
        vectors = open_vectors()
        done = vectors.digest_by_document
        stale = [pk for pk, digest in wanted.items() if done.get(pk) != digest]
        if not stale and done.keys() <= wanted.keys():
            return 0
        now, gone = stale[:most], done.keys() - (wanted.keys() - set(stale))
        rows = list(_make_rows(now, _find_known_rows(vectors, set(now))))
        change_vectors(gone, rows, {pk: wanted[pk] for pk in now})
        return len(stale) - len(now) if most else 0


def _find_known_rows(vectors: PassageVectors, entries: Collection[int]) -> KnownRows:
    """The rows of these entries by entry and text."""
    known: KnownRows = defaultdict(lambda: defaultdict(list))
    for segment in vectors.segments:
        if not segment.digest_by_document.keys().isdisjoint(entries):
            for row in segment.iter_rows():
                if row.entry in entries:
                    known[row.entry][row.digest].append(row)
    return known


def _make_rows(ids: Collection[int], known: KnownRows) -> Iterator[VectorRow]:
    """The rows of public entries; a text that did not change keeps its own."""
    entries = list(Entry.objects.public().filter(pk__in=ids).order_by("pk"))
    loader = TextLoader(entries)
    new: list[tuple[int, str, bytes]] = []
    pieces: list[str] = []
    for entry in entries:
        for text in _iter_telling_texts(loader.iter_texts(entry)):
            digest = digest_text(text.text)
            if digest in known[entry.pk]:
                yield from known[entry.pk][digest]
                continue
            for piece in split_long_text(text.text):
                new.append((entry.pk, base_language(text.language), digest))
                pieces.append(piece)
    if not pieces:
        return
    for (pk, language, digest), vector in zip(new, encode_texts(pieces), strict=True):
        yield VectorRow(pk, language, digest, *quantize_vector(vector))


def _iter_telling_texts(texts: Iterator[EntryText]) -> Iterator[EntryText]:
    """Those that say something in a language that the model knows, each once."""
    said = set[str]()
    for text in texts:
        length = len(text.text) * (
            3 if base_language(text.language) == "zh-Hans" else 1
        )
        if (
            text.field in FIELDS_WITH_MEANING
            and length >= LEAST_CHARACTERS
            and is_language_known(text.language)
            and text.text not in said
        ):
            said.add(text.text)
            yield text


def split_long_text(text: str) -> Iterator[str]:
    """Pieces of at most 1,000 characters, cut behind a sentence or word where one ends
    in the second half of a piece."""
    at = 0
    while len(text) - at > LONGEST_PIECE:
        piece = text[at : at + LONGEST_PIECE]
        ends = (piece.rfind(sign) for sign in ("。", ". ", "? ", "! ", " "))
        end = next((end + 1 for end in ends if end > LONGEST_PIECE // 2), LONGEST_PIECE)
        yield piece[:end]
        at += end
    yield text[at:]


def _stamp_live_index() -> tuple[object, ...] | None:
    """What changes with every commit; None where there is no live index."""
    try:
        folder = get_live_generation()
        return folder, folder.stat().st_mtime_ns, is_meaning_searched()
    except (IndexUnreadable, OSError):
        return None
