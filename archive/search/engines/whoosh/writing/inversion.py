"""Terms in the order of texts → documents and positions in the order of terms."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from .posting_lists import PostingsWriter

_POSITION_BITS = 32  # bits of a token's place in a key
_POSITION_MASK = np.uint64(2**_POSITION_BITS - 1)


class TermNumbers(dict[str, int]):
    """A number for each term, from 0; as whoosh spells it, in `terms`."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: list[bytes] = []

    def __missing__(self, term: str) -> int:
        stored = term.encode("utf-8", "replace")
        plain = stored.decode()
        if plain != term:  # a half of a character, which no file holds
            number = self[plain]
        else:
            number = len(self.terms)
            self.terms.append(stored)
        self[term] = number
        return number


class FieldInversion:
    """The tokens of one field, document after document."""

    def __init__(self) -> None:
        self._tokens = array("I")
        self._sizes = array("I")

    def __len__(self) -> int:
        return len(self._tokens)

    def add(self, document: int, terms: Iterable[int]) -> int:
        """Append the terms of a document by number; how many there are."""
        before = len(self._tokens)
        self._sizes.extend([0] * (document - len(self._sizes)))
        self._tokens.extend(terms)
        self._sizes.append(len(self._tokens) - before)
        return self._sizes[-1]

    def write(
        self,
        lists: PostingsWriter,
        field: str,
        ordered: list[tuple[bytes, int]],
        lengths: npt.NDArray[np.uint8],
        has_positions: bool,
    ) -> None:
        """Give each term's list to `lists`. `ordered` are all terms of the segment in
        their order, with the numbers that `add` took; `lengths` of the documents, as
        bytes."""
        ranks = np.empty(len(ordered), np.uint64)
        ranks[[number for _term, number in ordered]] = np.arange(
            len(ordered), dtype=np.uint64
        )
        postings = _SortedPostings(self._tokens, self._sizes, ranks)
        lengths_of = lengths.tolist()
        for rank, begin, end in postings.terms():
            documents, frequencies = (
                postings.documents[begin:end],
                postings.frequencies[begin:end],
            )
            lists.add(
                (field, ordered[rank][0]),
                documents,
                frequencies,
                [lengths_of[document] for document in documents],
                postings.positions(begin, end) if has_positions else None,
            )


class _SortedPostings:
    """Postings of one field, ordered by term and document."""

    def __init__(
        self, tokens: array[int], sizes: array[int], ranks: npt.NDArray[np.uint64]
    ) -> None:
        keys = ranks[np.frombuffer(tokens, np.uint32)] << np.uint64(_POSITION_BITS)
        keys |= np.arange(len(keys), dtype=np.uint64)
        keys.sort()
        places = (keys & _POSITION_MASK).astype(np.int64)
        keys >>= np.uint64(_POSITION_BITS)
        size = np.frombuffer(sizes, np.uint32).astype(np.int64)
        first = np.cumsum(size) - size
        owners = np.repeat(np.arange(len(size)), size)[places]
        self._positions = (places - first[owners]).astype("<u4").tobytes()
        differ = np.flatnonzero((keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1]))
        begins = np.concatenate(([0], differ + 1))
        self._places = np.append(begins, len(keys)).tolist()
        self.frequencies: list[int] = np.diff(self._places).tolist()
        self.documents: list[int] = owners[begins].tolist()
        self._ranks = keys[begins]

    def terms(self) -> Iterator[tuple[int, int, int]]:
        """Each term's rank, and where its postings begin and end."""
        ends = np.flatnonzero(self._ranks[1:] != self._ranks[:-1]) + 1
        begins = np.concatenate(([0], ends))
        ends = np.append(ends, len(self._ranks))
        ranks = self._ranks[begins]
        yield from zip(ranks.tolist(), begins.tolist(), ends.tolist(), strict=True)

    def positions(self, begin: int, end: int) -> list[bytes]:
        """Of each of these postings, as `schema.PackedPositions` stores them."""
        places = self._places[begin : end + 1]
        return [self._positions[4 * a : 4 * b] for a, b in itertools.pairwise(places)]
