"""Whoosh 2.7.4 on Haystack's base classes, fed with ready-made terms."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Any

from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery
from whoosh import index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.query import Query

SCHEMA_VERSION = "1"
WORDS = SpaceSeparatedTokenizer()
SCHEMA = Schema(
    pk=ID(unique=True, stored=True),
    title=TEXT(analyzer=WORDS, phrase=True),
    exact=TEXT(analyzer=WORDS, phrase=True),
    pairs=TEXT(analyzer=WORDS, phrase=True),
    stems=TEXT(analyzer=WORDS, phrase=False),
    labels=TEXT(analyzer=WORDS, phrase=True),
    label_pairs=TEXT(analyzer=WORDS, phrase=True),
)


class WhooshSearchBackend(BaseSearchBackend):
    """Ids and scores out, documents in; visibility is asked of the database."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.folder = Path(options["PATH"])

    @property
    def stamp(self) -> Path:
        """Says which schema the index was written with."""
        return self.folder / "schema-version"

    def is_current(self) -> bool:
        """Whether there is an index of this version that opens."""
        try:
            same = self.stamp.read_text("utf-8") == SCHEMA_VERSION
        except OSError:
            return False
        return same and bool(index.exists_in(self.folder))

    def matches(self, query: Query) -> dict[int, float]:
        """Every entry id that matches, with its score."""
        opened = index.open_dir(self.folder)
        with opened.searcher() as searcher:
            hits = searcher.search(query, limit=None)
            return {int(hit["pk"]): hit.score or 0.0 for hit in hits}

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One writer at a time, over processes."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        name = self.folder.with_name(self.folder.name + ".lock")
        with name.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def write(self, documents: Iterable[Mapping[str, str]], gone: Iterable[int]) -> int:
        """Replace documents and take ids out, in one commit. Call under `lock`."""
        writer = index.open_dir(self.folder).writer()
        written = 0
        try:
            for pk in gone:
                writer.delete_by_term("pk", str(pk))
            for document in documents:
                writer.update_document(**document)
                written += 1
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        return written

    def rebuild(self, documents: Iterable[Mapping[str, str]]) -> int:
        """Write a whole index beside the live one, then swap the folders."""
        beside = self.folder.with_name(self.folder.name + ".new")
        rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True, mode=0o700)
        writer = index.create_in(beside, SCHEMA).writer(limitmb=64)
        written = 0
        for document in documents:
            writer.add_document(**document)
            written += 1
        writer.commit()
        (beside / "schema-version").write_text(SCHEMA_VERSION, "utf-8")
        old = self.folder.with_name(self.folder.name + ".old")
        rmtree(old, ignore_errors=True)
        if self.folder.exists():
            self.folder.rename(old)
        beside.rename(self.folder)
        rmtree(old, ignore_errors=True)
        return written


class WhooshEngine(BaseEngine):
    """The engine that Haystack's setting names."""

    backend = WhooshSearchBackend
    query = BaseSearchQuery
