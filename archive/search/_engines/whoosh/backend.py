"""Whoosh 2.7.4 on Haystack's base classes, fed with ready-made terms."""

from __future__ import annotations

import fcntl
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Any

from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery
from whoosh import index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.query import Query
from whoosh.searching import Searcher

from ._reader import Answer, Reader
from ._reader import Unreadable as Unreadable

SCHEMA_VERSION = "4"  # of the fields and of the words in them
WORDS = SpaceSeparatedTokenizer()
SCHEMA = Schema(
    pk=ID(unique=True, stored=True),
    digest=STORED(),
    title=TEXT(analyzer=WORDS, phrase=True),
    exact=TEXT(analyzer=WORDS, phrase=True),
    pairs=TEXT(analyzer=WORDS, phrase=True),
    stems=TEXT(analyzer=WORDS, phrase=False),
    labels=TEXT(analyzer=WORDS, phrase=True),
    label_pairs=TEXT(analyzer=WORDS, phrase=True),
)

SPELT = ("labels", "exact")  # fields whose words are words as written
PAUSES = (0.01, 0.05, 0)  # seconds, while a rebuilt index is put in place
READER = Reader()  # one for all threads: Haystack keeps a backend for each


class WhooshSearchBackend(BaseSearchBackend):
    """Ids and scores out, documents in; visibility is asked of the database."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.folder = Path(options["PATH"])

    @property
    def stamp(self) -> Path:
        """Says which schema the index was written with, and which rebuild it is."""
        return self.folder / "schema-version"

    def is_current(self) -> bool:
        """Whether there is an index of this version that can be read."""
        try:
            return self._version() == SCHEMA_VERSION and bool(
                index.exists_in(self.folder)
            )
        except OSError:  # the folders are being swapped
            return False

    def _version(self) -> str:
        try:
            return self.stamp.read_text("utf-8").partition(" ")[0]
        except (OSError, UnicodeDecodeError):
            return ""

    def matches(self, query: Query) -> dict[int, float]:
        """Every entry id that matches, with its score. Raises `Unreadable`."""

        def found(searcher: Searcher) -> dict[int, float]:
            hits = searcher.search(query, limit=None)
            return {int(hit["pk"]): hit.score or 0.0 for hit in hits}

        return self._ask(found)

    def similar(self, term: str) -> list[str]:
        """Words of the index that differ from `term` in two letters at most, the
        nearest first; none where it is a word of the index. Raises `Unreadable`."""

        def found(searcher: Searcher) -> list[str]:
            if any(searcher.doc_frequency(field, term) for field in SPELT):
                return []
            lists = [searcher.suggest(f, term, limit=3, prefix=1) for f in SPELT]
            return list(dict.fromkeys(word for words in lists for word in words))

        return self._ask(found)

    def _ask(self, question: Callable[[Searcher], Answer]) -> Answer:
        """Ask the open searcher. Raises `Unreadable` where the index is missing, of
        another version or broken; a broken one loses its stamp, so that the drain
        builds it anew."""
        for pause in PAUSES:
            if self.is_current():
                return READER.ask(self.folder, self.stamp, question)
            time.sleep(pause)
        raise Unreadable("there is no index of this version")

    def digests(self) -> list[tuple[int, str]]:
        """Entry id and digest of every document; `Unreadable` where there are none."""
        if not self.is_current():
            raise Unreadable("there is no index of this version")
        try:
            with index.open_dir(self.folder).reader() as reader:
                stored = [fields for _number, fields in reader.iter_docs()]
        except Exception as error:  # a broken file raises anything at all
            raise Unreadable(str(error)) from error
        return [(int(fields["pk"]), fields["digest"]) for fields in stored]

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One writer at a time, over processes."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        name = self.folder.with_name(self.folder.name + ".lock")
        with name.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def write(self, documents: list[dict[str, str]], gone: Iterable[int]) -> None:
        """Replace documents and take ids out, in one commit. Call under `lock`.

        Raises `Unreadable` where the index cannot be written, after taking away the
        stamp that vouched for it.
        """
        try:
            writer = index.open_dir(self.folder).writer()
            try:
                for pk in gone:
                    writer.delete_by_term("pk", str(pk))
                for document in documents:
                    writer.update_document(**document)
            except BaseException:
                writer.cancel()
                raise
            writer.commit()
        except Exception as error:  # a broken file raises anything at all
            self.stamp.unlink(missing_ok=True)
            raise Unreadable(str(error)) from error

    def rebuild(
        self,
        documents: Iterable[Mapping[str, str]],
        tell: Callable[[int], None] = lambda _written: None,
    ) -> int:
        """Write a whole index beside the live one, then swap the folders.

        `tell` hears the number written after each document. Whatever interrupts
        leaves the live index as it was.
        """
        beside = self.folder.with_name(self.folder.name + ".new")
        rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True, mode=0o700)
        writer = index.create_in(beside, SCHEMA).writer(limitmb=64)
        written = 0
        try:
            for document in documents:
                writer.add_document(**document)
                written += 1
                tell(written)
        except BaseException:
            writer.cancel()
            rmtree(beside, ignore_errors=True)
            raise
        writer.commit()
        stamp = f"{SCHEMA_VERSION} {secrets.token_hex(8)}"
        (beside / self.stamp.name).write_text(stamp, "utf-8")
        self._swap(beside)
        return written

    def _swap(self, beside: Path) -> None:
        """Put a finished index where the live one is; readers try again meanwhile."""
        old = self.folder.with_name(self.folder.name + ".old")
        rmtree(old, ignore_errors=True)
        if self.folder.exists():
            self.folder.rename(old)
        beside.rename(self.folder)
        rmtree(old, ignore_errors=True)


class WhooshEngine(BaseEngine):
    """The engine that Haystack's setting names."""

    backend = WhooshSearchBackend
    query = BaseSearchQuery
