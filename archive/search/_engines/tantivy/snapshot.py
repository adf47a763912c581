"""One state of an index, open for questions."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tantivy import DocAddress, Order, Query

from archive.search._engines.owner import refuse_shared
from archive.search._engines.protocol import Unreadable

from .schema import DIGEST, ID, opened

META = "meta.json"  # names the segments of the newest commit; replaced at one stroke
State = tuple[int, ...]


def newest(folder: Path) -> State:
    """What tells one state of the index from another. Raises `Unreadable`."""
    try:
        meta, place = os.stat(folder / META), os.stat(folder)  # noqa: PTH116
    except OSError as error:
        raise Unreadable(str(error)) from error
    return (meta.st_ino, meta.st_mtime_ns, meta.st_size, place.st_ino, place.st_mode)


class Snapshot:
    """Immutable, safe for several threads."""

    def __init__(self, folder: Path) -> None:
        refuse_shared(folder)
        self.folder = folder
        self.state = newest(folder)
        index = opened(folder)
        index.config_reader("manual")
        index.reload()
        self.schema = index.schema
        self.searcher = index.searcher()
        self.size = self.searcher.num_docs
        self._sizes = _sizes(folder)

    def is_current(self) -> bool:
        """Whether this is the newest state still. Raises `Unreadable` where a file in
        use was cut short: reading on would end the process."""
        if self.state != newest(self.folder):
            return False
        for name, size in self._sizes.items():
            try:
                if os.stat(name).st_size < size:  # noqa: PTH116
                    raise Unreadable(f"{name} was cut short")
            except FileNotFoundError:  # merged away
                continue
        return True

    def addresses(self, query: Query) -> list[DocAddress]:
        """Where the documents that match stand."""
        found = self.searcher.search(query, max(self.size, 1), count=False)
        return [address for _score, address in found.hits]

    def ids(self, addresses: list[DocAddress]) -> list[int]:
        """The entry id of each."""
        found: list[int] = self.searcher.fast_field_values(ID, addresses)  # type: ignore[assignment]
        return found

    def digests(self) -> Iterator[tuple[int, str]]:
        """Entry id and digest of every document, by ascending id."""
        found = self.searcher.search(
            Query.all_query(), max(self.size, 1), order_by_field=ID, order=Order.Asc
        )
        for pk, address in found.hits:
            yield pk, str(self.searcher.doc(address).get_first(DIGEST))


def _sizes(folder: Path) -> dict[str, int]:
    """The files of the index and their sizes, but for locks and what lists them."""
    return {
        entry.path: entry.stat().st_size
        for entry in os.scandir(folder)
        if not entry.name.startswith(".") and entry.name != META
    }
